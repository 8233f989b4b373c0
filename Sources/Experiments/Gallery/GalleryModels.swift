import Autoencoder
import Compute
import Datasets
import Formats
import Training

/// A model of the gallery, at its best epoch.
struct GalleryModel {
  let model: VariationalAutoencoder
  let configuration: TrainingConfiguration
  /// The epoch with the highest ELBO on the test set.
  let bestEpoch: Int?
  let evaluation: ModelEvaluation
  /// The epochs trained; empty for a shipped model.
  let metrics: [EpochMetrics]
  /// Of the program that trained it.
  let version: String

  var latentSize: Int { configuration.architecture.latentSize }
  var seed: UInt64 { configuration.seed }
}

/// The models of a gallery that there are, with their data set.
struct GalleryModels {
  let models: [GalleryModel]
  /// The names of the others.
  let missing: [String]
  let split: DataSplit

  /// - Throws: as loading the data set and reading checkpoints do.
  init(_ gallery: Gallery, _ context: ExperimentContext) throws(InputError) {
    let seed = gallery.seeds[0]
    let options = gallery.data.configuration(latentSize: 2, seed: seed, epochs: 1).loadOptions
    split = try context.catalogue.load(gallery.data.dataset, options: options)
    var models: [GalleryModel] = []
    var missing: [String] = []
    if let shipped = gallery.shipped {
      for latentSize in gallery.latentSizes {
        let name = "\(gallery.data.dataset)-\(latentSize)d"
        if let found = try Self.shipped(name, in: shipped, split, context) {
          models.append(found)
        } else {
          missing.append("the shipped model \(name)")
        }
      }
    } else {
      for job in gallery.jobs {
        if let found = try Self.trained(job) { models.append(found) } else { missing.append(job.name) }
      }
    }
    (self.models, self.missing) = (models, missing)
  }

  private static func trained(_ job: Job) throws(InputError) -> GalleryModel? {
    guard let result = job.result else { return nil }
    let best = try Checkpoint(contentsOf: job.folder.bestCheckpointPath)
    return GalleryModel(
      model: best.model, configuration: job.configuration, bestEpoch: result.bestEpoch,
      evaluation: result.evaluation, metrics: try job.folder.metrics(of: job.configuration),
      version: result.version)
  }

  private static func shipped(
    _ name: String, in catalogue: ModelCatalogue, _ split: DataSplit, _ context: ExperimentContext
  ) throws(InputError) -> GalleryModel? {
    guard let path = catalogue.path(of: name), let entry = catalogue.entries.first(where: { $0.name == name })
    else { return nil }
    let checkpoint = try Checkpoint(contentsOf: path)
    let evaluation = try ModelEvaluation(
      checkpoint.model, on: split.test, pixelMode: checkpoint.configuration.pixelMode,
      samples: JobResult.noiseSamples, seed: checkpoint.configuration.seed, team: context.team)
    return GalleryModel(
      model: checkpoint.model, configuration: checkpoint.configuration, bestEpoch: entry.metrics.epoch,
      evaluation: evaluation, metrics: [], version: entry.version)
  }
}

/// The test images as every evaluation meets them.
struct GalleryImages {
  let imageShape: ImageShape
  let count: Int
  /// N×D bytes.
  let pixels: [UInt8]
  let labels: [UInt8]?

  init(_ split: DataSplit, of configuration: TrainingConfiguration) {
    imageShape = split.imageShape
    count = split.test.count
    pixels = split.test.evaluationPixels(mode: configuration.pixelMode, seed: configuration.seed)
    labels = split.test.labels
  }

  /// The bytes of some images.
  func pixels(of images: Range<Int>) -> [UInt8] {
    Array(pixels[images.lowerBound * imageShape.count..<images.upperBound * imageShape.count])
  }

  /// The first images as pictures.
  func pictures(_ limit: Int) -> [RasterImage] {
    (0..<min(limit, count)).map {
      RasterImage(imageShape, bytes: pixels(of: $0..<$0 + 1))
    }
  }
}
