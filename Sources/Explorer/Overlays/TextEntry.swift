import TerminalGraphics
import Training

/// A line that a person writes.
struct TextEntry: Sendable, Equatable {
  /// What is done with the line.
  enum Purpose: Sendable, Equatable {
    /// Runs shows the runs that fit it.
    case filter
    /// It becomes the note and the tags of the run in a folder.
    case notes(name: String, path: String)
  }

  let purpose: Purpose
  var text: String
  /// Why the line cannot be taken.
  var failure: String?

  /// The longest line that is taken, in characters.
  private static let limit = 200

  init(_ purpose: Purpose, text: String) {
    self.purpose = purpose
    self.text = text
  }

  var title: String {
    switch purpose {
    case .filter: "filter"
    case .notes(let name, _): "note: \(name)"
    }
  }

  /// What may be written.
  var help: String {
    switch purpose {
    case .filter:
      "Part of a name or note, or FIELD=VALUE, as in: latent=2 data=mnist state=finished tag=baseline"
    case .notes: "What is worth knowing about this run; words that begin with # are tags."
    }
  }

  /// Changes the line by a key. - Returns: whether the key is one that does.
  mutating func edit(by key: Key) -> Bool {
    switch key {
    case .character(let scalar):
      if text.count < Self.limit { text.unicodeScalars.append(scalar) }
    case .backspace: _ = text.popLast()
    case .control("u"): text = ""
    default: return false
    }
    failure = nil
    return true
  }
}

extension ExplorerModel {
  mutating func press(_ key: Key, on entry: TextEntry) -> [Effect] {
    var entry = entry
    if entry.edit(by: key) {
      overlay = .textEntry(entry)
      return []
    }
    switch key {
    case .escape, .control("c"):
      overlay = nil
      return []
    case .enter: return take(entry)
    default: return []
    }
  }

  private mutating func take(_ entry: TextEntry) -> [Effect] {
    switch entry.purpose {
    case .filter:
      if let failure = filterRuns(by: entry.text) {
        var entry = entry
        entry.failure = failure
        overlay = .textEntry(entry)
        return []
      }
    case .notes(_, let path):
      overlay = nil
      return [.writeNotes(path: path, RunNotes(line: entry.text))]
    }
    overlay = nil
    return []
  }
}

/// The line over the page, with what may be written.
struct TextEntryView: Widget {
  let entry: TextEntry

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let width = min(area.width - 4, 76)
    let notes = TextLayout.wrapped(entry.failure ?? entry.help, to: width - 4)
    let box = area.centred(Size(width: width, height: notes.count + 4))
    grid.fill(box)
    grid.draw(Frame(title: entry.title, lineStyle: capabilities.accent), in: box, capabilities)
    let inner = box.inset(columns: 2, rows: 1)
    // The end of a long line is seen, since that is where it is written on.
    let text = TextLayout.truncatedAtStart(entry.text, to: inner.width - 1, ellipsis: capabilities.ellipsis)
    let end = grid.write(text, at: inner.origin, style: .bold, in: inner)
    grid[end, inner.y] = Cell(" ", .reverse)
    for (row, line) in notes.enumerated() {
      grid.write(
        line, at: Point(x: inner.x, y: inner.y + 2 + row),
        style: entry.failure == nil ? capabilities.muted : capabilities.bad, in: inner)
    }
  }
}
