/// Text fitted to columns. A scalar takes none, one or two, as in ``CellGrid/write(_:at:style:in:ellipsis:)``.
public enum TextLayout {
  /// The alignment of text in the columns it is given.
  public enum Alignment: Hashable, Sendable {
    /// At the left edge, at the right edge, or in the middle.
    case left, right, centre
  }

  /// The number of columns that `text` takes.
  public static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + $1.columns }
  }

  /// `text`, or if it is wider than `width` columns, its start with `ellipsis` in the last column.
  public static func truncated(_ text: String, to width: Int, ellipsis: Unicode.Scalar = "…") -> String {
    guard self.width(text) > width else { return text }
    guard width > 0 else { return "" }
    return start(of: text, to: width - 1) + String(ellipsis)
  }

  /// As much of the start of `text` as takes at most `width` columns.
  private static func start(of text: some StringProtocol, to width: Int) -> String {
    var left = width
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix { scalar in
          left -= scalar.columns
          return left >= 0
        }))
  }

  /// `text`, or if it is wider than `width` columns, its end with `ellipsis` in the first column.
  public static func truncatedAtStart(
    _ text: String, to width: Int, ellipsis: Unicode.Scalar = "…"
  ) -> String {
    guard self.width(text) > width else { return text }
    let reversed = String(String.UnicodeScalarView(text.unicodeScalars.reversed()))
    let kept = truncated(reversed, to: width, ellipsis: ellipsis)
    return String(String.UnicodeScalarView(kept.unicodeScalars.reversed()))
  }

  /// `text` truncated or filled with spaces to exactly `width` columns.
  public static func padded(
    _ text: String, to width: Int, _ alignment: Alignment = .left, ellipsis: Unicode.Scalar = "…"
  ) -> String {
    let text = truncated(text, to: width, ellipsis: ellipsis)
    let space = max(0, width - self.width(text))
    let before =
      switch alignment {
      case .left: 0
      case .right: space
      case .centre: space / 2
      }
    return String(repeating: " ", count: before) + text + String(repeating: " ", count: space - before)
  }

  /// `text` in lines of at most `width` columns, broken at newlines and, where possible, at spaces.
  public static func wrapped(_ text: String, to width: Int) -> [String] {
    guard width > 0 else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      wrappedParagraph(paragraph, to: width)
    }
  }

  private static func wrappedParagraph(_ paragraph: Substring, to width: Int) -> [String] {
    var lines: [String] = []
    var line = String(paragraph.prefix { $0 == " " })
    var isFresh = true
    for word in paragraph.split(separator: " ") {
      var word = String(word)
      if !isFresh, self.width(line) + 1 + self.width(word) > width {
        lines.append(line)
        line = ""
        isFresh = true
      }
      line += isFresh ? "" : " "
      while self.width(line) + self.width(word) > width {
        let piece = start(of: word, to: width - self.width(line))
        // At least one character, even if it is wider than the line; none if there are others in the line.
        let taken = piece.isEmpty && line.isEmpty ? String(word.prefix(1)) : piece
        lines.append(line + taken)
        word = String(word.unicodeScalars.dropFirst(taken.unicodeScalars.count))
        line = ""
      }
      line += word
      isFresh = false
    }
    return lines + [line]
  }
}
