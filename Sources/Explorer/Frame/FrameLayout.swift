import TerminalGraphics

/// Where the parts of the window stand: the status row, the tabs, the page, the footer.
struct FrameLayout: Hashable, Sendable {
  /// The least window in which pages are drawn.
  static let least = Size(width: 40, height: 12)

  let status: Rect
  let tabs: Rect
  let body: Rect
  let footer: Rect
  /// Whether there is room for a page.
  let isRoomy: Bool

  init(size: Size) {
    let (status, belowStatus) = Rect(size).split(top: 1)
    let (tabs, belowTabs) = belowStatus.split(top: 1)
    let (body, footer) = belowTabs.split(bottom: 1)
    self.status = status
    self.tabs = tabs
    self.body = body
    self.footer = footer
    isRoomy = size.width >= Self.least.width && size.height >= Self.least.height
  }

  /// The row of tabs as it is drawn.
  func tabBar(_ page: Page) -> TabBar {
    let titles = Page.allCases.map(\.title)
    let isTight = titles.reduce(0) { $0 + $1.count + 1 } > tabs.width
    return TabBar(
      titles: isTight ? titles.map { String($0.prefix(4)) } : titles, selected: page.index)
  }

  /// What keys do on every page, beside the tabs where there is room.
  func hints(_ model: ExplorerModel) -> KeyHints {
    var hints = [KeyHints.Hint("o", "open")]
    if model.hasPast { hints.append(.init(", .", "past")) }
    switch model.progress?.state {
    case .running: hints.append(.init("Space", "pause"))
    case .paused: hints.append(.init("Space", "resume"))
    default: break
    }
    return KeyHints([], trailing: hints)
  }

  /// The cells to the right of the tabs.
  var tabHints: Rect {
    let used = Page.allCases.reduce(0) { $0 + $1.title.count + 2 }
    let rest = tabs.split(left: used + 2).rest
    return rest.width >= 8 ? rest.split(right: 1).rest : Rect(x: 0, y: 0, width: 0, height: 0)
  }

  /// The page whose tab is at `point`.
  func page(at point: Point, in model: ExplorerModel) -> Page? {
    tabBar(model.page).tab(at: point, in: tabs).map { Page.allCases[$0] }
  }
}
