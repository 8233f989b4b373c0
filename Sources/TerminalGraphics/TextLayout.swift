/// Text fitted to columns. A scalar takes one column, as in ``CellGrid/write(_:at:style:in:ellipsis:)``.
public enum TextLayout {
  /// The alignment of text in the columns it is given.
  public enum Alignment: Hashable, Sendable {
    /// At the left edge, at the right edge, or in the middle.
    case left, right, centre
  }

  /// The number of columns that `text` takes.
  public static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (oneColumn($1) == nil ? 0 : 1) }
  }

  /// `text`, or if it is wider than `width` columns, its start with `ellipsis` in the last column.
  public static func truncated(_ text: String, to width: Int, ellipsis: Unicode.Scalar = "…") -> String {
    guard self.width(text) > width else { return text }
    guard width > 0 else { return "" }
    var kept = String.UnicodeScalarView(text.unicodeScalars.lazy.compactMap(oneColumn).prefix(width - 1))
    kept.append(ellipsis)
    return String(kept)
  }

  /// `text`, or if it is wider than `width` columns, its end with `ellipsis` in the first column.
  public static func truncatedAtStart(
    _ text: String, to width: Int, ellipsis: Unicode.Scalar = "…"
  ) -> String {
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
    let before = [.left: 0, .right: space, .centre: space / 2][alignment] ?? 0
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
        let room = max(1, width - self.width(line))
        lines.append(line + String(word.prefix(room)))
        word = String(word.dropFirst(room))
        line = ""
      }
      line += word
      isFresh = false
    }
    return lines + [line]
  }

  /// The scalar shown in one cell for `scalar`: `nil` if it takes no column, "?" if it would take two.
  static func oneColumn(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x20..<0x7F: return scalar
    case 0..<0x20, 0x7F..<0xA0, 0x300..<0x370, 0x200B...0x200F, 0xFE00...0xFE0F, 0xFEFF: return nil
    case 0x1100..<0x1160, 0x2E80..<0xA4D0, 0xAC00..<0xD7A4, 0xF900..<0xFB00, 0xFE30..<0xFE70,
      0xFF00..<0xFF61, 0xFFE0..<0xFFE7, 0x1F300..<0x1F650, 0x1F900..<0x1FA00, 0x20000..<0x40000:
      return "?"
    default: return scalar
    }
  }
}
