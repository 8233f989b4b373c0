import TerminalGraphics

/// A cell as the terminal is told of it, colours being its own numbers; -1 is its default.
struct ScreenCell: Hashable {
  var scalar: UInt32
  var foreground: Int32
  var background: Int32
  var attributes: Attributes

  static let blank = ScreenCell(scalar: 0x20, foreground: -1, background: -1, attributes: [])
}

extension ScreenCell {
  private static let space: UInt32 = 0x20
  private static let upperHalf: UInt32 = 0x2580
  private static let lowerHalf: UInt32 = 0x2584
  private static let full: UInt32 = 0x2588

  /// The one of several cells of the same look that stands for all, so that only what looks different is painted: of
  /// half blocks that with the upper half set, a space where the halves are alike.
  var canonical: ScreenCell {
    guard attributes.isEmpty, background >= 0 else { return self }
    switch scalar {
    case Self.space: return .space(on: background)
    case Self.upperHalf where foreground == background, Self.lowerHalf where foreground == background:
      return .space(on: background)
    case Self.lowerHalf where foreground >= 0:
      return ScreenCell(
        scalar: Self.upperHalf, foreground: background, background: foreground, attributes: [])
    default: return self
    }
  }

  /// Of the cells that look like this canonical one, that for which a terminal with the colours of `pen` has to be told
  /// least.
  func cheapest(after pen: Pen) -> ScreenCell {
    guard attributes.isEmpty, background >= 0 else { return self }
    var other = self
    switch scalar {
    case Self.space where pen.foreground == background:
      // All of the foreground: nothing of the background is seen.
      (other.scalar, other.foreground, other.background) = (Self.full, background, pen.background)
      if pen.background == background { other.scalar = Self.space }
      return other
    case Self.space:
      other.foreground = pen.foreground
      return other
    case Self.upperHalf where foreground >= 0:
      (other.scalar, other.foreground, other.background) = (Self.lowerHalf, background, foreground)
      return pen.changes(to: self) <= pen.changes(to: other) ? self : other
    default: return self
    }
  }

  private static func space(on background: Int32) -> ScreenCell {
    ScreenCell(scalar: space, foreground: -1, background: background, attributes: [])
  }

  /// The bytes of its character in UTF-8.
  var byteCount: Int { scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x1_0000 ? 3 : 4 }
}

/// The colours and attributes in which a terminal writes.
struct Pen {
  var foreground: Int32 = -1
  var background: Int32 = -1
  var attributes: Attributes = []

  /// How many colours have to be set before `cell` is written.
  func changes(to cell: ScreenCell) -> Int {
    (foreground == cell.foreground ? 0 : 1) + (background == cell.background ? 0 : 1)
  }

  /// At most so many bytes are sent for `cell`, in its place or after a gap.
  func byteLimit(of cell: ScreenCell, isAfterGap: Bool, isDirect: Bool) -> Int {
    let colors = changes(to: cell)
    // Attributes are set by resetting all, colours too. Of direct colours both are always set.
    let isWhole = attributes != cell.attributes || isDirect && colors > 0
    let style = isWhole ? (isDirect ? 68 : 45) : colors > 0 ? 3 + 9 * colors : 0
    return style + cell.byteCount + (isAfterGap ? 10 : 0)
  }

  /// Takes the look of `cell`.
  mutating func take(_ cell: ScreenCell) {
    (foreground, background, attributes) = (cell.foreground, cell.background, cell.attributes)
  }
}
