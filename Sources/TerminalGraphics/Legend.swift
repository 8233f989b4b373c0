/// The meaning of glyphs and colours: entries one after another, wrapped into rows.
public struct Legend: Widget {
  /// One sign with its meaning.
  public struct Entry: Hashable, Sendable {
    /// The sign.
    public var glyph: Unicode.Scalar
    /// The meaning of the sign.
    public var label: String
    /// The look of the sign.
    public var style: Style
    /// Whether what the sign stands for is shown; if not, the entry is faint and in parentheses.
    public var isOn: Bool

    /// An entry.
    public init(glyph: Unicode.Scalar, label: String, style: Style = .plain, isOn: Bool = true) {
      self.glyph = glyph
      self.label = label
      self.style = style
      self.isOn = isOn
    }

    fileprivate var width: Int { 2 + TextLayout.width(label) + (isOn ? 0 : 2) }
  }

  /// The entries in the order they are shown.
  public var entries: [Entry]
  /// Whether each has a row of its own.
  public var isVertical: Bool

  /// A legend of `entries`.
  public init(entries: [Entry], isVertical: Bool = false) {
    self.entries = entries
    self.isVertical = isVertical
  }

  /// The number of rows it takes at `width` columns.
  public func height(forWidth width: Int) -> Int { (places(width).last?.y ?? -1) + 1 }

  /// The index of the entry at `point` when drawn in `area`; `nil` if there is none.
  public func entry(at point: Point, in area: Rect) -> Int? {
    guard area.contains(point) else { return nil }
    return places(area.width).enumerated().first { index, place in
      point.y == area.y + place.y && point.x >= area.x + place.x
        && point.x < area.x + place.x + entries[index].width
    }?.offset
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    for (entry, place) in zip(entries, places(area.width)) where place.y < area.height {
      let start = Point(x: area.x + place.x, y: area.y + place.y)
      let sign = entry.isOn ? entry.style : capabilities.faint
      let text = entry.isOn ? capabilities.muted : capabilities.faint
      let end = grid.write(String(entry.glyph), at: start, style: sign, in: area)
      let label = entry.isOn ? entry.label : "(\(entry.label))"
      grid.write(
        label, at: Point(x: end + 1, y: start.y), style: text, in: area, ellipsis: capabilities.ellipsis)
    }
  }

  private func places(_ width: Int) -> [Point] {
    var next = Point(x: 0, y: 0)
    return entries.enumerated().map { index, entry in
      if index > 0, isVertical || next.x + entry.width > width { next = Point(x: 0, y: next.y + 1) }
      defer { next.x += entry.width + 2 }
      return next
    }
  }
}
