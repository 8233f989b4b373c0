import Compute
import Formats

/// Finds what the dimensions of an array mean.
struct LayoutDeduction {
  let array: NumericArray
  /// Images are as likely in columns as in rows, as MATLAB has them.
  let isMATLAB: Bool
  let imageShape: ImageShape?
  let isTransposed: Bool
  private let axes: [ImageGrid.Axis]

  init(_ array: NumericArray, isMATLAB: Bool, imageShape: ImageShape?, isTransposed: Bool) {
    self.array = array
    self.isMATLAB = isMATLAB
    self.imageShape = imageShape
    self.isTransposed = isTransposed
    // MATLAB's H×W×1×N.
    let hasChannel = isMATLAB && array.shape.count == 4 && array.shape[2] == 1 && array.shape[3] > 1
    axes = hasChannel ? [0, 1, 3].map { array.axes[$0] } : array.axes
  }

  /// The grid of a layout; nil where the array cannot have it.
  func grid(_ layout: ArrayLayout) -> ImageGrid? {
    ImageGrid(axes, layout: layout, imageShape: imageShape, isTransposed: isTransposed)
  }

  /// The layout, and the images in it.
  /// - Parameter wanted: the layout that was asked for.
  /// - Throws: `badFile` where the shape has no layout, or more than one.
  func result(_ wanted: ArrayLayout?) throws(InputError) -> (layout: ArrayLayout, grid: ImageGrid) {
    let layout: ArrayLayout
    if let wanted { layout = wanted } else { layout = try deduced() }
    guard let grid = grid(layout) else {
      throw .badFile(
        array.name, expected: "images as \(layout.rawValue)" + (imageShape.map { " of \($0)" } ?? ""),
        found: describe(array.shape), advice: "see --layout and --image-size")
    }
    guard grid.count > 0, grid.imageShape.count > 0 else {
      throw .badFile(array.name, expected: "at least one image", found: describe(array.shape))
    }
    return (layout, grid)
  }

  private func deduced() throws(InputError) -> ArrayLayout {
    let fitting = likely(ArrayLayout.allCases.filter { grid($0) != nil })
    switch fitting {
    case []: throw noLayout(advice: "")
    // Columns are images in a table by habit only in MATLAB.
    case [.dn] where !isMATLAB && imageShape == nil:
      throw noLayout(advice: ", or --layout DN where each column is an image")
    case _ where fitting.count == 1: return fitting[0]
    case _ where isMATLAB:
      if isClearlyRows { return fitting[0] }
      if isClearlyColumns { return fitting[1] }
    case [.nhw, .hwn]: return .nhw
    case [.nd, .dn]:
      if !isFamous(0) { return .nd }
    default: break
    }
    throw ambiguity(fitting)
  }

  /// Of several layouts with channels those of images that have more than a line of pixels, and outside MATLAB those in which
  /// the number of the image is not the last.
  private func likely(_ layouts: [ArrayLayout]) -> [ArrayLayout] {
    guard axes.count == 4, layouts.count > 1 else { return layouts }
    let likely = layouts.filter { layout in
      guard let shape = grid(layout)?.imageShape else { return false }
      return shape.height > 1 && shape.width > 1 && (isMATLAB || layout != .hwcn)
    }
    return likely.isEmpty ? layouts : likely
  }

  private var sizes: [Int] { axes.map(\.size) }

  /// The last dimension is the longest, the others make an image, and nothing speaks for rows.
  private var isClearlyColumns: Bool {
    let others = sizes.dropLast()
    let (least, most) = (others.min()!, others.max()!)  // Arrays with a layout have two dimensions or more.
    guard sizes.last! > most else { return false }
    return axes.count == 2 ? isFamous(0) || !isFamous(1) : least > 1 && most <= 4 * least
  }

  /// The first dimension is the longest, and a row is an image beyond doubt.
  private var isClearlyRows: Bool {
    guard sizes[0] > sizes.dropFirst().max()! else { return false }
    return axes.count == 3 || isFamous(1) && !isFamous(0)
  }

  /// Whether a dimension is the size of MNIST's or Frey Face's images.
  private func isFamous(_ axis: Int) -> Bool { sizes[axis] == 784 || sizes[axis] == 560 }

  private func noLayout(advice: String) -> InputError {
    switch axes.count {
    case 2:
      .badFile(
        array.name,
        expected: imageShape.map { "\($0.count) pixels an image (\($0))" } ?? "images of a known size",
        found: describe(array.shape), advice: "give the height and width with --image-size HxW" + advice)
    case 3: .badFile(array.name, expected: "images of \(imageShape!)", found: describe(array.shape))
    default:
      .badFile(
        array.name, expected: "images as N×H×W or N×D, or in colour as N×H×W×3 or N×3×H×W",
        found: describe(array.shape))
    }
  }

  private func ambiguity(_ layouts: [ArrayLayout]) -> InputError {
    let readings = layouts.map { layout in
      let grid = grid(layout)!  // Only layouts that the shape allows are likely.
      return "\(grid.count) images of \(grid.imageShape)"
    }
    let options = layouts.map { "--layout \($0.rawValue)" }
    return .badFile(
      array.name, expected: "one way to read the shape",
      found: "\(describe(array.shape)), \(readings.joined(separator: " or "))",
      advice: "say which with \(options.joined(separator: " or "))")
  }
}
