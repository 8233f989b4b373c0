import Datasets
import Formats
import Foundation

extension DataSplit {
  /// What was read, in a line, and what else was decided, a line each.
  var report: [String] { [summary] + (source?.notes ?? []) }

  /// What was read, for a program.
  public func json() -> String {
    let whole = PixelRange(low: 0, high: 255)
    let facts = DatasetFacts(
      name: name, train: train.count, test: test.count, validation: validation?.count ?? 0,
      height: imageShape.height, width: imageShape.width, channels: imageShape.channels,
      range: [source?.values ?? whole].flatMap { [$0.low, $0.high] },
      scale: [source?.reading.range ?? whole].flatMap { [$0.low, $0.high] },
      layout: source?.reading.layout, transposed: source?.reading.isTransposed ?? false,
      labels: distinctLabels.map(Int.init), notes: source?.notes ?? [])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try! encoder.encode(facts), as: UTF8.self)  // Plain finite values always encode.
  }
}

/// The fields of `vae data show --json`: counts of images, the numbers found, those for black and white, and the classes.
private struct DatasetFacts: Encodable {
  let name: String
  let train, test, validation, height, width, channels: Int
  let range, scale: [Double]
  let layout: ArrayLayout?
  let transposed: Bool
  let labels: [Int]
  let notes: [String]
}

extension String {
  /// The same with the signs of this program in ASCII.
  var asASCII: String {
    [("×", "x"), ("…", ".."), ("−", "-"), ("β", "beta")].reduce(self) { $0.replacing($1.0, with: $1.1) }
  }
}
