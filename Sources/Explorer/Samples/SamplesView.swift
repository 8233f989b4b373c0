import TerminalGraphics

/// The samples in the window.
struct SamplesView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let kind = model.samples.isSampled ? "sample" : "mean"
    let film = model.samples.isFilm ? "film" : "seed \(model.samples.noise)"
    grid.draw(
      Frame(title: "samples from the prior (\(kind))", trailingTitle: film), in: area, capabilities)
    let tiles = model.samplesGrid(in: area)
    let blitter = ImageBlitter(characters: model.characters, capabilities: capabilities)
    for (index, picture) in model.samples.pictures.prefix(tiles.count).enumerated() {
      blitter.draw(
        picture, into: &grid, in: tiles.place(column: index % tiles.columns, row: index / tiles.columns))
    }
  }
}
