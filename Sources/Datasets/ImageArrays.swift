import Compute
import Formats

extension NumericArray {
  /// How the dimensions of an array make images.
  struct Layout {
    let count: Int
    let imageShape: ImageShape
    /// The distances between neighbouring images, rows and columns, in elements.
    let strides: (image: Int, row: Int, column: Int)
  }

  /// The array as images. Takes N×H×W, N×H×W×1, N×1×H×W and N×D; a column-major array (MATLAB) may also be H×W×N and
  /// D×N where `imageShape` or a square D says so.
  /// - Parameter imageShape: H and W where the shape does not say.
  /// - Throws: `badData` where the shape is none of these.
  func images(name: String, imageShape: ImageShape?) throws(InputError) -> (
    dataset: ImageDataset, isBinary: Bool
  ) {
    let layout = try layout(imageShape: imageShape)
    guard layout.count > 0, layout.imageShape.count > 0 else {
      throw .badFile(self.name, expected: "at least one image", found: describe(shape))
    }
    let stored = try pixels()
    let dataset = ImageDataset(
      name: name, imageShape: layout.imageShape, pixels: layout.arranged(stored.bytes))
    return (dataset, stored.isBinary)
  }

  private func layout(imageShape: ImageShape?) throws(InputError) -> Layout {
    // Single channels are no dimension of their own.
    let shape =
      self.shape.count == 4 ? self.shape[..<1] + self.shape[1...].filter { $0 != 1 } : self.shape[...]
    let dimensions = Array(shape)
    switch dimensions.count {
    case 3: return try stack(dimensions, imageShape: imageShape)
    case 2: return try table(dimensions, imageShape: imageShape)
    default:
      throw .badFile(
        name, expected: "images as N×H×W or N×D", found: describe(self.shape),
        advice: self.shape.count == 4 ? "colour images are not supported" : nil)
    }
  }

  /// N×H×W, or H×W×N.
  private func stack(_ shape: [Int], imageShape: ImageShape?) throws(InputError) -> Layout {
    let last = ImageShape(height: shape[1], width: shape[2])
    let first = ImageShape(height: shape[0], width: shape[1])
    if imageShape == nil || imageShape == last {
      let strides = isColumnMajor ? (1, shape[0], shape[0] * shape[1]) : (shape[1] * shape[2], shape[2], 1)
      return Layout(count: shape[0], imageShape: last, strides: strides)
    }
    if imageShape == first && isColumnMajor {
      return Layout(count: shape[2], imageShape: first, strides: (shape[0] * shape[1], 1, shape[0]))
    }
    throw .badFile(name, expected: "images of \(imageShape!)", found: describe(shape))
  }

  /// N×D, or D×N.
  private func table(_ shape: [Int], imageShape: ImageShape?) throws(InputError) -> Layout {
    for (images, length) in isColumnMajor ? [(0, 1), (1, 0)] : [(0, 1)] {
      guard let size = imageShape ?? Self.knownSize(shape[length]), size.count == shape[length] else {
        continue
      }
      let isContiguous = isColumnMajor == (length == 0)
      let strides =
        isContiguous ? (size.count, size.width, 1) : (1, size.width * shape[images], shape[images])
      return Layout(count: shape[images], imageShape: size, strides: strides)
    }
    throw .badFile(
      name, expected: imageShape.map { "\($0.count) pixels an image (\($0))" } ?? "images of a known size",
      found: describe(shape), advice: "give the height and width with --image-size HxW")
  }

  /// A square, or Frey Face's 28×20.
  private static func knownSize(_ count: Int) -> ImageShape? {
    if count == 560 { return ImageShape(height: 28, width: 20) }
    let side = Int(Double(count).squareRoot().rounded())
    return side > 1 && side * side == count ? ImageShape(height: side, width: side) : nil
  }
}

extension NumericArray.Layout {
  /// The stored bytes image by image and row by row.
  func arranged(_ stored: [UInt8]) -> [UInt8] {
    if strides == (imageShape.count, imageShape.width, 1) { return stored }
    return [UInt8](unsafeUninitializedCapacity: stored.count) { result, written in
      for image in 0..<count {
        for row in 0..<imageShape.height {
          var source = image * strides.image + row * strides.row
          for _ in 0..<imageShape.width {
            result[written] = stored[source]
            written += 1
            source += strides.column
          }
        }
      }
    }
  }
}
