import ArgumentParser
import Autoencoder
import Commands
import Compute
import Datasets
import Formats
import Training

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a model of weights that PyTorch has trained.",
    discussion: """
      A safetensors file with the names of PyTorch's example (fc1, fc21, fc22, fc3,
      fc4), of the reference repository (fc41, fc42) or of vae; --map says what
      other layers are. In Python: safetensors.torch.save_file(model.state_dict(),
      "weights.safetensors").

      Examples:
        vae import weights.safetensors --output model.safetensors
        vae import weights.safetensors --map enc.0=encoder.hidden.0 \\
          --map mu=encoder.mean --map lv=encoder.logVariance \\
          --map dec.0=decoder.hidden.0 --map dec.2=decoder.logits \\
          --activation relu --output model.safetensors
      """)

  @Argument(help: ArgumentHelp("FILE.safetensors.", valueName: "file"))
  var source: String
  @Option(name: .shortAndLong, help: ArgumentHelp("FILE.safetensors.", valueName: "file"))
  var output: String
  @Option(
    name: .customLong("map"), parsing: .singleValue,
    help: ArgumentHelp("A layer of theirs, and which of ours it is; once for each.", valueName: "theirs=ours")
  )
  var pairs: [LayerPair] = []
  @Option(help: ArgumentHelp("bernoulli or gaussian (default: as the file has it).", valueName: "name"))
  var likelihood: Likelihood?
  @Option(help: ArgumentHelp("tanh or relu (default: that of the names).", valueName: "name"))
  var activation: Activation?
  @Option(help: ArgumentHelp("Height and width of the images (default: square).", valueName: "HxW"))
  var imageSize: ImageShape?
  @Option(
    name: .customLong("data"),
    help: ArgumentHelp(
      "The data set that it was trained on (default: by the images' size).", valueName: "dataset"))
  var dataset: String?
  @Option(
    help: ArgumentHelp("How it saw the pixels: grey, threshold, stochastic or fixed.", valueName: "mode"))
  var pixelMode = PixelMode.grey

  func validate() throws {
    guard output.hasSuffix(".safetensors") else {
      throw ValidationError("--output: expected FILE.safetensors, found '\(output)'")
    }
  }

  func run() throws {
    var options = ForeignWeights.Options()
    for pair in pairs { options.map[pair.ours] = pair.theirs }
    (options.likelihood, options.activation, options.imageShape) = (likelihood, activation, imageSize)
    let weights = try ForeignWeights(contentsOf: source, options)
    let architecture = weights.model.architecture
    var notices = weights.notices
    let dataset =
      dataset ?? (architecture.imageShape == ImageShape(height: 28, width: 20) ? "frey-face" : "mnist")
    if self.dataset == nil { notices.append("evaluated on \(dataset) unless --data says otherwise") }
    var configuration = TrainingConfiguration(dataset: dataset, architecture: architecture)
    configuration.pixelMode = pixelMode
    try configuration.check()
    try Checkpoint(configuration: configuration, model: weights.model).write(to: output)
    let hidden = architecture.hiddenSizes.map(String.init).joined(separator: "-")
    Console.standardOutput.print(
      "\(output): \(architecture.pixelCount)-\(hidden)-\(architecture.latentSize), \(architecture.activation.rawValue), "
        + "\(architecture.likelihood.rawValue) pixels of \(architecture.imageShape)")
    for notice in notices { VAECommand.note(notice) }
  }
}

/// A layer of another program and its name here, as `fc1=encoder.hidden.0`.
struct LayerPair: ExpressibleByArgument {
  let theirs, ours: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[1].hasPrefix("encoder.") || parts[1].hasPrefix("decoder.") else {
      return nil
    }
    (theirs, ours) = (parts[0], parts[1])
  }
}
