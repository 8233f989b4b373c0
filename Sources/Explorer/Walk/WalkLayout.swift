import TerminalGraphics

/// Where the panels of the walk stand.
///
/// In a small window the nearest image goes first, then what is here; the picture and the plane stay.
struct WalkLayout: Hashable, Sendable {
  let picture: Rect
  let plane: Rect
  /// Empty where there is no room.
  let here: Rect
  /// Empty where there is no room.
  let nearest: Rect

  init(body: Rect, model: ExplorerModel) {
    let size = model.openModel?.imageShape ?? model.testImages.imageShape
    // The picture is as large as fits in whole pixels; at least two fifths of the width are left to the plane.
    let room = Size(width: body.width * 3 / 5 - 2, height: body.height - 2)
    let scale = max(1, min(room.width / size.width, 2 * room.height / size.height))
    let wanted = min(room.width, max(size.width * scale, 26)) + 2
    let (left, right) = body.split(left: min(wanted, body.width - 20))
    let pictureRows = min((size.height * scale + 1) / 2 + 2, left.height)
    let hereRows = left.height - pictureRows
    if hereRows >= 5 {
      (picture, here) = left.split(top: pictureRows)
    } else {
      // There is no room below the picture: what is here goes to the right of it.
      picture = left
      here = Rect(x: 0, y: 0, width: 0, height: 0)
    }
    let column = max(16, here.isEmpty ? 26 : (body.height >= 50 ? size.width : (size.width + 1) / 2) + 2)
    (plane, nearest) = Self.divided(
      right, columnsBeside: column, rowsBelow: here.isEmpty ? 8 : min(hereRows, 17))
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
    return side(best.0) >= 16 ? best : (area, Rect(x: 0, y: 0, width: 0, height: 0))
  }
}
