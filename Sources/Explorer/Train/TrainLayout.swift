import TerminalGraphics

/// Where the panels of the training page stand.
///
/// In a small window the strip of reconstructions goes first, then the small charts, then the numbers of the run; one chart
/// stays.
struct TrainLayout: Hashable, Sendable {
  /// How originals and reconstructions stand in the strip.
  enum Strip: Hashable, Sendable {
    case none
    /// Side by side.
    case pairs
    /// One over the other.
    case rows
  }

  /// The charts that there is room for, the large one first.
  let charts: [Rect]
  /// Empty where there is no room.
  let numbers: Rect
  let strip: Rect
  let stripKind: Strip
  /// The cells of a picture in the strip.
  let picture: Size

  init(body: Rect, model: ExplorerModel) {
    let size = model.testImages.imageShape
    let whole = Size(width: size.width, height: (size.height + 1) / 2)
    // Small images are shown whole, others at half their size.
    let half = whole.height <= 8 ? whole : Size(width: (size.width + 1) / 2, height: (size.height + 3) / 4)
    let hasImages = model.testImages.count > 0
    // Large images are shrunk to the room of small ones.
    let limit = max(7, body.height / 4)
    func fitted(_ size: Size) -> Size {
      guard size.height > limit else { return size }
      return Size(width: max(1, size.width * limit / size.height), height: limit)
    }
    let upper: Rect
    if hasImages, body.height >= 2 * whole.height + 26, whole.height <= 16 {
      (stripKind, picture) = (.rows, whole)
    } else if hasImages, body.height >= 33, body.width >= Self.leastPairs * (2 * whole.width + 4),
      whole.height <= 16
    {
      (stripKind, picture) = (.pairs, whole)
    } else if hasImages, body.height >= 33 {
      (stripKind, picture) = (.rows, fitted(half))
    } else if hasImages, body.height >= 20 {
      (stripKind, picture) = (.pairs, fitted(half))
    } else {
      (stripKind, picture) = (.none, half)
    }
    let rows = stripKind == .none ? 0 : stripKind == .rows ? 2 * picture.height + 3 : picture.height + 2
    (upper, strip) = body.split(bottom: rows)
    let numbersWidth = body.width >= 110 ? 36 : body.width >= 70 ? 30 : 0
    let area: Rect
    (area, numbers) = upper.split(right: numbersWidth)
    charts = Self.charts(in: area, count: model.shownCharts.count)
  }

  /// Fewer whole images beside their reconstructions tell less than more of them at half the size.
  private static let leastPairs = 4
  /// The least size of a small chart.
  private static let small = Size(width: 30, height: 8)

  /// One chart large, the others beside it in one or two columns, as many as there is room for.
  private static func charts(in area: Rect, count: Int) -> [Rect] {
    guard count > 1, area.width >= 44 + small.width, area.height >= small.height else { return [area] }
    let (side, large) = (area.width * 2 / 5, area.width - area.width * 2 / 5)
    let columns = min(side / small.width, 2)
    let rows = min(area.height / small.height, (count - 1 + columns - 1) / columns)
    var all = [Rect(x: area.x, y: area.y, width: large, height: area.height)]
    for slot in 0..<min(count - 1, rows * columns) {
      let (row, column) = (slot / columns, slot % columns)
      let (left, right) = (side * column / columns, side * (column + 1) / columns)
      let (top, bottom) = (area.height * row / rows, area.height * (row + 1) / rows)
      all.append(
        Rect(x: area.x + large + left, y: area.y + top, width: right - left, height: bottom - top))
    }
    return all
  }
}
