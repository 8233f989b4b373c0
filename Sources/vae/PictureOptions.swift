import ArgumentParser
import Commands
import Compute
import Formats
import Foundation
import Plotting

/// Where pictures are written, and how.
struct PictureOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "FILE.png for a sheet, FILE.gif for a film, FILE.npy for N×H×W numbers of 0…1.", valueName: "file"))
  var output: String
  @Option(
    help: ArgumentHelp("How many times a pixel is enlarged (default: until it can be seen).", valueName: "n"))
  var scale: Int?

  private var format: PictureFile.Format? { .init(rawValue: (output as NSString).pathExtension) }

  func validate() throws {
    guard format != nil else {
      throw ValidationError("--output: expected FILE.png, FILE.gif or FILE.npy, found '\(output)'")
    }
    guard (1...100).contains(scale ?? 1) else {
      throw ValidationError("--scale: expected 1 to 100, found \(scale ?? 0)")
    }
  }

  /// Writes the pictures, and says so.
  /// - Parameters:
  ///   - pixels: N×D numbers of 0…1.
  ///   - columns: of a sheet.
  ///   - gap: pixels between the pictures of a sheet.
  /// - Throws: `badSettings` where the pictures are too large for the format; `inputOutput`, `diskFull`.
  func write(
    _ pixels: Matrix, _ imageShape: ImageShape, columns: Int, gap: Int = 1, caption: String
  ) throws(InputError) {
    let file = PictureFile(pixels: pixels, imageShape: imageShape, columns: columns, scale: scale, gap: gap)
    try AtomicFile.write(file.bytes(format!), to: output, isShared: true)
    Console.standardOutput.print(
      "\(output): \(NumberFormat.grouped(pixels.rows)) pictures of \(imageShape), \(caption)")
  }
}
