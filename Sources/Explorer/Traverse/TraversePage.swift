import TerminalGraphics

/// What each axis of latent space does to the picture: a row an axis, the one of the greatest measure first.
struct TraversePage: Sendable {
  /// The selected row, among those of all axes.
  var row = 0
  /// The selected column; that nearest to the present position before any was selected.
  var column: Int?
  /// The first row in the window, unless the selected one lies outside.
  var firstRow = 0
  /// How much larger (or smaller, below 0) the pictures are than the window suggests.
  var tileSteps = 0
  /// Whether differences are shown; `nil`: where there is room.
  var showsDifferences: Bool?
  /// What was decoded; `nil` before anything was.
  private(set) var pictures: Pictures?

  /// The decoded pictures of all axes.
  struct Pictures: Sendable, Equatable {
    /// The axes of the rows, from the top.
    let axes: [Int]
    /// The means of p(x|z), row after row.
    let images: [PixelImage]
    /// The last picture of a row less its first, a row; 1 is the greatest difference of all rows.
    let differences: [PixelImage]

    /// The pictures of each row in the order of its columns.
    var columns: Int { axes.isEmpty ? 0 : images.count / axes.count }
  }

  /// Takes what was decoded. Precondition: as many pictures for each axis.
  mutating func take(_ images: [PixelImage], of axes: [Int]) {
    let columns = images.count / max(1, axes.count)
    let changes = axes.indices.map { row in
      images[(row + 1) * columns - 1].differences(from: images[row * columns]).map(Float.init)
    }
    let greatest = max(1, changes.reduce(0) { $1.reduce($0) { max($0, abs($1)) } })
    let differences = zip(axes.indices, changes).map { row, change in
      let image = images[row * columns]
      return PixelImage(width: image.width, height: image.height, signed: change.map { $0 / greatest })
    }
    pictures = Pictures(axes: axes, images: images, differences: differences)
  }
}
