import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import Pictures

/// Pictures that a command writes: side by side, one after the other, or as numbers.
public struct PictureFile {
  /// How they are written, by the file's name.
  public enum Format: String, CaseIterable {
    /// A sheet.
    case png
    /// A film.
    case gif
    /// N×H×W single-precision numbers of 0…1, N×H×W×3 in colour.
    case npy
  }

  /// N×D numbers, 0 black … 1 white.
  public let pixels: Matrix
  public let imageShape: ImageShape
  /// Of a sheet.
  public let columns: Int
  /// How many times a pixel is enlarged; `nil` so that small pictures can be seen.
  public let scale: Int?
  /// Pixels between the pictures of a sheet.
  public let gap: Int

  /// Hundredths of a second that a picture of a film is shown.
  private static let delay = 6

  public init(pixels: Matrix, imageShape: ImageShape, columns: Int, scale: Int? = nil, gap: Int = 1) {
    self.pixels = pixels
    self.imageShape = imageShape
    self.columns = columns
    self.scale = scale
    self.gap = gap
  }

  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .png:
      PNG.encode(sheet)
    case .gif:
      GIF.encode(
        frames: pictures.map { contactSheet([$0], columns: 1, gap: 0, scale: enlargement) },
        delayCentiseconds: Self.delay)
    case .npy:
      NumPyFile.encode(
        shape: [pixels.rows] + imageShape.dimensions, floats: pixels.elements)
    }
  }

  /// The pictures side by side.
  var sheet: RasterImage {
    contactSheet(pictures, columns: columns, gap: gap * enlargement, scale: enlargement)
  }

  private var enlargement: Int { scale ?? max(1, 56 / max(imageShape.height, imageShape.width)) }

  private var pictures: [RasterImage] {
    (0..<pixels.rows).map { RasterImage(imageShape, numbers: pixels.row($0)) }
  }
}
