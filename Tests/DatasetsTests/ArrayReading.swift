import Compute
import Formats
import TestFiles

@testable import Datasets

/// Four images of 2×3 pixels.
let fourImages = (0..<24).map { UInt8($0 * 11) }

/// Reads a file as a data set of the user's own.
func load(
  _ bytes: [UInt8], imageShape: ImageShape? = nil, reading: ImageReading? = ImageReading()
) throws -> DataSplit {
  try ArrayFiles(options: LoadOptions(imageShape: imageShape, reading: reading))
    .load(SourceFile(name: "file", bytes: bytes), name: "file")
}

extension DataSplit {
  /// The images of both parts, whatever the split did.
  var images: Set<[UInt8]> {
    Set([train, test].flatMap { part in (0..<part.count).map { Array(part.image($0)) } })
  }
}

/// Bytes of whole numbers, low byte first.
func wide(_ numbers: [Int], bytes: Int) -> [UInt8] {
  numbers.flatMap { number in (0..<bytes).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
}
