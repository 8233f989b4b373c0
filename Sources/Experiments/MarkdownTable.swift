import Plotting

/// A table as Markdown has it.
struct MarkdownTable {
  let header: [String]
  var rows: [[String]] = []

  var text: String {
    let lines = [header, header.map { _ in "---" }] + rows
    return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}

/// A number as files have it, with so many digits after the point.
func fixed(_ value: Double, _ decimals: Int = 2) -> String { NumberFormat.plain(value, decimals: decimals) }

extension String {
  /// Without line breaks at its end.
  var trimmed: String { last == "\n" ? String(dropLast()) : self }
}
