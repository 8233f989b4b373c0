import ArgumentParser
import Commands
import Datasets
import Plotting
import Training

struct ExportModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-model",
    abstract: "Export a run as a model to ship.",
    discussion: """
      Writes the best state as a file of half-precision numbers without optimiser
      state, beside it the thinned curve of the training and for a 2-D model the
      latent positions of 2,000 test images, and how the model was made into
      models.json in the same folder.

      With --only-curve the model stays as it is, and gains the curve of a run that
      came to the same numbers.

      Example:
        vae export-model runs/mnist-2d --output assets/models/mnist-2d.safetensors
      """)

  @Argument(help: ArgumentHelp("The folder or the name of a run.", valueName: "run"))
  var source: String
  @Option(name: .shortAndLong, help: ArgumentHelp("FOLDER/NAME.safetensors.", valueName: "file"))
  var output: String
  @Flag(help: "Only add the curve to a model that was exported before.")
  var onlyCurve = false
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard output.hasSuffix(".safetensors"), !output.hasSuffix("/.safetensors"), output != ".safetensors"
    else {
      throw ValidationError("--output: expected FOLDER/NAME.safetensors, found '\(output)'")
    }
  }

  func run() throws {
    let path = RunLibrary.standard.path(of: source) ?? source
    let folder = RunFolder(reading: path)
    if onlyCurve {
      try ModelExporter.addCurve(of: folder, toModel: output)
      return Console.standardOutput.print("\(output): the curve of \(folder.name) stands beside it")
    }
    let configuration = try folder.configuration()
    let exporter = ModelExporter(version: programVersion, command: \.command)
    let entry = try exporter.export(folder, to: output) {
      try data.catalogue.load(configuration.dataset, options: configuration.loadOptions)
    }
    Console.standardOutput.print(
      "\(output): \(entry.name), epoch \(entry.metrics.epoch), "
        + "test ELBO " + NumberFormat.plain(entry.metrics.test.elbo, decimals: 2) + " nats per image")
  }
}
