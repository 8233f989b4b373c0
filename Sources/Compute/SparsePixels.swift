import CKernels

/// The pixels of a minibatch that are not zero, listed by image and by pixel, scaled to 0…1.
///
/// In MNIST 81 % of the pixels are zero: the first layer's products skip them, with the same result to the bit.
public final class SparsePixels {
  /// B at most.
  public let capacity: Int
  /// D.
  public let pixelCount: Int
  private let counts: UnsafeMutablePointer<Int32>
  private let indices: UnsafeMutablePointer<Int32>
  private let values: UnsafeMutablePointer<Float>

  public init(capacity: Int, pixelCount: Int) {
    self.capacity = capacity
    self.pixelCount = pixelCount
    counts = .allocate(capacity: capacity + pixelCount)
    counts.initialize(repeating: 0, count: capacity + pixelCount)
    indices = .allocate(capacity: 2 * capacity * pixelCount)
    values = .allocate(capacity: 2 * capacity * pixelCount)
  }

  deinit {
    counts.deallocate()
    indices.deallocate()
    values.deallocate()
  }

  /// Lists the pixels of a range of images (B × D bytes).
  public func list(images: Range<Int>, of pixels: UnsafePointer<UInt8>) {
    precondition(images.upperBound <= capacity)
    listImagePixels(pixels, pixelCount, images.lowerBound, images.upperBound, counts, indices, values)
  }

  /// Lists, for each pixel of a range, the images in which it is not zero.
  public func list(pixelRange: Range<Int>, of pixels: UnsafePointer<UInt8>, imageCount: Int) {
    precondition(imageCount <= capacity && pixelRange.upperBound <= pixelCount)
    let middle = capacity * pixelCount
    listPixelImages(
      pixels, pixelCount, imageCount, capacity, pixelRange.lowerBound, pixelRange.upperBound,
      counts + capacity,
      indices + middle, values + middle)
  }

  /// The share of pixels that are not zero among the first `images` images, once they are listed.
  public func density(images: Int) -> Double {
    let listed = (0..<images).reduce(0) { $0 + Int(counts[$1]) }
    return Double(listed) / Double(max(1, images * pixelCount))
  }

  var byImage: SparseLines {
    SparseLines(count: counts, index: indices, value: values, capacity: pixelCount)
  }

  var byPixel: SparseLines {
    let middle = capacity * pixelCount
    return SparseLines(
      count: counts + capacity, index: indices + middle, value: values + middle, capacity: capacity)
  }
}

/// All pixels of a range of images (B × D bytes) as numbers 0…1, a row an image.
public func expandPixels(_ pixels: UnsafePointer<UInt8>, images: Range<Int>, into output: ScratchMatrix) {
  CKernels.expandPixels(
    pixels, output.columns, images.lowerBound, images.upperBound, output.base, output.stride)
}
