import Foundation
import TestFiles
import Testing

@testable import Formats

@Suite struct PillowTests {
  /// Every bit depth, colour type and interlacing.
  @Test(
    .enabled(
      if: Python.withPillow != nil, "python3 has no Pillow: pictures are checked by our own reader only"))
  func picturesAreReadAsPillowReadsThem() throws {
    let folder = TemporaryFolder()
    for (depth, colorType) in PictureTests.forms {
      for isInterlaced in [false, true] {
        let file = PNGBuilder(depth: depth, colorType: colorType, isInterlaced: isInterlaced).file
        let isCut = depth == 16 && [2, 4, 6].contains(colorType)
        let name = (isCut ? "cut-" : "") + "\(depth)-\(colorType)-\(isInterlaced)"
        folder.write(file, to: name + ".png")
        folder.write(try RasterImage(SourceFile(name: name, bytes: file)).bytes, to: name + ".raw")
      }
    }
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "PicturesTests/check_exports.py")
    #expect(Python.status(try #require(Python.withPillow), [script.path, folder.path]) == 0)
  }
}
