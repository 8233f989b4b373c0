import TestFiles
import Testing

@testable import Formats

@Suite struct PictureTests {
  static let forms = [
    (1, 0), (2, 0), (4, 0), (8, 0), (16, 0), (8, 2), (16, 2), (1, 3), (2, 3), (4, 3), (8, 3), (8, 4), (16, 4),
    (8, 6),
    (16, 6),
  ]

  private func read(_ bytes: [UInt8]) throws(InputError) -> RasterImage {
    try RasterImage(SourceFile(name: "file", bytes: bytes))
  }

  @Test(arguments: forms, [false, true]) func everyFormOfPNG(form: (Int, Int), isInterlaced: Bool) throws {
    let builder = PNGBuilder(depth: form.0, colorType: form.1, isInterlaced: isInterlaced)
    let picture = try read(builder.file)
    #expect(picture.width == 7 && picture.height == 5)
    #expect(picture.channels == ([2, 3, 6].contains(form.1) ? 3 : 1))
    for pixel in 0..<35 {
      let samples = Array(builder.samples[pixel * builder.channels..<(pixel + 1) * builder.channels])
      let color =
        form.1 == 3 ? PNGBuilder.palette[3 * samples[0]..<3 * samples[0] + 3].map(Int.init) : samples
      let maximum = Double(form.1 == 3 ? 255 : 1 << form.0 - 1)
      let expected = color.prefix(picture.channels).map { UInt8((Double($0) * 255 / maximum).rounded()) }
      #expect(Array(picture.bytes[pixel * picture.channels..<(pixel + 1) * picture.channels]) == expected)
    }
  }

  @Test func greyPixelsAreGreyHoweverTheyAreStored() throws {
    let stored = RasterImage(width: 2, height: 1, channels: 3, bytes: [7, 7, 7, 200, 200, 200])
    #expect(try read(PNG.encode(stored)) == RasterImage(width: 2, height: 1, bytes: [7, 200]))
  }

  @Test func coloursBecomeGreyByTheirBrightness() {
    let colors: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9]
    #expect(colors.converted(from: 3, to: 1) == [76, 150, 29, 9])
    #expect([UInt8]([3, 4]).converted(from: 1, to: 3) == [3, 3, 3, 4, 4, 4])
  }

  @Test func whatIsWrittenComesBack() throws {
    let images = [
      RasterImage(width: 9, height: 11, bytes: noise(99)),
      RasterImage(width: 9, height: 11, channels: 3, bytes: noise(297)),
    ]
    for image in images { #expect(try read(PNG.encode(image)) == image) }
  }

  @Test(
    arguments: [
      ("P1 # a comment\n3 2\n0 1 0\n110", [255, 0, 255, 0, 0, 255]),
      ("P2\n3 2 5\n0 1 2 3 4 5\n", [0, 51, 102, 153, 204, 255]),
      ("P3 1 2 255  255 255 255 0 0 0", [255, 0]), ("P4 3 2\n\u{40}\u{60}", [255, 0, 255, 255, 0, 0]),
      ("P5 2 1 100\n\u{0}\u{64}", [0, 255]), ("P5 2 1 256\n\u{0}\u{1}\u{1}\u{0}", [1, 255]),
      ("P6 1 1 9\n\u{9}\u{9}\u{9}", [255]),
    ] as [(String, [UInt8])]) func netpbm(text: String, pixels: [UInt8]) throws
  {
    #expect(try read(Array(text.utf8)).bytes == pixels)
  }

  @Test func badPicturesAreRefused() {
    let good = PNGBuilder(depth: 8, colorType: 2).file
    let bad = [
      Array(good.dropLast(13)), good.map { $0 == 0x50 ? 0x51 : $0 }, PNG.signature,
      Array(PNGBuilder.withChecksums(PNGBuilder.withoutChecksums(good).map { $0 == 7 ? 200 : $0 })),
      Array("P5 2 2 255\nabc".utf8), Array("P2 2 1 5\n6 0".utf8), Array("P5 0 2 255\n".utf8),
      Array("P5 99999999 99999999 255\n".utf8), Array("P5 1 1 70000\n..".utf8), Array("GIF89a".utf8),
    ]
    for bytes in bad { #expect(inputError { try read(bytes) }?.kind == .badFile) }
  }
}
