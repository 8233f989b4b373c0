/// Something that can be drawn into a rectangle of a grid, whatever its size.
public protocol Widget: Sendable {
  /// Draws into the cells of `area` only, as much as there is room for.
  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities)
}

extension CellGrid {
  /// Draws `widget` in `area`, reduced to ASCII on terminals without Unicode.
  public mutating func draw(_ widget: some Widget, in area: Rect, _ capabilities: Capabilities) {
    let area = area.intersection(bounds)
    guard !area.isEmpty else { return }
    widget.draw(into: &self, in: area, capabilities)
    if !capabilities.isUnicode { reduceToASCII(in: area) }
  }
}

extension Capabilities {
  /// The look of axes, grids and other things in the background.
  public var faint: Style {
    switch colorDepth {
    case .none, .ansi8: .dim
    case .ansi16: Style(foreground: .grey(128))
    case .indexed256, .direct: Style(foreground: .grey(isLight ? 148 : 108))
    }
  }

  /// The look of labels and secondary text.
  public var muted: Style {
    switch colorDepth {
    case .none, .ansi8: .plain
    case .ansi16: Style(foreground: isLight ? .grey(128) : .grey(192))
    case .indexed256, .direct: Style(foreground: .grey(isLight ? 98 : 158))
    }
  }

  /// The look of what should be noticed, such as the current item.
  public var accent: Style {
    hasColor
      ? Style(foreground: isLight ? .hex(0x005FAF) : .hex(0x5FD7FF), attributes: .bold) : .bold
  }

  /// The look of a way through a plane and of the marks on it, which is that of no class.
  public var path: Style {
    hasColor
      ? Style(foreground: isLight ? .hex(0xAF005F) : .hex(0xFF00D7), attributes: .bold) : .bold
  }
}
