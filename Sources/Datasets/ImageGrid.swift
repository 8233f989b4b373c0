import Compute
import Formats

/// Where the pixels of images stand in an array.
struct ImageGrid {
  /// A dimension: its size, and the distance between neighbours in elements.
  struct Axis {
    let size: Int
    let stride: Int

    /// The channel of grey images in an array that has no dimension for it.
    static let single = Axis(size: 1, stride: 1)
  }

  let images, rows, columns, channels: Axis

  var count: Int { images.size }
  var imageShape: ImageShape {
    ImageShape(height: rows.size, width: columns.size, channels: channels.size)
  }

  /// The grid of an array in a layout.
  /// - Parameters:
  ///   - imageShape: height and width, where they are known.
  ///   - isTransposed: whether images are stored column by column.
  /// - Returns: nil where the array cannot have this layout.
  init?(_ axes: [Axis], layout: ArrayLayout, imageShape: ImageShape?, isTransposed: Bool) {
    let found: ImageGrid?
    switch (layout, axes.count) {
    case (.nhw, 3): found = ImageGrid(axes[0], axes[1], axes[2], isTransposed)
    case (.hwn, 3): found = ImageGrid(axes[2], axes[0], axes[1], isTransposed)
    case (.nchw, 4): found = ImageGrid(axes[0], axes[2], axes[3], channels: axes[1], isTransposed)
    case (.nhwc, 4): found = ImageGrid(axes[0], axes[1], axes[2], channels: axes[3], isTransposed)
    case (.hwcn, 4): found = ImageGrid(axes[3], axes[0], axes[1], channels: axes[2], isTransposed)
    case (.nd, 2): found = ImageGrid(axes[0], pixels: axes[1], imageShape, isTransposed)
    case (.dn, 2): found = ImageGrid(axes[1], pixels: axes[0], imageShape, isTransposed)
    default: found = nil
    }
    guard let found, imageShape.map(found.hasSize) ?? true else { return nil }
    self = found
  }

  private func hasSize(_ shape: ImageShape) -> Bool {
    rows.size == shape.height && columns.size == shape.width
  }

  private init?(_ images: Axis, _ first: Axis, _ second: Axis, channels: Axis, _ isTransposed: Bool) {
    guard channels.size == 1 || channels.size == 3 else { return nil }
    self.init(images, first, second, isTransposed, channels)
  }

  private init(
    _ images: Axis, _ first: Axis, _ second: Axis, _ isTransposed: Bool, _ channels: Axis = .single
  ) {
    self.images = images
    self.channels = channels
    rows = isTransposed ? second : first
    columns = isTransposed ? first : second
  }

  private init?(_ images: Axis, pixels: Axis, _ imageShape: ImageShape?, _ isTransposed: Bool) {
    guard let size = imageShape ?? Self.knownSize(pixels.size), size.height * size.width == pixels.size else {
      return nil
    }
    self.images = images
    channels = .single
    let (rowLength, columnLength) = isTransposed ? (1, size.height) : (size.width, 1)
    rows = Axis(size: size.height, stride: rowLength * pixels.stride)
    columns = Axis(size: size.width, stride: columnLength * pixels.stride)
  }

  /// A square, or Frey Face's 28×20.
  static func knownSize(_ count: Int) -> ImageShape? {
    if count == 560 { return ImageShape(height: 28, width: 20) }
    let side = Int(Double(count).squareRoot().rounded())
    return side > 1 && side * side == count ? ImageShape(height: side, width: side) : nil
  }

  /// Whether the array is stored image by image, row by row and pixel by pixel.
  var isArranged: Bool {
    (channels.size == 1 || channels.stride == 1) && columns.stride == channels.size
      && rows.stride == columns.size * channels.size && images.stride == imageShape.count
  }

  /// The stored bytes image by image, row by row and pixel by pixel.
  func arranged(_ stored: [UInt8]) -> [UInt8] {
    if isArranged { return stored }
    return [UInt8](unsafeUninitializedCapacity: stored.count) { result, written in
      for image in 0..<images.size {
        for row in 0..<rows.size {
          var source = image * images.stride + row * rows.stride
          for _ in 0..<columns.size {
            for channel in 0..<channels.size {
              result[written] = stored[source + channel * channels.stride]
              written += 1
            }
            source += columns.stride
          }
        }
      }
    }
  }
}

extension NumericArray {
  /// The dimensions of the array.
  var axes: [ImageGrid.Axis] { zip(shape, strides).map { ImageGrid.Axis(size: $0, stride: $1) } }
}
