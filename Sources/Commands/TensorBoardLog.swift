import Autoencoder
import Compute
import Formats
import Foundation
import Pictures
import TerminalGraphics
import Training

/// The figures of a training as TensorBoard reads them: a file of events, with scalars after each epoch and pictures after
/// some. The step is the number of examples seen.
public struct TensorBoardLog {
  private let path: String
  private let wallTime: () -> Double
  private var epoch: Int
  private var lastTime: Double
  private var lastExamples: Int

  /// Pictures side by side, and as many rows.
  private static let columns = 8
  /// The draws of the prior are the same each time.
  private static let stream: UInt64 = 0x7B0A_0001_0000_0000

  /// Begins a file in `directory`, which is made where it is missing.
  /// - Parameters:
  ///   - trainer: where the training stands; what it has done already is not written again.
  ///   - host: the name of this machine, which TensorBoard wants in the file's name.
  ///   - wallTime: in seconds since 1970.
  /// - Throws: `inputOutput`, `diskFull`.
  public init(
    directory: String, trainer: Trainer,
    host: String = ProcessInfo.processInfo.hostName,
    wallTime: @escaping () -> Double = { Date().timeIntervalSince1970 }
  ) throws(InputError) {
    let start = wallTime()
    let process = ProcessInfo.processInfo.processIdentifier
    path = "\(directory)/events.out.tfevents.\(Int(start)).\(host.fileNamePart).\(process).0"
    self.wallTime = wallTime
    epoch = trainer.position.epoch
    lastTime = start
    lastExamples = trainer.position.examplesSeen
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw InputError(.inputOutput, "--tensorboard: \(directory): \(error.localizedDescription)")
    }
    try append(.version(wallTime: start))
  }

  /// Writes the figures of an epoch that has just been completed, if one has.
  /// - Throws: `inputOutput`, `diskFull`.
  public mutating func note(_ trainer: Trainer) throws(InputError) {
    let position = trainer.position
    guard position.epoch > epoch, let metrics = position.metrics else { return }
    epoch = position.epoch
    let now = wallTime()
    var values = Self.scalars(metrics)
    values.append(("learning rate", .scalar(trainer.learningRate)))
    let rate = Double(metrics.examplesSeen - lastExamples) / max(1e-9, now - lastTime)
    values.append(("images per second", .scalar(Float(rate))))
    (lastTime, lastExamples) = (now, metrics.examplesSeen)
    if Self.hasPictures(after: epoch, of: trainer.configuration.epochs) { values += pictures(of: trainer) }
    try append(.values(values, step: metrics.examplesSeen, wallTime: now))
  }

  private static func scalars(_ metrics: EpochMetrics) -> [(tag: String, value: EventRecord.Value)] {
    let parts =
      [("train", metrics.train), ("test", metrics.test)]
      + (metrics.validation.map { [("validation", $0)] } ?? [])
    var values: [(tag: String, value: EventRecord.Value)] = parts.flatMap { name, elbo in
      [
        ("ELBO/\(name)", .scalar(Float(elbo.elbo))),
        ("reconstruction/\(name)", .scalar(Float(elbo.reconstruction))),
        ("KL divergence/\(name)", .scalar(Float(elbo.klDivergence))),
      ]
    }
    for (name, elbo) in parts {
      if let objective = elbo.objective {
        values.append(("objective/\(name)", .scalar(Float(objective.value))))
      }
    }
    values.append(("active units", .scalar(Float(metrics.activeUnits))))
    return values
  }

  /// After epochs 1, 2, 5, 10, 20, 50 …, and the last.
  static func hasPictures(after epoch: Int, of last: Int) -> Bool {
    var unit = 1
    while unit * 10 <= epoch { unit *= 10 }
    return epoch == last || (epoch % unit == 0 && [1, 2, 5].contains(epoch / unit))
  }

  /// Test images above their reconstructions, and means decoded from draws of the prior.
  private func pictures(of trainer: Trainer) -> [(tag: String, value: EventRecord.Value)] {
    let (model, columns) = (trainer.model, Self.columns)
    let shape = model.architecture.imageShape
    let latents = RandomStream(seed: trainer.configuration.seed, stream: Self.stream)
      .normalMatrix(rows: columns * columns, columns: model.architecture.latentSize)
    var values = [("samples", Self.sheet(model.decode(latents).mean, shape, columns: columns))]
    let originals = trainer.testImages(columns)
    let count = originals.count / shape.count
    guard count > 0 else { return values }
    let codes = model.encode(pixels: Array(originals), count: count).mean
    let both = Matrix(
      rows: 2 * count, columns: shape.count,
      elements: originals.map { Float($0) / 255 } + model.decode(codes).mean.elements)
    values.append(("reconstructions", Self.sheet(both, shape, columns: count)))
    return values
  }

  private static func sheet(_ pixels: Matrix, _ shape: ImageShape, columns: Int) -> EventRecord.Value {
    let file = PictureFile(pixels: pixels, imageShape: shape, columns: columns, scale: 2)
    let sheet = file.sheet
    return .image(
      png: PNG.encode(sheet), width: sheet.width, height: sheet.height, isColour: sheet.channels == 3)
  }

  private func append(_ record: EventRecord) throws(InputError) {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw AtomicFile.failure("write", path) }
    defer { close(file) }
    var sent = 0
    while sent < record.bytes.count {
      let count = record.bytes.withUnsafeBytes {
        write(file, $0.baseAddress! + sent, record.bytes.count - sent)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw AtomicFile.failure("write", path) }
      sent += count
    }
  }
}
