import TerminalGraphics

/// What was written to standard output and error while the screen is open.
struct Log: Sendable, Equatable {
  /// Oldest first; the newest are kept.
  private(set) var lines: [String] = []
  /// How many of the last lines nobody has looked at.
  private(set) var unreadCount = 0

  private static let limit = 500

  mutating func add(_ new: [String]) {
    lines = Array((lines + new).suffix(Self.limit))
    unreadCount = min(unreadCount + new.count, lines.count)
  }

  mutating func markRead() { unreadCount = 0 }
}

/// The log over a page, from its end.
struct LogOverlay: Sendable, Equatable {
  /// How many lines below the window are scrolled past.
  var linesBelow = 0
}

extension ExplorerModel {
  /// What the footer says about the log while some of it is unread.
  var logHint: String? { log.unreadCount > 0 ? "log (\(log.unreadCount))" : nil }

  mutating func logged(_ lines: [String]) -> [Effect] {
    log.add(lines)
    if case .log = overlay { log.markRead() }
    return []
  }

  mutating func showLog() -> [Effect] {
    log.markRead()
    overlay = .log(LogOverlay())
    return []
  }

  mutating func press(_ key: Key, on pane: LogOverlay) -> [Effect] {
    switch key.viArrow {
    case .up: return scroll(pane, by: 1)
    case .down: return scroll(pane, by: -1)
    case .pageUp: return scroll(pane, by: 10)
    case .pageDown, " ": return scroll(pane, by: -10)
    case .home: return scroll(pane, by: .max / 2)
    case .end: return scroll(pane, by: -.max / 2)
    case .escape, .enter, "q", "!", .control("c"): overlay = nil
    default: break
    }
    return []
  }

  /// Scrolls towards older lines, or newer ones where `rows` is negative.
  mutating func scroll(_ pane: LogOverlay, by rows: Int) -> [Effect] {
    let limit = LogView(log: log, pane: pane).scrollLimit(in: FrameLayout(size: size).body)
    overlay = .log(LogOverlay(linesBelow: min(max(0, pane.linesBelow + rows), limit)))
    return []
  }
}

/// The last lines of the log.
struct LogView: Widget {
  let log: Log
  let pane: LogOverlay

  private static let emptyText = "Nothing has been written to standard error."

  private func box(in area: Rect) -> Rect {
    let width = min(area.width, 100)
    let rows = rows(width: width - 4).count
    return area.centred(Size(width: width, height: min(area.height, rows + 2)))
  }

  /// The lines, each in as many rows as it needs.
  private func rows(width: Int) -> [String] {
    log.lines.isEmpty ? [Self.emptyText] : log.lines.flatMap { TextLayout.wrapped($0, to: width) }
  }

  /// How many rows can be scrolled past.
  func scrollLimit(in area: Rect) -> Int {
    let box = box(in: area)
    return max(0, rows(width: box.width - 4).count - (box.height - 2))
  }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let box = box(in: area)
    let inner = box.inset(columns: 2, rows: 1)
    let below = min(pane.linesBelow, scrollLimit(in: area))
    grid.fill(box)
    grid.draw(
      Frame(title: "log", trailingTitle: "lines: \(log.lines.count)", lineStyle: capabilities.accent),
      in: box,
      capabilities)
    let shown = rows(width: inner.width).dropLast(below).suffix(inner.height)
    for (row, text) in shown.enumerated() {
      grid.write(text, at: Point(x: inner.x, y: inner.y + row), in: inner, ellipsis: capabilities.ellipsis)
    }
  }
}
