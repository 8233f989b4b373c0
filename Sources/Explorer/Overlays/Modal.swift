import TerminalGraphics
import Training

/// What stands over a page and takes the keys meanwhile.
enum Modal: Sendable {
  case help(HelpOverlay)
  case log(LogOverlay)
  case openList(OpenList)
  case quit
  case dimensions(DimensionChoice)
  case bookmarks(BookmarkList)
  case drawing(DrawingPad)
  case deleteRun(name: String, path: String)
  /// Whether a new run trains on from a state of the past.
  case fork(ForkQuestion)
  /// Which class Reconstruct shows.
  case classChoice(ClassChoice)
  case textEntry(TextEntry)
  case newRun(NewRunForm)
  case runDifference(RunDifference)

  /// What its keys do.
  var hints: [KeyHints.Hint] {
    switch self {
    case .newRun:
      [
        .init("↑↓", "field", keys: [.up, .down]), .init("type", "to change"),
        .init("Enter", "start", keys: [.enter]), .init("Esc", "cancel", keys: [.escape]),
      ]
    case .textEntry:
      [
        .init("Enter", "done", keys: [.enter]), .init("Ctrl-U", "clear", keys: [.control("u")]),
        .init("Esc", "cancel", keys: [.escape]),
      ]
    case .runDifference: [.init("Esc", "close", keys: [.escape])]
    case .help, .log:
      [
        .init("↑↓ PgUp PgDn", "scroll", keys: [.up, .down, .pageUp, .pageDown]),
        .init("Esc", "close", keys: [.escape]),
      ]
    case .openList:
      [
        .init("↑↓", "select", keys: [.up, .down]), .init("Enter", "open", keys: [.enter]),
        .init("Esc", "cancel", keys: [.escape]),
      ]
    case .quit:
      [
        .init("Enter y", "save and quit", keys: [.enter, "y"]),
        .init("Esc n", "cancel", keys: [.escape, "n"]),
      ]
    case .dimensions:
      [
        .init("↑↓", "select", keys: [.up, .down]), .init("x", "horizontal", keys: ["x"]),
        .init("y", "vertical", keys: ["y"]), .init("z", "third", keys: ["z"]),
        .init("Enter", "done", keys: [.enter]),
      ]
    case .bookmarks(let list): list.hints
    case .drawing:
      [
        .init("←→↑↓", "move", keys: Key.arrows), .init("Space", "pen", keys: [" "]),
        .init("u", "undo", keys: ["u"]), .init("x", "clear", keys: ["x"]),
        .init("c", "centre", keys: ["c"]), .init("Enter", "done", keys: [.enter]),
        .init("Esc", "cancel", keys: [.escape]),
      ]
    case .deleteRun: [.init("y", "delete", keys: ["y"]), .init("any other key", "cancel", keys: [.escape])]
    case .classChoice:
      [
        .init("↑↓", "select", keys: [.up, .down]), .init("0-9", "class", keys: Key.digits),
        .init("Enter", "show", keys: [.enter]), .init("/", "all", keys: ["/"]),
        .init("Esc", "cancel", keys: [.escape]),
      ]
    case .fork:
      [
        .init("Enter", "start", keys: [.enter]), .init("[ ]", "rate", keys: ["[", "]"]),
        .init("Esc", "cancel", keys: [.escape]),
      ]
    }
  }
}

extension ExplorerModel {
  mutating func pressOnOverlay(_ key: Key) -> [Effect] {
    switch overlay {
    case .help(let help): return press(key, on: help)
    case .log(let pane): return press(key, on: pane)
    case .openList(let list): return press(key, on: list)
    case .quit: return pressOnQuit(key)
    case .dimensions(let choice): return press(key, on: choice)
    case .bookmarks(let list): return press(key, on: list)
    case .drawing(let pad): return press(key, on: pad)
    case .deleteRun(let name, let path): return pressOnDelete(key, name: name, path: path)
    case .fork(let question): return press(key, on: question)
    case .classChoice(let choice): return press(key, on: choice)
    case .textEntry(let entry): return press(key, on: entry)
    case .newRun(let form): return press(key, on: form)
    case .runDifference:
      overlay = nil
      return []
    case nil: return []
    }
  }

  mutating func mouseOnOverlay(_ event: MouseEvent) -> [Effect] {
    switch overlay {
    case .help(var help):
      if event.kind == .wheelUp { help.firstLine -= 3 }
      if event.kind == .wheelDown { help.firstLine += 3 }
      return show(help)
    case .log(let pane):
      switch event.kind {
      case .wheelUp: return scroll(pane, by: 3)
      case .wheelDown: return scroll(pane, by: -3)
      default: return []
      }
    case .openList(let list): return mouse(event, on: list)
    case .drawing(let pad): return mouse(event, on: pad)
    case .newRun(let form): return mouse(event, on: form)
    case .classChoice(let choice): return mouse(event, on: choice)
    default: return []
    }
  }

  mutating func askToQuit() -> [Effect] {
    // A paused run is saved already.
    guard progress?.state == .running || progress?.state == .preparing else { return [.quit] }
    overlay = .quit
    return []
  }

  private mutating func pressOnQuit(_ key: Key) -> [Effect] {
    switch key {
    case .enter, "y", "q", "s", .control("c"):
      overlay = nil
      return [.quit]
    case .escape, "n", "c", "g": overlay = nil
    default: break
    }
    return []
  }

  /// Whether the question is asked that deletes a run if the answer is yes.
  public var asksBeforeDeleting: Bool {
    if case .deleteRun = overlay { true } else { false }
  }

  private mutating func pressOnDelete(_ key: Key, name: String, path: String) -> [Effect] {
    overlay = nil
    guard key == "y" else { return say("\(name) is kept.") }
    // A later run may be given the same name.
    reconstruct.forgetComparison(with: path)
    train.overlaidRuns.remove(path)
    return [.trashRun(path: path)]
  }
}

/// Draws what stands over the page.
struct ModalView: Widget {
  let model: ExplorerModel
  let modal: Modal

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    switch modal {
    case .help(let help):
      grid.draw(HelpView(page: model.page, help: help), in: area, capabilities)
    case .log(let pane): grid.draw(LogView(log: model.log, pane: pane), in: area, capabilities)
    case .openList(let list):
      grid.draw(OpenListView(model: model, list: list), in: area, capabilities)
    case .quit:
      let text =
        "Training is under way. Quitting saves the run first; it can be resumed later.\n\nEnter  save and quit\nEsc    cancel"
      grid.draw(MessageBox(title: "quit", text: text, maximumWidth: 50), in: area, capabilities)
    case .dimensions(let choice):
      grid.draw(DimensionChoiceView(model: model, choice: choice), in: area, capabilities)
    case .newRun(let form): grid.draw(NewRunFormView(model: model, form: form), in: area, capabilities)
    case .textEntry(let entry): grid.draw(TextEntryView(entry: entry), in: area, capabilities)
    case .runDifference(let difference):
      grid.draw(RunDifferenceView(difference: difference), in: area, capabilities)
    case .bookmarks(let list):
      grid.draw(BookmarkListView(model: model, list: list), in: area, capabilities)
    case .drawing(let pad):
      grid.draw(DrawingPadView(model: model, pad: pad), in: area, capabilities)
    case .deleteRun(let name, _):
      let text =
        "Delete the run \(name) with all its checkpoints? It is kept in the trash for \(RunLibrary.daysInTrash) days.\n\ny delete\nany other key cancel"
      grid.draw(MessageBox(title: "delete", text: text, maximumWidth: 50), in: area, capabilities)
    case .fork(let question):
      grid.draw(ForkQuestionView(model: model, question: question), in: area, capabilities)
    case .classChoice(let choice):
      grid.draw(ClassChoiceView(model: model, choice: choice), in: area, capabilities)
    }
  }
}
