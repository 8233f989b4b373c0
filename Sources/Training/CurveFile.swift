import Autoencoder
import Formats
import Foundation

/// `curve.json`: the thinned minibatches of a training and its events; beside a model that ships also its epochs.
///
/// A column for each quantity, `null` where it was not known: `examplesSeen`, `seconds`, `elbo`, `reconstruction`,
/// `klDivergence`, `learningRate`, `gradientNorm`, `updateRatio`. `events` and `epochs` are lists of objects, the latter as in
/// `metrics.jsonl`. What is ascended beside the ELBO is not kept.
struct CurveFile: Decodable {
  let format: String
  let examplesSeen: [Int]
  let seconds, elbo, reconstruction, klDivergence: [Double?]
  let learningRate: [Float?]
  let gradientNorm, updateRatio: [Double?]
  let events: [RunEvent]
  let epochs: [EpochMetrics]?

  private static let format = "vae-curve-1"

  /// Reads a file; `nil` where there is none that this version understands.
  static func read(_ path: String) -> TrainingRecord? {
    guard let bytes = try? WholeFile.read(path, limit: 16 << 20),
      let file = try? JSONDecoder().decode(CurveFile.self, from: Data(bytes)), file.format == format
    else { return nil }
    return file.record
  }

  private var record: TrainingRecord? {
    let columns = [
      seconds.count, elbo.count, reconstruction.count, klDivergence.count, learningRate.count,
      gradientNorm.count, updateRatio.count,
    ]
    guard columns.allSatisfy({ $0 == examplesSeen.count }) else { return nil }
    let points = examplesSeen.indices.map { index in
      TrainingCurve.Point(
        examplesSeen: examplesSeen[index],
        elbo: ELBO(
          elbo: elbo[index] ?? .nan, reconstruction: reconstruction[index] ?? .nan,
          klDivergence: klDivergence[index] ?? .nan), seconds: seconds[index],
        learningRate: learningRate[index],
        update: updateRatio[index].map { UpdateSize(gradientNorm: gradientNorm[index], updateRatio: $0) })
    }
    return TrainingRecord(epochs: epochs ?? [], points: points, events: events)
  }

  /// Writes the points and events of a record, and its epochs where they stand nowhere else.
  static func write(_ record: TrainingRecord, to path: String, withEpochs: Bool = false) throws(InputError) {
    try AtomicFile.write(bytes(record, withEpochs: withEpochs), to: path, isShared: withEpochs)
  }

  static func bytes(_ record: TrainingRecord, withEpochs: Bool) -> [UInt8] {
    func column(_ name: String, _ value: (TrainingCurve.Point) -> Double?) -> String {
      "\"\(name)\":[\(record.points.map { short(value($0)) }.joined(separator: ","))]"
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Seconds and rates are finite.
    let events = record.events.map { String(decoding: try! encoder.encode($0), as: UTF8.self) }
    var parts = [
      "\"format\":\"\(format)\"", column("examplesSeen") { Double($0.examplesSeen) },
      column("seconds") { $0.seconds }, column("elbo") { $0.elbo.elbo },
      column("reconstruction") { $0.elbo.reconstruction }, column("klDivergence") { $0.elbo.klDivergence },
      column("learningRate") { $0.learningRate.map(Double.init) },
      column("gradientNorm") { $0.update?.gradientNorm }, column("updateRatio") { $0.update?.updateRatio },
      "\"events\":[\(events.joined(separator: ","))]",
    ]
    if withEpochs {
      parts.append("\"epochs\":[\(record.epochs.map(MetricsFile.line).joined(separator: ",\n"))]")
    }
    return Array(("{" + parts.joined(separator: ",\n") + "}\n").utf8)
  }

  /// Six significant digits, whole numbers whole; `null` for what is not finite.
  private static func short(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    let scale = pow(10, 5 - floor(log10(abs(value))))
    let rounded = scale.isFinite && scale > 0 ? (value * scale).rounded() / scale : value
    return "\(rounded)"
  }
}
