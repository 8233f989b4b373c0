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
    return [.png(contactSheet(pictures.map(GreyImage.init), columns: columns, gap: gap, scale: scale))]
  }
}

extension GreyImage {
  /// A grey picture as it was decoded.
  init(_ image: PixelImage) {
    self.init(width: image.width, height: image.height, pixels: image.bytes)
  }
}
