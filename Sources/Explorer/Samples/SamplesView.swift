import TerminalGraphics

/// The samples in the window.
struct SamplesView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let kind = model.samples.isSampled ? "sample" : "mean"
    let film = model.samples.isFilm ? "film" : "noise \(model.samples.noise)"
    grid.draw(
      Frame(title: "samples from the prior (\(kind))", trailingTitle: film), in: area, capabilities)
    grid.draw(model.samples.pictures, in: model.samplesGrid(in: area), with: model.blitter(capabilities))
  }
}
