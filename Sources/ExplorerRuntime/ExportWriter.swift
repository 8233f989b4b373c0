import Explorer
import Formats
import Foundation
import Pictures
import TerminalGraphics

/// Writes exports to files in the folder where the program was started, without overwriting any.
struct ExportWriter: Sendable {
  var directory = "."

  /// - Returns: the file's name.
  func write(_ export: Export) throws -> String {
    let (bytes, fileExtension) = encoded(export.content)
    for number in 1...9999 {
      let name = "\(export.stem)-\(number).\(fileExtension)"
      let file = URL(fileURLWithPath: directory).appending(path: name)
      do {
        try Data(bytes).write(to: file, options: .withoutOverwriting)
        return name
      } catch CocoaError.fileWriteFileExists {
        continue
      }
    }
    throw CocoaError(.fileWriteFileExists)
  }

  private func encoded(_ content: Export.Content) -> (bytes: [UInt8], fileExtension: String) {
    switch content {
    case .png(let image): (PNG.encode(image), "png")
    case .text(let text, let fileExtension): (Array(text.utf8), fileExtension)
    case .table(let header, let columns): (Array(csv(header, columns).utf8), "csv")
    case .animation(let pictures, let delay):
      (GIF.encode(frames: pictures.map(frame), delayCentiseconds: delay), "gif")
    }
  }

  private func csv(_ header: [String], _ columns: [ExportedColumn]) -> String {
    let texts = columns.map(\.texts)
    let rows = (0..<(texts.first?.count ?? 0)).map { row in texts.map { $0[row] } }
    return CSV.encode(header: header, rows: rows)
  }

  /// The picture, enlarged four times.
  private func frame(_ picture: PixelImage) -> RasterImage {
    contactSheet([RasterImage(picture)], columns: 1, gap: 0, scale: 4)
  }
}
