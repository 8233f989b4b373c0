extension CellGrid {
  /// Replaces the characters of `area` that are not ASCII by the nearest that are, "?" where there is none.
  public mutating func reduceToASCII(in area: Rect) {
    let area = area.intersection(bounds)
    for y in area.y..<area.bottom {
      for x in area.x..<area.right where !self[x, y].scalar.isASCII {
        self[x, y].scalar = ASCII.replacement(for: self[x, y].scalar)
      }
    }
  }
}

/// ASCII characters in place of the Unicode ones that widgets and pages use.
enum ASCII {
  static func replacement(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let replacement = table[scalar] { return replacement }
    // Braille: a dot for any, as nothing better is known here.
    return (0x2801...0x28FF).contains(scalar.value) ? "." : scalar.value == 0x2800 ? " " : "?"
  }

  private static let table: [Unicode.Scalar: Unicode.Scalar] = {
    let groups: [(ascii: Unicode.Scalar, unicode: String)] = [
      ("-", "−–—─━╌┄"), ("|", "│┃▏▕╎┆"), ("=", "═▄"), ("+", "┌┐└┘├┤┬┴┼╋╭╮╰╯┏┓┗┛"), ("#", "█▌▋▊▉▐▓▇"),
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
