import Datasets
import Formats

/// Tells the images that a run is trained on from others: their number, their shape, and a checksum of their pixels.
public struct DataFingerprint: Codable, Hashable, Sendable {
  /// N.
  public let images: Int
  public let height: Int
  public let width: Int
  public let channels: Int
  /// CRC-32 of the N×D bytes.
  public let checksum: UInt32

  public init(_ dataset: ImageDataset) {
    images = dataset.count
    height = dataset.imageShape.height
    width = dataset.imageShape.width
    channels = dataset.imageShape.channels
    checksum = CRC32.checksum(dataset.pixels)
  }

  /// As in "60000 images of 28×28 (checksum 1a2b3c4d)".
  var title: String {
    let digits = String(checksum, radix: 16)
    return "\(images) images of \(height)×\(width) (checksum "
      + String(repeating: "0", count: 8 - digits.count) + "\(digits))"
  }
}
