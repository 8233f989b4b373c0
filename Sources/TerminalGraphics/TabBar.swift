/// The names of pages in a row, with the current one reversed.
public struct TabBar: Widget {
  /// The names of the pages.
  public var titles: [String]
  /// The index of the current page.
  public var selected: Int

  /// A row of `titles`, one of which is selected.
  public init(titles: [String], selected: Int) {
    self.titles = titles
    self.selected = selected
  }

  /// The index of the tab at `point` when drawn in `area`; `nil` if there is none.
  public func tab(at point: Point, in area: Rect) -> Int? {
    places(in: area).first { $0.place.contains(point) }?.index
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    for (index, place) in places(in: area) {
      let style = index == selected ? Style(attributes: [.bold, .reverse]) : capabilities.muted
      let text = place.width > TextLayout.width(titles[index]) ? " \(titles[index]) " : titles[index]
      grid.write(text, at: place.origin, style: style, in: place, ellipsis: capabilities.ellipsis)
    }
  }

  /// The places of the tabs: with a blank at either side if they fit, else without, else the current tab alone.
  private func places(in area: Rect) -> [(index: Int, place: Rect)] {
    guard area.height > 0, titles.indices.contains(selected) else { return [] }
    let widths = titles.map(TextLayout.width)
    let total = widths.reduce(0, +)
    guard total + titles.count - 1 <= area.width else {
      return [(selected, Rect(x: area.x, y: area.y, width: min(area.width, widths[selected]), height: 1))]
    }
    let isWide = total + 2 * titles.count <= area.width
    var x = area.x
    return titles.indices.map { index in
      let width = widths[index] + (isWide ? 2 : 0)
      defer { x += width + (isWide ? 0 : 1) }
      return (index, Rect(x: x, y: area.y, width: width, height: 1))
    }
  }
}

/// What keys do, in one row. Hints that do not fit are left out, starting with those in the middle.
public struct KeyHints: Widget {
  /// What one key does.
  public struct Hint: Hashable, Sendable {
    /// The key.
    public var key: String
    /// What it does.
    public var action: String
    /// The keys that a click stands for: one for each part of the key's text, from the left.
    public var keys: [Key]

    /// A hint that `key` does `action`.
    public init(_ key: String, _ action: String, keys: [Key] = []) {
      self.key = key
      self.action = action
      self.keys = keys
    }

    fileprivate var width: Int { TextLayout.width(key) + 1 + TextLayout.width(action) }

    /// The key that a click stands for, `column` columns from the start of the hint: on the action, the first.
    fileprivate func key(at column: Int) -> Key? {
      let width = max(1, TextLayout.width(key))
      return keys.isEmpty ? nil : keys[column < width ? column * keys.count / width : 0]
    }
  }

  /// The hints from the left, the most important first.
  public var hints: [Hint]
  /// The hints at the right end, the most important last; these are left out last.
  public var trailing: [Hint]

  /// A row of hints.
  public init(_ hints: [Hint], trailing: [Hint] = []) {
    self.hints = hints
    self.trailing = trailing
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    for (hint, x) in places(in: area) { draw(hint, at: x, into: &grid, area, capabilities) }
  }

  /// The key whose hint is at `point` when drawn in `area`; `nil` if there is none.
  public func key(at point: Point, in area: Rect) -> Key? {
    guard area.contains(point) else { return nil }
    let place = places(in: area).last { $0.x <= point.x }
    return place.flatMap { point.x < $0.x + $0.hint.width ? $0.hint.key(at: point.x - $0.x) : nil }
  }

  /// The hints that fit, each with its first column.
  private func places(in area: Rect) -> [(hint: Hint, x: Int)] {
    guard !area.isEmpty else { return [] }
    var room = area.width
    let kept = Array(Self.fitting(trailing.reversed(), &room).reversed())
    let shown = Self.fitting(hints, &room)
    func placed(_ hints: [Hint], from start: Int) -> [(hint: Hint, x: Int)] {
      var x = start
      return hints.map { hint in
        defer { x += hint.width + 2 }
        return (hint, x)
      }
    }
    return placed(shown, from: area.x)
      + placed(kept, from: area.right - kept.reduce(-2) { $0 + $1.width + 2 })
  }

  /// The `hints` that fit into `room`, from which the columns they take are subtracted, with two blanks after each.
  private static func fitting(_ hints: some Sequence<Hint>, _ room: inout Int) -> [Hint] {
    var shown: [Hint] = []
    for hint in hints where hint.width <= room {
      shown.append(hint)
      room -= hint.width + 2
    }
    return shown
  }

  private func draw(
    _ hint: Hint, at x: Int, into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities
  ) {
    let end = grid.write(hint.key, at: Point(x: x, y: area.y), style: .bold, in: area)
    grid.write(hint.action, at: Point(x: end + 1, y: area.y), style: capabilities.muted, in: area)
  }
}
