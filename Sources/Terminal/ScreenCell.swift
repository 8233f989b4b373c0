import TerminalGraphics

/// A cell with the terminal's numbers of its colours; -1 is the terminal's own colour.
struct ScreenCell: Hashable {
  var scalar: UInt32
  var foreground: Int32
  var background: Int32
  var attributes: Attributes

  static let blank = ScreenCell(scalar: 0x20, foreground: -1, background: -1, attributes: [])
  /// What a screen shows of which nothing is known: no cell to be painted is equal to it.
  static let unknown = ScreenCell(scalar: .max, foreground: -1, background: -1, attributes: [])
}

extension ScreenCell {
  private static let space: UInt32 = 0x20
  private static let full: UInt32 = 0x2588

  /// The cell that stands for all that look the same, so that only visible differences are painted: of blocks and those that
  /// fill the other parts of the cell the lower number, and a space if all parts have the same colour. Of a space, neither
  /// foreground nor weight are visible.
  var canonical: ScreenCell {
    if scalar == Self.space, attributes.isDisjoint(with: [.underline, .reverse]) {
      return .space(on: background)
    }
    guard attributes.isEmpty, background >= 0, foreground >= 0,
      let complement = Mosaic.complement(of: scalar)
    else { return self }
    if foreground == background { return .space(on: background) }
    return complement < scalar ? exchanged(complement) : self
  }

  /// The same look by a character that fills the other parts of the cell.
  private func exchanged(_ complement: UInt32) -> ScreenCell {
    ScreenCell(scalar: complement, foreground: background, background: foreground, attributes: [])
  }

  /// The cell that looks like this canonical one and takes the fewest bytes after `pen`.
  func cheapest(after pen: Pen) -> ScreenCell {
    guard attributes.isEmpty, background >= 0 || scalar == Self.space else { return self }
    var other = self
    switch scalar {
    case Self.space where background >= 0 && pen.foreground == background:
      // A full block shows the foreground only, so the background does not matter.
      (other.scalar, other.foreground, other.background) = (Self.full, background, pen.background)
      if pen.background == background { other.scalar = Self.space }
      return other
    case Self.space:
      other.foreground = pen.foreground
      return other
    default:
      guard foreground >= 0, let complement = Mosaic.complement(of: scalar) else { return self }
      other = exchanged(complement)
      return pen.changes(to: self) <= pen.changes(to: other) ? self : other
    }
  }

  private static func space(on background: Int32) -> ScreenCell {
    ScreenCell(scalar: space, foreground: -1, background: background, attributes: [])
  }

  /// The number of bytes of its character in UTF-8.
  var byteCount: Int { scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x1_0000 ? 3 : 4 }
}

/// The colours and attributes in which the terminal draws next.
struct Pen {
  var foreground: Int32 = -1
  var background: Int32 = -1
  var attributes: Attributes = []

  /// The number of colours that have to be set before `cell` is drawn.
  func changes(to cell: ScreenCell) -> Int {
    (foreground == cell.foreground ? 0 : 1) + (background == cell.background ? 0 : 1)
  }

  /// The greatest number of bytes for `cell`, which is `gap` cells after the last one drawn, or in another row (`nil`).
  func byteLimit(of cell: ScreenCell, gap: Int?, isDirect: Bool) -> Int {
    let whole = isDirect ? 68 : 45
    let colors = changes(to: cell)
    // To change attributes, everything is reset, including the colours. Direct colours are always set both.
    let isWhole = attributes != cell.attributes || isDirect && colors > 0
    let style = isWhole ? whole : colors > 0 ? 3 + 9 * colors : 0
    return style + cell.byteCount + bytesAcross(gap, whole: whole)
  }

  /// The bytes to get across `gap` cells: ncurses redraws a few cells, whatever their look, rather than move the cursor.
  private func bytesAcross(_ gap: Int?, whole: Int) -> Int {
    guard let gap, gap <= 12 else { return 10 }
    return gap * (whole + 4) + (gap > 0 ? whole : 0)
  }

  /// Notes that `cell` was drawn.
  mutating func take(_ cell: ScreenCell) {
    (foreground, background, attributes) = (cell.foreground, cell.background, cell.attributes)
  }
}
