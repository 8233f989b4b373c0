import Pictures
import TerminalGraphics

extension ExplorerModel {
  /// The rows in the window, each with the original and every model's reconstruction of it.
  var exportedReconstructions: [Export.Content] {
    let layout = ReconstructLayout(body: FrameLayout(size: size).body, model: self)
    let sources = reconstructRows[layout.shownRows(of: self)]
    let pictures = sources.flatMap { source -> [PixelImage] in
      let original: PixelImage? =
        switch source {
        case .testImage(let index): testImages.picture(index)
        case .drawing: drawing?.picture
        }
      let results = layout.networks.map { reconstruct.results[$0]?[source]?.picture }
      guard let original, results.allSatisfy({ $0 != nil }) else { return [] }
      return [original] + results.compactMap { $0 }
    }
    return sheet(pictures, columns: layout.networks.count + 1, scale: 4, gap: 2)
  }
}
