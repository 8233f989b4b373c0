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
  case classChoice

  /// What its keys do.
  var hints: [KeyHints.Hint] {
    switch self {
    case .help, .log: [.init("↑↓ PgUp PgDn", "scroll"), .init("Esc", "close")]
    case .openList: [.init("↑↓", "select"), .init("Enter", "open"), .init("Esc", "cancel")]
    case .quit: [.init("Enter y", "save and quit"), .init("Esc n", "cancel")]
    case .dimensions:
      [
        .init("↑↓", "select"), .init("x", "horizontal"), .init("y", "vertical"), .init("z", "third"),
        .init("Enter", "done"),
      ]
    case .bookmarks(let list): list.hints
    case .drawing:
      [
        .init("←→↑↓", "move"), .init("Space", "pen"), .init("x", "clear"), .init("Enter", "done"),
        .init("Esc", "cancel"),
      ]
    case .deleteRun: [.init("y", "delete"), .init("any other key", "cancel")]
    case .fork: [.init("Enter", "start"), .init("[ ]", "rate"), .init("Esc", "cancel")]
    case .classChoice: [.init("0-9", "class"), .init("/ Enter", "all"), .init("Esc", "cancel")]
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
    case .classChoice: return pressOnClassChoice(key)
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
    case .classChoice:
      let classes = model.testImages.classCounts.map { "\($0.label)" }.joined(separator: " ")
      grid.draw(
        MessageBox(
          title: "class", text: "Show one class only: \(classes)\n\n/  all classes", maximumWidth: 44),
        in: area, capabilities)
    }
  }
}
