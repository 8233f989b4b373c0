import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import Training

/// Pictures of what a model draws, taken while it is trained: the decoded means of the same latent positions at stated
/// moments.
public struct Film: Sendable, Equatable {
  /// A moment of the training.
  public struct Moment: Sendable, Hashable {
    /// Epochs completed.
    public let epoch: Int
    /// Minibatches of the epoch under way.
    public let minibatch: Int

    public init(epoch: Int, minibatch: Int = 0) {
      self.epoch = epoch
      self.minibatch = minibatch
    }

    /// As in "epoch 3" or "minibatch 50 of epoch 1".
    public var title: String {
      if self == Moment(epoch: 0) { return "before training" }
      return minibatch == 0 ? "after epoch \(epoch)" : "after minibatch \(minibatch) of epoch \(epoch + 1)"
    }
  }

  /// Minibatches of the first epoch after which a picture is taken; 0 is the start.
  public let minibatches: [Int]
  /// Epochs after which a picture is taken.
  public let epochs: [Int]
  /// And after each multiple of so many epochs.
  public let interval: Int
  /// How many images a picture shows.
  public let count: Int

  public init(minibatches: [Int], epochs: [Int], interval: Int, count: Int) {
    self.minibatches = minibatches
    self.epochs = epochs
    self.interval = interval
    self.count = count
  }

  /// Whether a picture is taken at a moment.
  public func contains(_ moment: Moment) -> Bool {
    if moment.epoch == 0 { return minibatches.contains(moment.minibatch) }
    return moment.minibatch == 0 && (epochs.contains(moment.epoch) || moment.epoch % interval == 0)
  }

  /// The moments of a run, in order.
  /// - Parameter minibatchesPerEpoch: those of the first epoch that never come are left out.
  public func moments(epochs last: Int, minibatchesPerEpoch: Int) -> [Moment] {
    let first = minibatches.filter { $0 < minibatchesPerEpoch }.map { Moment(epoch: 0, minibatch: $0) }
    return first + (1...max(1, last)).filter { $0 <= last }.map { Moment(epoch: $0) }.filter(contains)
  }

  /// The latent positions, `count`×L, of the prior.
  static func latents(count: Int, latentSize: Int, seed: UInt64) -> Matrix {
    RandomStream(seed: seed, stream: RandomPurpose.film).normalMatrix(rows: count, columns: latentSize)
  }
}

/// Takes a film's pictures into a folder, a file a picture. A picture that is taken again after an interruption is the
/// same.
public struct FilmRecorder: Recorder {
  public let film: Film
  /// The folder of the run.
  public let folder: String

  public init(film: Film, folder: String) {
    self.film = film
    self.folder = folder
  }

  public func record(_ trainer: Trainer, data: DataSplit, team: ThreadTeam) throws(InputError) {
    let position = trainer.position
    let batchSize = trainer.configuration.batchSize
    let moment = Film.Moment(
      epoch: position.epoch, minibatch: (position.epochExamples + batchSize - 1) / batchSize)
    guard film.contains(moment) else { return }
    let latents = Film.latents(
      count: film.count, latentSize: trainer.configuration.architecture.latentSize,
      seed: trainer.configuration.seed)
    let pictures = trainer.model.decode(latents).pictures(trainer.configuration.architecture.imageShape)
    var writer = SafeTensorsWriter(metadata: ["format": "vae-film-1"])
    let shape = [pictures.count] + trainer.configuration.architecture.imageShape.dimensions
    writer.add("images", shape: shape, bytes: pictures.flatMap(\.bytes))
    let path = path(of: moment)
    try? FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try AtomicFile.write(writer, to: path)
  }

  /// The images of a picture.
  /// - Throws: `notFound`, `badFile`, `inputOutput`.
  func images(at moment: Film.Moment) throws(InputError) -> [RasterImage] {
    let path = path(of: moment)
    let file = try SafeTensors(WholeFile.read(path, limit: 64 << 20), path: path)
    guard let shape = file.tensors["images"]?.shape, [3, 4].contains(shape.count),
      let bytes = file.uint8("images")
    else { throw InputError.badFile(path, expected: "a picture of a film", found: "something else") }
    let image = ImageShape(height: shape[1], width: shape[2], channels: shape.count == 4 ? shape[3] : 1)
    return (0..<shape[0]).map {
      RasterImage(image, bytes: Array(bytes[$0 * image.count..<($0 + 1) * image.count]))
    }
  }

  private func path(of moment: Film.Moment) -> String {
    "\(folder)/film/epoch-\(moment.epoch)-minibatch-\(moment.minibatch).safetensors"
  }
}
