import Formats
import Pictures
import TerminalGraphics

extension ExplorerModel {
  /// As in "mnist-2d-walk".
  var exportStem: String { "\((openModel?.name ?? "vae").fileNamePart)-\(page.name)" }

  /// Whether the page has something to export.
  var hasExport: Bool { page.hasExport(self) }

  /// Exports what the page shows.
  mutating func exportPage() -> [Effect] {
    let contents = page.exports(self)
    guard !contents.isEmpty else { return say("There is nothing to export yet.") }
    return contents.map { .export(Export(stem: exportStem, content: $0)) }
  }

  /// Pictures as one image; empty where there are none.
  func sheet(_ pictures: [PixelImage], columns: Int, scale: Int, gap: Int) -> [Export.Content] {
    guard !pictures.isEmpty else { return [] }
    return [.png(contactSheet(pictures.map(RasterImage.init), columns: columns, gap: gap, scale: scale))]
  }
}

extension RasterImage {
  /// A picture as it was decoded; a signed one in two colours on white.
  public init(_ image: PixelImage) {
    let (width, height) = (image.width, image.height)
    switch image.kind {
    case .grey: self.init(width: width, height: height, bytes: image.bytes)
    case .rgb: self.init(width: width, height: height, channels: 3, bytes: image.bytes)
    case .signed:
      self.init(width: width, height: height, channels: 3, bytes: image.bytes.flatMap(Self.signed))
    }
  }

  private static func signed(_ byte: UInt8) -> [UInt8] {
    let color = DivergingScale.color(Double(Int(byte) - 128) / 127, isLight: true)
    guard case .rgb(let red, let green, let blue) = color else { return [255, 255, 255] }
    return [red, green, blue]
  }
}
