import Compute
import Datasets
import TerminalGraphics

/// Images of a data set as text, as many side by side as the terminal is wide.
public struct ImageStrip {
  public let capabilities: Capabilities
  /// The columns of a line.
  public let columns: Int
  private static let gap = 2

  public init(capabilities: Capabilities, columns: Int) {
    self.capabilities = capabilities
    self.columns = columns
  }

  /// The images with a line below each that tells its number and class.
  /// - Parameter indices: the number of each in its data set.
  public func text(_ images: ImageDataset, indices: [Int]) -> String {
    let blitter = ImageBlitter(capabilities: capabilities)
    let (height, width) = (images.imageShape.height, images.imageShape.width)
    let size = blitter.fittedSize(width: width, height: height, in: Size(width: columns, height: 1000))
    let wanted = blitter.size(width: width, height: height, scale: 1)
    let cell = wanted.width <= columns ? wanted : size
    let perRow = max(1, (columns + Self.gap) / (cell.width + Self.gap))
    let rows = stride(from: 0, to: images.count, by: perRow).map { start in
      let part = start..<min(images.count, start + perRow)
      var grid = CellGrid(
        size: Size(width: part.count * (cell.width + Self.gap) - Self.gap, height: cell.height + 1))
      for (slot, index) in part.enumerated() {
        let area = Rect(x: slot * (cell.width + Self.gap), y: 0, width: cell.width, height: cell.height)
        let picture = PixelImage(images.imageShape, Array(images.image(index)))
        blitter.draw(picture, into: &grid, in: area)
        let caption = "\(indices[index])" + (images.labels.map { ": \($0[index])" } ?? "")
        grid.write(caption, at: Point(x: area.x, y: cell.height), style: .plain, in: grid.bounds)
      }
      return grid.ansi(depth: capabilities.colorDepth)
    }
    return rows.joined(separator: "\n")
  }
}
