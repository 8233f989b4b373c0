import Compute
import TerminalGraphics

/// Rows of pictures as text that a pipe, a log or a notebook can show.
struct PictureSheet {
  let capabilities: Capabilities
  let imageShape: ImageShape

  private static let width = 80
  private static let gap = 2
  /// The rows of characters of a picture.
  private static let height = 9

  /// The characters of a picture, which are twice as high as wide.
  private var tile: Size {
    let width = (2 * Self.height * imageShape.width + imageShape.height / 2) / imageShape.height
    return Size(width: min(max(1, width), Self.width), height: Self.height)
  }

  /// How many pictures stand side by side.
  var columns: Int { min(5, (Self.width + Self.gap) / (tile.width + Self.gap)) }

  /// Each row of pictures below the one before.
  func text(_ rows: [[PixelImage]]) -> String {
    let characters: ImageBlitter.Characters = capabilities.hasColor ? .halfBlocks : .shades
    let blitter = ImageBlitter(characters: characters, capabilities: capabilities)
    var grid = CellGrid(size: Size(width: Self.width, height: rows.count * tile.height))
    for (row, pictures) in rows.enumerated() {
      for (column, picture) in pictures.enumerated() {
        let place = Point(x: column * (tile.width + Self.gap), y: row * tile.height)
        let area = Rect(x: place.x, y: place.y, width: tile.width, height: tile.height)
        blitter.draw(picture, into: &grid, in: area)
      }
    }
    return capabilities.hasColor ? grid.ansi(depth: capabilities.colorDepth) : grid.text()
  }
}
