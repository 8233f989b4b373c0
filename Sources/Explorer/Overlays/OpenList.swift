import Plotting
import TerminalGraphics
import Training

/// The list of what can be opened.
struct OpenList: Sendable {
  var cursor = 0

  struct Entry: Sendable {
    let section: String
    let target: OpenTarget
    let cells: [String]
  }

  static func entries(of model: ExplorerModel) -> [Entry] {
    let listing = model.listing
    let datasets = listing.datasets.map {
      Entry(section: "data", target: .dataset($0.name), cells: ["data", $0.name, $0.detail])
    }
    let models = listing.models.map { shipped in
      Entry(
        section: "model", target: .model(shipped.name),
        cells: [
          "model", shipped.name,
          "\(shipped.dataset), L = \(shipped.latentSize), test ELBO \(NumberFormat.fixed(shipped.testELBO, decimals: 1))",
        ])
    }
    let runs = listing.runs.map { run in
      Entry(
        section: "run", target: .run(run.path),
        cells: ["run", model.title(of: run), model.summaryLine(of: run)])
    }
    return datasets + models + runs
  }
}

extension ExplorerModel {
  mutating func showOpenList() -> [Effect] {
    overlay = .openList(OpenList())
    return [.list]
  }

  /// Opens a model or a run; for a new run on a data set, its settings are asked for first.
  private mutating func choose(_ target: OpenTarget) -> [Effect] {
    guard case .dataset(let name) = target, let dataset = listing.datasets.first(where: { $0.name == name })
    else {
      return open(target)
    }
    return showNewRunForm(dataset)
  }

  mutating func press(_ key: Key, on list: OpenList) -> [Effect] {
    var list = list
    let entries = OpenList.entries(of: self)
    switch key.viArrow {
    case .up: list.cursor -= 1
    case .down: list.cursor += 1
    case .pageUp: list.cursor -= 10
    case .pageDown: list.cursor += 10
    case .home: list.cursor = 0
    case .end: list.cursor = entries.count
    case .enter, " ":
      guard entries.indices.contains(list.cursor) else { return [] }
      return choose(entries[list.cursor].target)
    case .escape, "q", "o", .control("c"):
      overlay = nil
      return []
    default: return []
    }
    list.cursor = min(max(0, list.cursor), max(0, entries.count - 1))
    overlay = .openList(list)
    return []
  }

  mutating func mouse(_ event: MouseEvent, on list: OpenList) -> [Effect] {
    switch event.kind {
    case .wheelUp: return press(.up, on: list)
    case .wheelDown: return press(.down, on: list)
    case .press:
      let view = OpenListView(model: self, list: list)
      let area = FrameLayout(size: size).body
      guard let row = view.table.row(at: event.position, in: view.tableArea(in: area)) else { return [] }
      return choose(OpenList.entries(of: self)[row].target)
    case .drag, .release: return []
    }
  }
}

/// The list as a table over the page.
struct OpenListView: Widget {
  let model: ExplorerModel
  let list: OpenList

  var table: Table {
    Table(
      columns: [.init("what"), .init("name"), .init("about", isFlexible: true)],
      rows: OpenList.entries(of: model).map(\.cells), selected: list.cursor)
  }

  func box(in area: Rect) -> Rect {
    let rows = OpenList.entries(of: model).count + 3
    return area.centred(Size(width: min(area.width - 4, 100), height: min(area.height - 2, max(6, rows))))
  }

  func tableArea(in area: Rect) -> Rect { box(in: area).inset(columns: 2, rows: 1) }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let box = box(in: area)
    grid.fill(box)
    grid.draw(Frame(title: "open", lineStyle: capabilities.accent), in: box, capabilities)
    let inner = tableArea(in: area)
    if table.rows.isEmpty {
      grid.write("looking…", at: inner.origin, style: capabilities.muted, in: inner)
    } else {
      grid.draw(table, in: inner, capabilities)
    }
  }
}
