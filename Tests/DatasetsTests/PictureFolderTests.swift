import Compute
import Formats
import Foundation
import TestFiles
import Testing

@testable import Datasets

@Suite struct PictureFolderTests {
  private let folder = TemporaryFolder()

  private func write(_ name: String, width: Int = 3, height: Int = 2, level: UInt8) {
    let pixels = [UInt8](repeating: level, count: width * height)
    folder.write(PNG.encode(RasterImage(width: width, height: height, bytes: pixels)), to: name)
  }

  private func load(_ imageShape: ImageShape? = nil) throws -> DataSplit {
    try DatasetCatalogue(locator: DatasetLocator(environment: [:]))
      .load(folder.path, options: LoadOptions(imageShape: imageShape))
  }

  @Test func aFolderOfPicturesIsADataSet() throws {
    for level in 0..<8 { write("\(level).png", level: UInt8(level * 10)) }
    folder.write(Array("P6 3 2 1\n".utf8) + [UInt8](repeating: 1, count: 18), to: "last.PPM")
    folder.write(Array("notes".utf8), to: "notes.txt")
    let split = try load()
    #expect(split.train.count == 8 && split.test.count == 1 && split.train.labels == nil)
    #expect(
      split.images
        == Set((0..<8).map { [UInt8](repeating: $0 * 10, count: 6) } + [[UInt8](repeating: 255, count: 6)]))
    #expect(split.source?.notes == [])
    #expect(split.summary.hasSuffix("8 + 1 images of 2×3, values 0…255 of 255, no labels"))
  }

  /// A grey picture among coloured ones has three equal channels.
  @Test func picturesKeepTheirColours() throws {
    write("1.png", width: 2, height: 1, level: 9)
    let red = RasterImage(width: 2, height: 1, channels: 3, bytes: [255, 0, 0, 0, 0, 255])
    folder.write(PNG.encode(red), to: "2.png")
    let split = try load()
    #expect(split.imageShape == ImageShape(height: 1, width: 2, channels: 3))
    #expect(split.images == [[9, 9, 9, 9, 9, 9], red.bytes])
    let grey = try DatasetCatalogue(locator: DatasetLocator(environment: [:]))
      .load(folder.path, options: LoadOptions(reading: ImageReading(channels: 1)))
    #expect(grey.images == [[9, 9], [76, 29]] && grey.imageShape == ImageShape(height: 1, width: 2))
    #expect(grey.source?.notes == ["Coloured images turned to grey."])
  }

  @Test func shrinkingKeepsChannelsApart() {
    let image = RasterImage(width: 2, height: 1, channels: 3, bytes: [0, 10, 20, 100, 50, 0])
    #expect(image.fitted(to: ImageShape(height: 1, width: 1, channels: 3)) == [50, 30, 10])
  }

  @Test func subFoldersAreClasses() throws {
    for (index, name) in ["cat", "cow", "dog"].enumerated() {
      for number in 0..<3 { write("\(name)/\(number).png", level: UInt8(index * 100 + number)) }
    }
    let split = try load()
    #expect(split.distinctLabels == [0, 1, 2] && split.source?.notes == ["Classes: cat, cow, dog."])
    for part in [split.train, split.test] {
      for index in 0..<part.count { #expect(part.image(index).first! / 100 == part.labels![index]) }
    }
  }

  @Test func otherSizesAreFitted() throws {
    for level in 0..<3 { write("\(level).png", level: 200) }
    write("wide.png", width: 6, height: 2, level: 100)
    #expect(inputError { try load() }?.description.contains("--image-size HxW") == true)
    let split = try load(ImageShape(height: 2, width: 3))
    #expect(split.images.contains([100, 100, 100, 0, 0, 0]))
    #expect(split.source?.notes == ["Pictures of other sizes fitted into 2×3: 1."])
  }

  @Test func shrinkingIsByArea() {
    let image = RasterImage(width: 3, height: 2, bytes: [0, 90, 180, 0, 90, 180])
    #expect(image.fitted(to: ImageShape(height: 1, width: 2)) == [30, 150])
    #expect(image.fitted(to: ImageShape(height: 4, width: 3)) == [0, 0, 0] + image.bytes + [0, 0, 0])
    let ramp = RasterImage(width: 3, height: 3, bytes: [0, 90, 180, 0, 90, 180, 0, 90, 180])
    #expect(ramp.fitted(to: ImageShape(height: 2, width: 2)) == [30, 150, 30, 150])
  }

  @Test func otherFormatsAreNamedWithACommand() {
    folder.write([0xFF, 0xD8, 0xFF], to: "photo.jpg")
    #expect(inputError { try load() }?.description.contains("mogrify -format png *.jpg") == true)
    write("one.png", level: 1)
    #expect(inputError { try load() }?.kind == .badFile)
  }
}
