import Compute
import Foundation
import Testing

@testable import Formats

/// What is written comes back, whatever it is: random pictures and events, through readers of their own.
@Suite struct WriterFuzzTests {
  static let iterations =
    ProcessInfo.processInfo.environment["VAE_FUZZ_ITERATIONS"].flatMap(Int.init) ?? 2000

  private func picture(_ random: inout RandomStream) -> RasterImage {
    let (width, height, channels) = (1 + random.below(40), 1 + random.below(12), random.below(2) * 2 + 1)
    // Few levels and slopes as well as noise, so that every filter is chosen.
    let (levels, slope) = (1 + random.below(256), random.below(4))
    let bytes = (0..<width * height * channels).map {
      UInt8(truncatingIfNeeded: random.below(levels) + slope * $0)
    }
    return RasterImage(width: width, height: height, channels: channels, bytes: bytes)
  }

  @Test func picturesComeBackFromPNG() throws {
    var random = RandomStream(seed: 2026, stream: 40)
    for _ in 0..<Self.iterations {
      let image = picture(&random)
      let read = try RasterImage(SourceFile(name: "fuzz", bytes: PNG.encode(image)))
      #expect(read.inColor == image.inColor)
    }
  }

  @Test func eventsComeBack() {
    var random = RandomStream(seed: 2026, stream: 41)
    for _ in 0..<Self.iterations {
      var wanted = EventReader.Event(
        wallTime: Double(random.below(1 << 40)) / 1024, step: random.below(1 << 50))
      var values: [(tag: String, value: EventRecord.Value)] = []
      for index in 0..<random.below(5) {
        let tag =
          "\(index)/"
          + String(
            (0..<random.below(200)).map { _ in Character(Unicode.Scalar(UInt8(32 + random.below(90)))) })
        if random.below(2) == 0 {
          let number = Float(random.normal())
          wanted.scalars[tag] = number
          values.append((tag, .scalar(number)))
        } else {
          let image = picture(&random)
          let png = PNG.encode(image)
          wanted.images[tag] = [[UInt8(image.height)], [UInt8(image.width)], [UInt8(image.channels)], png]
          values.append(
            (tag, .image(png: png, width: image.width, height: image.height, isColour: image.channels == 3)))
        }
      }
      var bytes = EventRecord.values(values, step: wanted.step, wallTime: wanted.wallTime).bytes
      #expect(EventReader.events(EventRecord.version(wallTime: 3).bytes + bytes)?.last == wanted)
      bytes[random.below(bytes.count)] ^= UInt8(1 + random.below(255))
      #expect(EventReader.events(bytes) == nil, "a damaged record was taken")
    }
  }
}
