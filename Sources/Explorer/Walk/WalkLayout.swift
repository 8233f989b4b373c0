import TerminalGraphics

/// Where the panels of the walk stand.
///
/// In a small window the nearest image goes first, then what is here; the picture and the plane stay. With more than two
/// dimensions the sliders stay and the plane goes.
struct WalkLayout: Hashable, Sendable {
  let picture: Rect
  /// That of another model; empty unless one is compared.
  let companion: Rect
  /// Empty where there are two dimensions or no room.
  let sliders: Rect
  /// Empty where the sliders leave no room.
  let plane: Rect
  /// Empty where there is no room.
  let here: Rect
  /// Empty where there is no room.
  let nearest: Rect

  /// Whether what is here and the nearest image share a box.
  var isCompact: Bool { here.isEmpty || nearest.isEmpty }

  /// The least height in which a plane is drawn beside sliders.
  private static let leastPlaneHeight = 12

  init(body: Rect, model: ExplorerModel) {
    let size = model.openModel?.imageShape ?? model.testImages.imageShape
    let count = model.walk.companion == nil ? 1 : 2
    // The picture is as large as fits in whole pixels; at least two fifths of the width are left to the plane.
    let room = Size(width: body.width * 3 / 5 - 2 * count, height: body.height - 2)
    let scale = max(1, min(room.width / count / size.width, 2 * room.height / size.height))
    let wanted = count * (min(room.width / count, max(size.width * scale, 26)) + 2)
    let (left, right) = body.split(left: min(wanted, body.width - 20))
    let pictureRows = min((size.height * scale + 1) / 2 + 2, left.height)
    let hereRows = left.height - pictureRows
    let hasRoomBelow = hereRows >= 5
    let pictures = hasRoomBelow ? left.split(top: pictureRows).top : left
    (picture, companion) = pictures.split(left: pictures.width / count)
    let below = hasRoomBelow ? left.split(top: pictureRows).rest : Self.none
    if model.latentSize > 2, right.width >= SlidersView.leastWidth, right.height >= 7 {
      let upper: Rect
      (upper, here, nearest) = Self.besideSliders(right, below: below)
      (sliders, plane) = Self.stacked(upper, sliderRows: model.latentSize + 3)
      return
    }
    sliders = Self.none
    here = below
    let column = max(16, below.isEmpty ? 26 : (body.height >= 50 ? size.width : (size.width + 1) / 2) + 2)
    (plane, nearest) = Self.divided(
      right, columnsBeside: column, rowsBelow: below.isEmpty ? 8 : min(hereRows, 17))
  }

  private static let none = Rect(x: 0, y: 0, width: 0, height: 0)

  /// What is left to the sliders and the plane, what is here and the nearest images, which share a box unless it is wide.
  private static func besideSliders(_ right: Rect, below: Rect) -> (upper: Rect, here: Rect, nearest: Rect) {
    if below.isEmpty {
      let (upper, lower) = right.split(bottom: right.height >= 24 ? 7 : 0)
      return (upper, none, lower)
    }
    guard below.width >= 76, below.height >= 8 else { return (right, below, none) }
    let (here, nearest) = below.split(left: below.width / 2)
    return (right, here, nearest)
  }

  /// The sliders over the plane, which has half of the height, or alone.
  private static func stacked(_ area: Rect, sliderRows: Int) -> (sliders: Rect, plane: Rect) {
    let rows = min(sliderRows, (area.height + 1) / 2)
    let leavesPlane = area.height - rows >= leastPlaneHeight && area.width >= 30
    return leavesPlane ? area.split(top: rows) : (area, none)
  }

  /// Divides an area between the plane and the nearest images: beside or below the plane, whichever leaves the plane
  /// larger, or not at all.
  private static func divided(_ area: Rect, columnsBeside: Int, rowsBelow: Int) -> (
    plane: Rect, nearest: Rect
  ) {
    let beside = area.split(right: columnsBeside)
    let below = area.split(bottom: max(7, rowsBelow))
    // A row is as high as two columns are wide. Axes and frame do not count.
    func side(_ plane: Rect) -> Int { min(plane.width - 6, 2 * (plane.height - 4)) }
    let isBeside = side(beside.rest) >= side(below.rest)
    let best = isBeside ? (beside.rest, beside.right) : (below.rest, below.bottom)
    return side(best.0) >= 16 ? best : (area, none)
  }
}
