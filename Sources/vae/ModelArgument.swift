import ArgumentParser
import Autoencoder
import Compute
import Datasets
import Formats
import Training

/// The model that a command is about.
struct ModelArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A checkpoint file, a run, or a shipped model (for certain as shipped:NAME).", valueName: "model"))
  var model: String

  /// Reads the model; says which was taken where the name has two meanings.
  /// - Throws: `notFound`, `badFile`, `inputOutput`.
  func open() throws(InputError) -> OpenedModel {
    let finder = ModelFinder()
    let path = try finder.checkpointPath(model)
    if let text = finder.ambiguity(of: model) { VAECommand.note(text) }
    return OpenedModel(path: path, checkpoint: try Checkpoint(contentsOf: path))
  }
}

/// A checkpoint that a command works with.
struct OpenedModel {
  let path: String
  let checkpoint: Checkpoint

  var configuration: TrainingConfiguration { checkpoint.configuration }
  var architecture: Architecture { configuration.architecture }
  var model: VariationalAutoencoder { checkpoint.model }

  /// Scratch memory for whole data sets.
  func workspace(_ team: ThreadTeam) -> Workspace { Workspace(architecture, batchSize: 500, team: team) }

  /// A data set of the model's image size: the one that is named, read as `reading` says, or the model's.
  /// - Throws: as loading does; `badSettings` where the images are of another size.
  func data(
    _ dataset: String?, reading: ImageReading, catalogue: DatasetCatalogue, testCount: Int? = nil
  ) throws(InputError) -> DataSplit {
    var options = configuration.loadOptions
    options.testCount = testCount
    if dataset != nil { (options.reading, options.validationFraction) = (reading, nil) }
    options.reading?.channels = architecture.imageShape.channels
    let split = try catalogue.load(dataset ?? configuration.dataset, options: options)
    guard split.test.imageShape == architecture.imageShape else {
      throw InputError(
        .badSettings,
        "\(split.name): expected images of \(architecture.imageShape), as the model has, found \(split.test.imageShape)"
      )
    }
    return split
  }

  /// The mean of q(z|x) of a test image, L numbers.
  /// - Throws: `badSettings` where there is no such image.
  func code(ofTestImage index: Int, option: String, in split: DataSplit) throws(InputError) -> [Float] {
    guard (0..<split.test.count).contains(index) else {
      throw InputError(
        .badSettings, "\(option): expected 0 to \(split.test.count - 1), the test images, found \(index)")
    }
    let image = split.test.evaluationImages(
      [index], mode: configuration.pixelMode, seed: configuration.seed)
    return Array(model.encode(pixels: image.pixels, count: 1).mean.row(0))
  }
}

extension OpenedModel {
  /// The dimensions, counted from 0, the one with the highest KL divergence first; in their order where the file does not
  /// say it.
  var dimensionsByKL: [Int] {
    let kl = checkpoint.metrics?.klPerDimension
    return (0..<architecture.latentSize).sorted { (-(kl?[$0] ?? 0), $0) < (-(kl?[$1] ?? 0), $1) }
  }
}
