import TerminalGraphics

extension ExplorerModel {
  /// What draws pictures into rectangles, as the person wants them and as well as the terminal can show them.
  func blitter(_ capabilities: Capabilities) -> ImageBlitter {
    ImageBlitter(style: preferences.pictures, capabilities: capabilities)
  }
}

extension CellGrid {
  /// Draws pictures into the places of a grid, row after row; those that find no place are left out.
  mutating func draw(_ pictures: [PixelImage], in tiles: TileGrid, with blitter: ImageBlitter) {
    for (index, picture) in pictures.prefix(tiles.count).enumerated() {
      let place = tiles.place(column: index % tiles.columns, row: index / tiles.columns)
      blitter.draw(picture, into: &self, in: place)
    }
  }
}
