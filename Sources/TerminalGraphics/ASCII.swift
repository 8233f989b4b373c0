extension CellGrid {
  /// Replaces each character of `area` that is not ASCII by the most similar one that is, or by "?" if there is none; a wide
  /// one by two.
  public mutating func reduceToASCII(in area: Rect) {
    let area = area.intersection(bounds)
    for y in area.y..<area.bottom {
      for x in area.x..<area.right where !self[x, y].scalar.isASCII || self[x, y].isRightHalf {
        self[x, y].scalar = ASCII.replacement(for: self[x, y].scalar)
      }
    }
  }
}

/// The ASCII replacements of the Unicode characters that widgets and pages draw.
enum ASCII {
  static func replacement(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let replacement = table[scalar] { return replacement }
    // Any pattern of braille dots becomes a single dot.
    return (0x2801...0x28FF).contains(scalar.value) ? "." : scalar.value == 0x2800 ? " " : "?"
  }

  private static let table: [Unicode.Scalar: Unicode.Scalar] = {
    let groups: [(ascii: Unicode.Scalar, unicode: String)] = [
      ("-", "−–—─━╌┄"), ("|", "│┃▏▕╎┆┊"), ("=", "═▄"), ("+", "┌┐└┘├┤┬┴┼╋╭╮╰╯┏┓┗┛"), ("#", "█▌▋▊▉▐▓▇"),
      (" ", "▎▍░\u{A0}"), ("*", "▆●◆★✓■"), ("+", "▅"), ("-", "▃"), (".", "▂·∙•"), ("_", "▁"), (":", "▒"),
      ("~", "…≈"), ("x", "×✗"), ("o", "○◇□σ"), (">", "▸▶→›»"), ("<", "◂◀←‹«"), ("^", "▴▲↑"), ("v", "▾▼↓"),
      ("'", "’‘▀"), ("\"", "“”"), ("u", "µμ"), ("%", "∞"), ("2", "²"), ("3", "³"), ("e", "ε"), ("z", "ẑ"),
    ]
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for group in groups {
      for scalar in group.unicode.unicodeScalars { table[scalar] = group.ascii }
    }
    return table
  }()
}
