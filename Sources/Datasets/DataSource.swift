import Foundation

/// What was found in the files of a data set, and how it was read.
public struct DataSource: Sendable {
  /// The name of the file or of the data set.
  public let title: String
  /// The least and the greatest number found among the pixels of all parts.
  public let values: PixelRange
  /// How they were read; pictures have no layout.
  public let reading: ImageReading
  /// What else was decided, a sentence each.
  public let notes: [String]
}

extension DataSplit {
  /// What was read, in a line, as in "photos.npy: 24 + 4 images of 28×300, values 0…16 of 255, no labels".
  public var summary: String {
    let counts = [train, test].map { countText($0.count) }.joined(separator: " + ")
    var parts = ["\(source?.title ?? name): \(counts) images of \(imageShape)"]
    if let validation { parts.append("\(countText(validation.count)) for validation") }
    if let source { parts += source.readingTexts }
    let classes = distinctLabels.count
    parts.append(classes == 0 ? "no labels" : "\(classes) \(classes == 1 ? "class" : "classes")")
    return parts.joined(separator: ", ")
  }

  /// The labels that occur, in order; empty where there are none.
  public var distinctLabels: [UInt8] {
    Set([train, test, validation].compactMap { $0?.labels }.joined()).sorted()
  }
}

extension DataSource {
  /// The values with their scale, and the layout where it is not the usual one.
  fileprivate var readingTexts: [String] {
    var texts: [String] = []
    if let range = reading.range {
      texts.append("values \(values) of \(range.low == 0 ? numberText(range.high) : range.description)")
    }
    if let layout = reading.layout, layout != .nhw, layout != .nd {
      texts.append("read as \(layout.rawValue)")
    }
    if reading.isTransposed == true { texts.append("transposed") }
    return texts
  }
}

/// A number with four digits, or whole.
func numberText(_ number: Double) -> String {
  let text =
    number == number.rounded() && abs(number) < 1e9
    ? String(Int(number)) : String(format: "%.4g", number)
  return text.replacing("-", with: "−")
}

/// A count with its thousands set apart.
private func countText(_ count: Int) -> String {
  let digits = Array(String(count))
  let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[max(0, $0 - 3)..<$0]) }
  return groups.reversed().joined(separator: ",")
}
