import Plotting
import TerminalGraphics
import Training

/// The bookmarks of the open model: named positions to go to, to mark, to add and to delete.
struct BookmarkList: Sendable {
  var cursor = 0
  /// The name typed for the present position; `nil` while a bookmark is chosen.
  var newName: String?

  /// The most characters of a name.
  static let nameLimit = 32

  /// What its keys do.
  var hints: [KeyHints.Hint] {
    guard newName == nil else { return [.init("Enter", "keep"), .init("Esc", "cancel")] }
    return [
      .init("↑↓", "select"), .init("Enter", "go there"), .init("a b c", "mark it"), .init("n", "new"),
      .init("Del", "delete"), .init("Esc", "close"),
    ]
  }
}

extension ExplorerModel {
  /// The bookmarks of the open model.
  var bookmarks: [Bookmark] { openModel?.bookmarks ?? [] }

  /// Shows the bookmarks; where there are none, asks for the name of one.
  mutating func showBookmarks() -> [Effect] {
    overlay = .bookmarks(BookmarkList(newName: bookmarks.isEmpty ? "" : nil))
    return []
  }

  mutating func press(_ key: Key, on list: BookmarkList) -> [Effect] {
    if let name = list.newName { return press(key, on: list, naming: name) }
    var list = list
    switch key {
    case .up, "k": list.cursor -= 1
    case .down, "j": list.cursor += 1
    case .home: list.cursor = 0
    case .end: list.cursor = bookmarks.count - 1
    case .enter:
      overlay = nil
      guard bookmarks.indices.contains(list.cursor) else { return [] }
      let bookmark = bookmarks[list.cursor]
      return walk(to: bookmark.position, as: .bookmark(bookmark.name))
    case .character(let letter) where Self.markLetters.contains(letter):
      return mark(list.cursor, as: letter)
    case "n": list.newName = ""
    case .delete: return delete(list.cursor, from: list)
    case .escape, "q", "'", .control("c"):
      overlay = nil
      return []
    default: return []
    }
    list.cursor = min(max(0, list.cursor), max(0, bookmarks.count - 1))
    overlay = .bookmarks(list)
    return []
  }

  /// Marks the position of a bookmark as one of a path.
  private mutating func mark(_ index: Int, as letter: Unicode.Scalar) -> [Effect] {
    guard bookmarks.indices.contains(index) else { return [] }
    walk.marks[letter] = bookmarks[index].position
    walk.interpolatesBack = false
    return say("Mark \(letter) is at bookmark \(bookmarks[index].name).")
  }

  /// Types a name, and keeps the present position under it.
  private mutating func press(_ key: Key, on list: BookmarkList, naming name: String) -> [Effect] {
    var (list, name) = (list, name)
    switch key {
    case .escape, .control("c"):
      list.newName = nil
      overlay = bookmarks.isEmpty ? nil : .bookmarks(list)
      return []
    case .enter:
      overlay = nil
      return keepBookmark(name)
    case .backspace: name = String(name.dropLast())
    case .character(let scalar) where scalar.properties.isGraphemeBase && name.count < BookmarkList.nameLimit:
      name.unicodeScalars.append(scalar)
    default: return []
    }
    list.newName = name
    overlay = .bookmarks(list)
    return []
  }

  /// Keeps the present position under a name, in place of another of that name; without a name, under a number.
  private mutating func keepBookmark(_ typed: String) -> [Effect] {
    let trimmed = typed.split(separator: " ").joined(separator: " ")
    let numbered = (1...).lazy.map { "place \($0)" }
    let free = numbered.first { name in !bookmarks.contains { $0.name == name } } ?? "place"
    let name = trimmed.isEmpty ? free : trimmed
    guard bookmarks.count < BookmarkFile.limit else {
      return say("There are \(BookmarkFile.limit) bookmarks: delete one first.", isFailure: true)
    }
    let bookmark = Bookmark(
      name: name, position: walk.position, examplesSeen: timeline.shown?.examplesSeen ?? 0)
    let kept = bookmarks.filter { $0.name != name } + [bookmark]
    openModel?.bookmarks = kept
    return say("Bookmark \(name) is kept; ' lists the bookmarks.") + [.keepBookmarks(kept)]
  }

  private mutating func delete(_ index: Int, from list: BookmarkList) -> [Effect] {
    guard bookmarks.indices.contains(index) else { return [] }
    let name = bookmarks[index].name
    openModel?.bookmarks.remove(at: index)
    var list = list
    list.cursor = min(list.cursor, max(0, bookmarks.count - 1))
    overlay = bookmarks.isEmpty ? nil : .bookmarks(list)
    return say("Bookmark \(name) is deleted.") + [.keepBookmarks(bookmarks)]
  }
}

/// The bookmarks over the page.
struct BookmarkListView: Widget {
  let model: ExplorerModel
  let list: BookmarkList

  private var table: Table {
    Table(
      columns: [.init("name", isFlexible: true), .init("|z|", .right), .init("from here", .right)],
      rows: model.bookmarks.map { bookmark in
        let distance = zip(bookmark.position, model.walk.position).reduce(0) {
          $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
        }
        let length = bookmark.position.reduce(0) { $0 + $1 * $1 }
        return [bookmark.name]
          + [length, distance].map { NumberFormat.fixed(Double($0.squareRoot()), decimals: 2) }
      }, selected: list.newName == nil ? list.cursor : nil)
  }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let rows = model.bookmarks.isEmpty ? 0 : model.bookmarks.count + 1
    let naming = list.newName == nil ? 0 : 1
    let box = area.centred(
      Size(width: min(area.width - 4, 56), height: min(area.height - 2, rows + naming + 2)))
    grid.fill(box)
    grid.draw(Frame(title: "bookmarks", lineStyle: capabilities.accent), in: box, capabilities)
    let (list, line) = box.inset(columns: 2, rows: 1).split(bottom: naming)
    if rows > 0 { grid.draw(table, in: list, capabilities) }
    guard let name = self.list.newName else { return }
    let end = grid.write("name of this place: ", at: line.origin, style: capabilities.muted, in: line)
    let last = grid.write(name, at: Point(x: end, y: line.y), style: .bold, in: line)
    grid[min(last, line.right - 1), line.y] = Cell(" ", .reverse)
  }
}
