/// Pictures in quadrants and sextants.
extension ImagePainter {
  /// Paints 2×2 or 2×3 parts per cell in two colours, which are those that differ least from the parts.
  func mosaic(into grid: inout CellGrid, rows: Int) {
    let samples = sampled(columns: 2, rows: rows)
    var cell = MosaicCell(rows: rows)
    for y in 0..<place.height {
      for x in 0..<place.width {
        cell.take(samples, x, y)
        let mask = cell.brightParts
        let back = palette.shown(cell.meanColor(samples, x, y, parts: cell.allParts & ~mask, capabilities))
        let front = mask == 0 ? back : palette.shown(cell.meanColor(samples, x, y, parts: mask, capabilities))
        grid[place.x + x, place.y + y] =
          front == back
          ? Cell(" ", Style(background: back))
          : Cell(Mosaic.glyph(mask, rows: rows), Style(foreground: front, background: back))
      }
    }
  }
}

/// The parts of one cell: 2×2 or 2×3, counted from the top left in reading order.
private struct MosaicCell {
  let rows: Int
  private var values: [Int]

  init(rows: Int) {
    self.rows = rows
    values = Array(repeating: 0, count: 2 * rows)
  }

  /// A bit for each part.
  var allParts: UInt8 { 1 << UInt8(values.count) - 1 }

  /// Reads the parts of the cell at column `x` and row `y`.
  mutating func take(_ samples: PixelImage, _ x: Int, _ y: Int) {
    for part in values.indices {
      let (column, row) = (2 * x + part % 2, rows * y + part / 2)
      values[part] =
        samples.kind == .rgb
        ? samples.brightness(column, row) : Int(samples.bytes[row * samples.width + column])
    }
  }

  /// The parts, a bit each, that are above the threshold for which two means differ least from all parts, as in Otsu's
  /// method; none if all parts are equal.
  var brightParts: UInt8 {
    var best: (mask: UInt8, score: Int) = (0, -1)
    guard let least = values.min(), let greatest = values.max(), least < greatest else { return 0 }
    for threshold in values where threshold < greatest {
      var mask: UInt8 = 0
      var (above, below) = ((count: 0, sum: 0), (count: 0, sum: 0))
      for (part, value) in values.enumerated() {
        if value > threshold {
          mask |= 1 << UInt8(part)
          above = (above.count + 1, above.sum + value)
        } else {
          below = (below.count + 1, below.sum + value)
        }
      }
      // Least squares about two means are the greatest sum of squared sums over counts; × 60 keeps whole numbers exact.
      let score =
        60 * above.sum * above.sum / above.count + 60 * below.sum * below.sum / below.count
      if score > best.score { best = (mask, score) }
    }
    return best.mask
  }

  /// The mean colour of the parts whose bits are set. Precondition: there is one at least.
  func meanColor(
    _ samples: PixelImage, _ x: Int, _ y: Int, parts: UInt8, _ capabilities: Capabilities
  ) -> Color {
    func mean(_ value: (Int) -> Int) -> Int {
      var sum = 0
      for part in values.indices where parts & 1 << UInt8(part) != 0 { sum += value(part) }
      return sum / parts.nonzeroBitCount
    }
    switch samples.kind {
    case .grey: return .grey(UInt8(mean { values[$0] }))
    case .signed:
      return DivergingScale.color(Double(mean { values[$0] } - 128) / 127, isLight: capabilities.isLight)
    case .rgb:
      func channel(_ index: Int) -> UInt8 {
        UInt8(
          mean { part in
            Int(samples.bytes[3 * ((rows * y + part / 2) * samples.width + 2 * x + part % 2) + index])
          })
      }
      return .rgb(channel(0), channel(1), channel(2))
    }
  }
}

/// The characters that fill some of the 2×2 or 2×3 parts of a cell.
package enum Mosaic {
  /// The character for a mask, whose bits go from the top left in reading order. Precondition: there are 2 or 3 rows, and
  /// the mask is within them.
  static func glyph(_ mask: UInt8, rows: Int) -> Unicode.Scalar {
    rows == 2 ? quadrants[Int(mask)] : sextants[Int(mask)]
  }

  /// The character for the parts of a cell that `scalar` leaves empty: with its colours exchanged it looks the same. `nil` for
  /// characters that are not of halves, quadrants or sextants.
  package static func complement(of scalar: UInt32) -> UInt32? {
    let complement: UInt32 =
      switch scalar {
      case firstBlock..<firstBlock + 32: blockComplements[Int(scalar - firstBlock)]
      case firstSextant..<firstSextant + 60: sextantComplements[Int(scalar - firstSextant)]
      default: 0
      }
    return complement == 0 ? nil : complement
  }

  private static let quadrants: [Unicode.Scalar] = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".unicodeScalars)

  /// The halves and the full block are older than the other characters and stand elsewhere in Unicode.
  private static let sextants: [Unicode.Scalar] = (0..<64).map { mask in
    switch mask {
    case 0: " "
    case 21: "▌"
    case 42: "▐"
    case 63: "█"
    default: Unicode.Scalar(UInt32(0x1FB00 + mask - 1 - (mask > 21 ? 1 : 0) - (mask > 42 ? 1 : 0))) ?? " "
    }
  }

  private static let firstBlock: UInt32 = 0x2580
  private static let firstSextant: UInt32 = 0x1FB00
  /// The complements of the characters from `firstBlock` on; 0 where there is none.
  private static let blockComplements = complements(from: firstBlock, count: 32, of: quadrants)
  /// The complements of the characters from `firstSextant` on.
  private static let sextantComplements = complements(from: firstSextant, count: 60, of: sextants)

  private static func complements(from first: UInt32, count: Int, of glyphs: [Unicode.Scalar]) -> [UInt32] {
    var table = [UInt32](repeating: 0, count: count)
    for (mask, glyph) in glyphs.enumerated().dropFirst().dropLast() where glyph.value >= first {
      let index = Int(glyph.value - first)
      if index < count { table[index] = glyphs[glyphs.count - 1 - mask].value }
    }
    return table
  }
}
