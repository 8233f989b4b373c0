/// The values of one setting as a person lists them: "2,5,10", or "0-4" for whole numbers, or both.
public struct GridValues: Sendable, Equatable {
  public let values: [String]

  /// `nil` where a part is empty or a range runs backwards.
  /// - Parameter separator: between values; not a comma for settings whose values have commas themselves.
  public init?(_ text: String, separator: Character = ",") {
    var values: [String] = []
    for part in text.split(separator: separator, omittingEmptySubsequences: false) {
      guard let found = Self.expanded(part) else { return nil }
      values += found
    }
    self.values = values
  }

  /// The most numbers of a range.
  private static let limit = 100_000

  private static func expanded(_ part: Substring) -> [String]? {
    guard !part.isEmpty else { return nil }
    let ends = part.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, ends.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else {
      return [String(part)]
    }
    guard let first = Int(ends[0]), let last = Int(ends[1]), first <= last, last - first < limit else {
      return nil
    }
    return (first...last).map(String.init)
  }
}
