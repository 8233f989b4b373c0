import Compute
import Formats

/// The rules of version 0.1.0, by which the runs go on that have no record of how their data was read: each array was
/// scaled by itself, and the order of an array in memory could decide what its dimensions mean.
extension PixelStatistics {
  /// Numbers all within 0…1 had 1 for white, others 255.
  func earlierRange(in name: String) throws(InputError) -> PixelRange {
    guard least >= 0, greatest <= 255 else {
      throw .badFile(name, expected: "pixels of 0…1 or 0…255", found: values.description)
    }
    return PixelRange(low: 0, high: greatest <= 1 ? 1 : 255)
  }
}

extension NumericArray {
  /// The images of N×H×W and N×D, or of H×W×N and D×N where the first dimension runs fastest in memory; a channel was
  /// left out wherever it stood.
  func earlierImages(imageShape: ImageShape?) throws(InputError) -> (layout: ArrayLayout, grid: ImageGrid) {
    let axes = self.axes
    let kept = axes.count == 4 ? axes[..<1] + axes[1...].filter { $0.size != 1 } : axes[...]
    let layouts: [ArrayLayout] = isColumnMajor ? [.nhw, .hwn, .nd, .dn] : [.nhw, .nd]
    for layout in layouts {
      guard let grid = ImageGrid(Array(kept), layout: layout, imageShape: imageShape, isTransposed: false)
      else { continue }
      guard grid.count > 0, grid.imageShape.count > 0 else { break }
      return (layout, grid)
    }
    throw .badFile(name, expected: "images as N×H×W or N×D", found: describe(shape))
  }
}
