import Plotting
import TerminalGraphics

/// The choice of the class that Reconstruct shows.
struct ClassChoice: Sendable, Equatable {
  /// The selected row: all images, then a row a class.
  var cursor = 0
  /// The digits of a class that have been typed so far.
  var typed = ""
}

extension ExplorerModel {
  mutating func showClassChoice() -> [Effect] {
    guard testImages.count > 0 else { return say("There are no images here; d draws one.") }
    guard testImages.labels != nil else { return say("This data has no classes.") }
    let row = testImages.classCounts.firstIndex { $0.label == reconstruct.classShown }
    overlay = .classChoice(ClassChoice(cursor: row.map { $0 + 1 } ?? 0))
    return []
  }

  mutating func press(_ key: Key, on choice: ClassChoice) -> [Effect] {
    switch key.viArrow {
    case .up: return select(choice.cursor - 1, in: choice)
    case .down: return select(choice.cursor + 1, in: choice)
    case .pageUp: return select(choice.cursor - 10, in: choice)
    case .pageDown: return select(choice.cursor + 10, in: choice)
    case .home: return select(0, in: choice)
    case .end: return select(testImages.classCounts.count, in: choice)
    case .enter: return showClass(atRow: choice.cursor)
    case "/": return showClass(atRow: 0)
    case .escape, "q", .control("c"):
      overlay = nil
      return []
    default: return key.digit.map { type($0, on: choice) } ?? []
    }
  }

  private mutating func select(_ row: Int, in choice: ClassChoice) -> [Effect] {
    overlay = .classChoice(ClassChoice(cursor: min(max(0, row), testImages.classCounts.count)))
    return []
  }

  /// Shows the class that has been typed, or selects the first that begins so where there are several.
  private mutating func type(_ digit: UInt8, on choice: ClassChoice) -> [Effect] {
    let typed = "\(choice.typed)\(digit)"
    let labels = testImages.classCounts.map { "\($0.label)" }
    let fitting = labels.filter { $0.hasPrefix(typed) }
    guard let label = fitting.contains(typed) ? typed : fitting.first, let row = labels.firstIndex(of: label)
    else {
      overlay = .classChoice(ClassChoice(cursor: choice.cursor))
      return say("No image is in class \(typed).")
    }
    guard fitting != [typed] else { return showClass(atRow: row + 1) }
    overlay = .classChoice(ClassChoice(cursor: row + 1, typed: typed))
    return []
  }

  private mutating func showClass(atRow row: Int) -> [Effect] {
    overlay = nil
    reconstruct.classShown = row == 0 ? nil : testImages.classCounts[row - 1].label
    if row > 0, reconstruct.order == .classes { reconstruct.order = .data }
    return sortReconstructRows()
  }

  mutating func mouse(_ event: MouseEvent, on choice: ClassChoice) -> [Effect] {
    switch event.kind {
    case .wheelUp: return select(choice.cursor - 1, in: choice)
    case .wheelDown: return select(choice.cursor + 1, in: choice)
    case .press:
      let view = ClassChoiceView(model: self, choice: choice)
      let area = view.tableArea(in: FrameLayout(size: size).body)
      return view.table.row(at: event.position, in: area).map { showClass(atRow: $0) } ?? []
    case .drag, .release: return []
    }
  }
}

/// The classes over the page, with the number of their images.
struct ClassChoiceView: Widget {
  let model: ExplorerModel
  let choice: ClassChoice

  var table: Table {
    let classes = model.testImages.classCounts.map { ["\($0.label)", NumberFormat.grouped($0.count)] }
    return Table(
      columns: [.init("class"), .init("images", .right)],
      rows: [["all", NumberFormat.grouped(model.testImages.count)]] + classes, selected: choice.cursor)
  }

  private func box(in area: Rect) -> Rect {
    area.centred(
      Size(width: min(area.width, 24), height: min(area.height, model.testImages.classCounts.count + 4)))
  }

  func tableArea(in area: Rect) -> Rect { box(in: area).inset(columns: 2, rows: 1) }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let box = box(in: area)
    grid.fill(box)
    grid.draw(
      Frame(title: "show one class", trailingTitle: choice.typed, lineStyle: capabilities.accent), in: box,
      capabilities)
    grid.draw(table, in: tableArea(in: area), capabilities)
  }
}
