import Compute
import Explorer
import Formats
import Foundation
import Pictures

/// Writes what pages export, beside where the program was started; nothing is overwritten.
struct ExploreExports: Sendable {
  let states: ExploreStates

  /// - Returns: the file's name.
  func write(_ export: Export) throws -> String {
    let (bytes, fileExtension): ([UInt8], String) =
      switch export.content {
      case .png(let image): (PNG.encode(image), "png")
      case .text(let text, let fileExtension): (Array(text.utf8), fileExtension)
      case .animation(let latents, let time, let delay): (animation(latents, time, delay), "gif")
      }
    guard !bytes.isEmpty else { throw CocoaError(.featureUnsupported) }
    for number in 1...9999 {
      let name = "\(export.stem)-\(number).\(fileExtension)"
      do {
        try Data(bytes).write(to: URL(fileURLWithPath: name), options: .withoutOverwriting)
        return name
      } catch CocoaError.fileWriteFileExists {
        continue
      }
    }
    throw CocoaError(.fileWriteFileExists)
  }

  /// The decoded positions one after the other, each pixel four times as large; empty where the network is gone.
  private func animation(_ latents: Matrix, _ time: ModelTime, _ delay: Int) -> [UInt8] {
    guard let network = states.network(at: time) else { return [] }
    let pixels = network.decode(latents)
    let size = network.architecture.imageShape
    let frames = (0..<latents.rows).map { row in
      let picture = pixels.picture(row, size)
      return contactSheet(
        [GreyImage(width: size.width, height: size.height, pixels: picture.bytes)], columns: 1, gap: 0,
        scale: 4)
    }
    return GIF.encode(frames: frames, delayCentiseconds: delay)
  }
}
