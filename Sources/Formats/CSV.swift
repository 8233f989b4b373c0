/// Comma-separated values: one row a line, a first line of names (RFC 4180, with plain newlines).
public enum CSV {
  /// The text of a table. Precondition: every row has as many fields as there are names.
  public static func encode(header: [String], rows: [[String]]) -> String {
    precondition(rows.allSatisfy { $0.count == header.count }, "rows of \(header.count) fields")
    return ([header] + rows).map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }

  /// The text of a table of numbers, each as short as it can be without loss; what is not finite is left empty.
  /// Precondition: every row has as many numbers as there are names.
  public static func encode(header: [String], numbers: [[Double]]) -> String {
    encode(header: header, rows: numbers.map { $0.map { $0.isFinite ? "\($0)" : "" } })
  }

  private static func field(_ text: String) -> String {
    let isPlain = !text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    guard !isPlain else { return text }
    let doubled = text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    return "\"\(doubled)\""
  }
}
