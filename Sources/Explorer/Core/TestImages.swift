import Compute
import TerminalGraphics

/// The fixed images that pages show, measure and encode: those of the test set, or the few that ship with a model.
public struct TestImages: Sendable, Equatable {
  /// The most images of a test set that are taken.
  public static let limit = 10_000
  /// The most images that are encoded for the plane.
  public static let encodedLimit = 2000

  public let imageShape: ImageShape
  /// N×D, 0 black … 255 white.
  public let pixels: [UInt8]
  /// A class an image; `nil` where the data has none.
  public let labels: [UInt8]?
  /// The classes that occur, ascending, with the number of their images.
  public let classCounts: [ClassCount]
  /// The images shown as examples: one of each class, then others.
  let examples: [Int]

  /// Precondition: whole images, and as many labels as images.
  public init(imageShape: ImageShape, pixels: [UInt8], labels: [UInt8]?) {
    precondition(pixels.count % imageShape.count == 0, "\(pixels.count) pixels in images of \(imageShape)")
    precondition(labels == nil || labels?.count == pixels.count / imageShape.count, "labels of other images")
    self.imageShape = imageShape
    self.pixels = pixels
    self.labels = labels
    classCounts = ClassCount.all(in: labels ?? [])
    examples = Self.examples(of: labels ?? [], count: pixels.count / imageShape.count)
  }

  /// The first image of each class in the order of the classes, filled up to fourteen with the first others.
  private static func examples(of labels: [UInt8], count: Int) -> [Int] {
    var seen: Set<UInt8> = []
    let firsts = labels.enumerated().filter { seen.insert($0.element).inserted }
    let byClass = firsts.sorted { $0.element < $1.element }.map(\.offset)
    let rest = (0..<min(count, 40)).filter { !byClass.contains($0) }
    return Array((byClass + rest).prefix(14))
  }

  /// No images at all.
  public static let empty = TestImages(imageShape: ImageShape(height: 1, width: 1), pixels: [], labels: nil)

  /// N, the number of images.
  public var count: Int { pixels.count / imageShape.count }
  /// The number of images that are encoded for the plane: the first ones.
  public var encodedCount: Int { min(count, Self.encodedLimit) }

  /// The D pixels of an image. Precondition: there is one of that number.
  public func pixels(_ index: Int) -> [UInt8] {
    Array(pixels[index * imageShape.count..<(index + 1) * imageShape.count])
  }

  /// An image as a picture; `nil` where there is none of that number.
  public func picture(_ index: Int) -> PixelImage? {
    guard index >= 0, index < count else { return nil }
    return PixelImage(imageShape, pixels(index))
  }

  /// The class of an image, where it has one.
  public func label(_ index: Int) -> UInt8? {
    guard let labels, labels.indices.contains(index) else { return nil }
    return labels[index]
  }
}

/// A class and how often it occurs.
public struct ClassCount: Sendable, Equatable {
  public let label: UInt8
  public let count: Int

  /// The classes among `labels`, ascending.
  static func all(in labels: [UInt8]) -> [ClassCount] {
    var counts = [Int](repeating: 0, count: 256)
    for label in labels { counts[Int(label)] += 1 }
    return (0..<256).filter { counts[$0] > 0 }.map { ClassCount(label: UInt8($0), count: counts[$0]) }
  }
}
