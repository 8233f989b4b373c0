extension String {
  /// With blanks after it, to so many characters.
  public func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

/// Rows of texts in columns as wide as their widest text, two blanks apart. A row that ends early does not widen a column
/// by its last text.
func alignedText(_ rows: [[String]], rightAligned: Set<Int> = []) -> String {
  let count = rows.map(\.count).max() ?? 0
  let widths = (0..<count).map { column in
    rows.filter { $0.count > column && ($0.count == count || column < $0.count - 1) }
      .map { $0[column].count }.max() ?? 0
  }
  return rows.map { row in
    let cells = row.enumerated().map { column, text in
      let blanks = String(repeating: " ", count: max(0, widths[column] - text.count))
      return rightAligned.contains(column) ? blanks + text : text + blanks
    }
    let line = cells.joined(separator: "  ")
    return String(line.reversed().drop { $0 == " " }.reversed())
  }.joined(separator: "\n")
}
