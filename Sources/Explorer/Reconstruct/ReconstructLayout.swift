import Compute
import TerminalGraphics

/// Where the pictures of the reconstruct page stand.
///
/// In a small window the difference goes first, then the last models compared.
struct ReconstructLayout: Hashable, Sendable {
  /// Lines of text under a picture.
  static let captionRows = 2
  private static let gap = 2

  let inner: Rect
  let picture: Size
  /// The models that have a column.
  let networks: [ModelReference]
  let hasDifference: Bool
  let rows: Int
  private let left: Int

  init(body: Rect, model: ExplorerModel) {
    let inner = body.inset(columns: 1, rows: 1)
    self.inner = inner
    let images = model.openModel?.imageShape ?? model.testImages.imageShape
    let wanted = model.reconstructNetworks
    let height = inner.height - 1
    // The largest pictures of which two rows and all columns fit.
    let columns = wanted.count + (model.reconstruct.hasDifference ? 2 : 1)
    let heights = TileGrid.heights.dropLast()
    let size =
      heights.first { tile in
        let width = Self.columnWidth(TileGrid.tile(of: images, height: tile).width)
        return 2 * (tile + Self.captionRows) <= height
          && columns * (width + Self.gap) - Self.gap <= inner.width
      } ?? heights.first { 2 * ($0 + Self.captionRows) <= height } ?? 5
    picture = TileGrid.tile(of: images, height: size)
    let width = Self.columnWidth(picture.width) + Self.gap
    let room = max(2, (inner.width + Self.gap) / width)
    hasDifference = model.reconstruct.hasDifference && room > 1 + wanted.count
    networks = Array(wanted.prefix(room - 1))
    rows = max(1, height / (size + Self.captionRows))
    let used = (1 + networks.count + (hasDifference ? 1 : 0)) * width - Self.gap
    left = max(0, (inner.width - used) / 2)
  }

  /// The width of a column: captions need fourteen cells.
  private static func columnWidth(_ picture: Int) -> Int { max(picture, 14) }

  /// The rows of the list in the window: the cursor's is among them.
  func shownRows(of model: ExplorerModel) -> Range<Int> {
    let count = model.reconstructRows.count
    let first = min(max(0, model.reconstruct.cursor - rows / 2), max(0, count - rows))
    return first..<min(count, first + rows)
  }

  /// Where a picture stands: column 0 is that of the originals.
  func place(column: Int, row: Int) -> Rect {
    let width = Self.columnWidth(picture.width)
    return Rect(
      x: inner.x + left + column * (width + Self.gap),
      y: inner.y + 1 + row * (picture.height + Self.captionRows),
      width: width, height: picture.height)
  }

  /// The row of the window at a cell.
  func row(at point: Point) -> Int? {
    guard inner.contains(point), point.y > inner.y else { return nil }
    let row = (point.y - inner.y - 1) / (picture.height + Self.captionRows)
    return row < rows ? row : nil
  }
}
