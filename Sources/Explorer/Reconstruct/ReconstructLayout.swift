import Compute
import TerminalGraphics

/// Where the pictures and figures of the reconstruct page stand.
///
/// In a small window the difference goes first, then the last models compared.
struct ReconstructLayout: Hashable, Sendable {
  /// The rows of the head: names, ELBOs, their parts.
  static let headRows = 3
  private static let gap = 2
  /// The columns that figures take beside a picture.
  private static let captionWidth = 7
  /// The columns that "▸ selected" takes beside a picture of the first column.
  private static let nameWidth = 10
  /// The columns that those of a head take: "1,354.2 ± 12.3".
  private static let headWidth = 14
  /// Those of the head over the first column: "reconstruction − KL".
  private static let headingWidth = 19
  /// Heights of pictures in cells, from the largest.
  private static let heights = [28, 14, 12, 10, 9, 8, 7, 6, 5, 4, 3]
  /// Fewer cells than this, and three lines of figures stand beside a picture rather than below it.
  private static let leastAbove = 7

  /// The sizes that follow from the height of a picture.
  private struct Measures: Hashable {
    let picture: Size
    /// Whether figures stand beside the pictures rather than below them.
    let isCompact: Bool
    /// The widths of the first column and of the others.
    let firstWidth, width: Int
    /// The rows from one picture to the next.
    let pitch: Int

    init(_ images: ImageShape, height: Int) {
      picture = TileGrid.tile(of: images, height: height)
      isCompact = height < ReconstructLayout.leastAbove
      let needed = isCompact ? picture.width + 1 + captionWidth : picture.width
      width = max(needed, headWidth)
      firstWidth = max(isCompact ? picture.width + 1 + nameWidth : picture.width, headingWidth)
      pitch = isCompact ? height : height + 2
    }
  }

  let inner: Rect
  /// The models that have a column.
  let networks: [ModelReference]
  let hasDifference: Bool
  let rows: Int
  private let measures: Measures
  private let left: Int

  init(body: Rect, model: ExplorerModel) {
    let inner = body.inset(columns: 1, rows: 1)
    self.inner = inner
    let images = model.openModel?.imageShape ?? model.testImages.imageShape
    let wanted = model.reconstructNetworks
    let height = inner.height - Self.headRows
    // The largest pictures of which so many rows and all columns fit, or small ones. Photographs are harder to recognise.
    let wantedRows = model.hasDenseImages ? 5 : 8
    let columns = wanted.count + (model.reconstruct.hasDifference ? 1 : 0)
    let all = Self.heights.map { Measures(images, height: $0) }
    let fitting = all.firstIndex {
      wantedRows * $0.pitch <= height && $0.firstWidth + columns * ($0.width + Self.gap) <= inner.width
    }
    let index = (fitting ?? all.count - 2) - model.reconstruct.pictureSteps
    measures = all[min(max(0, index), all.count - 1)]
    let pitch = measures.width + Self.gap
    let room = max(1, (inner.width - measures.firstWidth) / pitch)
    hasDifference = model.reconstruct.hasDifference && room > wanted.count
    networks = Array(wanted.prefix(room))
    rows = max(1, height / measures.pitch)
    let used = measures.firstWidth + (networks.count + (hasDifference ? 1 : 0)) * pitch
    left = max(0, (inner.width - used) / 2)
  }

  /// The rows of the list in the window: the cursor's is among them.
  func shownRows(of model: ExplorerModel) -> Range<Int> {
    let count = model.reconstructRows.count
    let first = min(max(0, model.reconstruct.cursor - rows / 2), max(0, count - rows))
    return first..<min(count, first + rows)
  }

  /// The cells of a column: 0 is that of the originals, then a column a model, then the difference.
  func column(_ column: Int) -> Rect {
    let start = column == 0 ? 0 : measures.firstWidth + Self.gap + (column - 1) * (measures.width + Self.gap)
    return Rect(
      x: inner.x + left + start, y: inner.y, width: column == 0 ? measures.firstWidth : measures.width,
      height: inner.height)
  }

  /// The cells of the head of a column.
  func head(column: Int) -> Rect { self.column(column).split(top: Self.headRows).top }

  /// The cells of a picture.
  func place(column: Int, row: Int) -> Rect {
    let cells = self.column(column)
    return Rect(
      x: cells.x, y: cells.y + Self.headRows + row * measures.pitch,
      width: measures.isCompact ? measures.picture.width : cells.width, height: measures.picture.height)
  }

  /// The cells of the figures of a picture.
  func caption(column: Int, row: Int) -> Rect {
    let (cells, place) = (self.column(column), place(column: column, row: row))
    return measures.isCompact
      ? Rect(x: place.right + 1, y: place.y, width: cells.right - place.right - 1, height: place.height)
      : Rect(x: cells.x, y: place.bottom, width: cells.width, height: 2)
  }

  /// Whether figures stand beside the pictures rather than below them.
  var isCompact: Bool { measures.isCompact }

  /// The row of the window at a cell.
  func row(at point: Point) -> Int? {
    let y = point.y - inner.y - Self.headRows
    guard inner.contains(point), y >= 0 else { return nil }
    return y / measures.pitch < rows ? y / measures.pitch : nil
  }

  /// The model in whose column a cell is.
  func network(at point: Point) -> ModelReference? {
    networks.indices.first { column($0 + 1).contains(point) }.map { networks[$0] }
  }
}
