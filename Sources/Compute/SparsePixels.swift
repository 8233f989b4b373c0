import CKernels

/// The pixels of a minibatch that are not zero, listed by image and by pixel, scaled to 0…1.
///
/// In MNIST 81 % of the pixels are zero: the first layer's products skip most of them, with the same result to the
/// bit. A list serves a group of lines, as neighbours have much in common.
public final class SparsePixels {
  /// Lines that share a list.
  public static let group = Int(SPARSE_GROUP)

  /// B at most.
  public let capacity: Int
  /// D.
  public let pixelCount: Int
  let byImage, byPixel: SparseLists
  private let kernels: Kernels

  public init(capacity: Int, pixelCount: Int, kernels: Kernels = .current) {
    self.capacity = capacity
    self.pixelCount = pixelCount
    self.kernels = kernels
    byImage = SparseLists(lines: capacity, entries: pixelCount)
    byPixel = SparseLists(lines: pixelCount, entries: capacity)
  }

  deinit {
    byImage.deallocate()
    byPixel.deallocate()
  }

  /// Lists the pixels of a range of images (B × D bytes). Precondition: the range begins with a group.
  public func list(images: Range<Int>, of pixels: UnsafePointer<UInt8>) {
    precondition(images.upperBound <= capacity && images.lowerBound % Self.group == 0, "images \(images)")
    withUnsafePointer(to: byImage) {
      kernels.table.pointee.listImagePixels(
        pixels, pixelCount, images.lowerBound, images.upperBound, $0)
    }
  }

  /// Lists, for each pixel of a range, the images in which it is not zero. Precondition: the range begins with a
  /// group.
  public func list(pixelRange: Range<Int>, of pixels: UnsafePointer<UInt8>, imageCount: Int) {
    precondition(imageCount <= capacity && pixelRange.upperBound <= pixelCount, "pixels \(pixelRange)")
    precondition(pixelRange.lowerBound % Self.group == 0, "pixels \(pixelRange)")
    withUnsafePointer(to: byPixel) {
      kernels.table.pointee.listPixelImages(
        pixels, pixelCount, imageCount, pixelRange.lowerBound, pixelRange.upperBound, $0)
    }
  }

  /// The share of pixels that the lists of the first `images` images hold. Precondition: those images are listed.
  public func density(images: Int) -> Double {
    let groups = (images + Self.group - 1) / Self.group
    let listed = (0..<groups).reduce(0) { $0 + Int(byImage.count[$1]) }
    return Double(listed) / Double(max(1, groups * pixelCount))
  }
}

extension SparseLists {
  /// Room for the lists of so many lines, with so many entries at most.
  fileprivate init(lines: Int, entries: Int) {
    let groups = (lines + SparsePixels.group - 1) / SparsePixels.group
    self.init(
      count: .allocate(capacity: groups), index: .allocate(capacity: groups * entries),
      value: .allocate(capacity: groups * entries * SparsePixels.group), capacity: entries)
    count.initialize(repeating: 0, count: groups)
  }

  fileprivate func deallocate() {
    count.deallocate()
    index.deallocate()
    value.deallocate()
  }
}

/// All pixels of a range of images (B × D bytes) as numbers 0…1, a row an image.
public func expandPixels(_ pixels: UnsafePointer<UInt8>, images: Range<Int>, into output: ScratchMatrix) {
  CKernels.expandPixels(
    pixels, output.columns, images.lowerBound, images.upperBound, output.base, output.stride)
}
