import Compute
import TerminalGraphics

extension ExplorerModel {
  /// The grid of pictures for an area.
  func samplesGrid(in body: Rect) -> TileGrid {
    let size = openModel?.architecture.imageShape ?? testImages.imageShape
    let inner = body.inset(columns: 2, rows: 1)
    let heights = hasDenseImages ? TileGrid.denseHeights : TileGrid.heights
    return TileGrid(images: size, heights: heights, gap: 2, in: inner, steps: samples.tileSteps) {
      $0 * $1 >= 10 && $1 >= 2
    }
  }

  /// The grid of pictures in this window.
  var samplesGrid: TileGrid { samplesGrid(in: FrameLayout(size: size).body) }

  mutating func requestSamples() -> [Effect] {
    guard FrameLayout(size: size).isRoomy else { return [] }
    let latents = samples.latents(count: samplesGrid.count, latentSize: latentSize)
    let drawing: PixelDrawing = samples.isSampled ? .sample(seed: samples.noise) : .mean
    return ask(.decode(latents, drawing), for: .samples) { model, pictures in
      model.samples.pictures = pictures
      return []
    }
  }

  /// Draws other samples.
  mutating func drawNewNoise() -> [Effect] {
    samples.noise += 1
    return requestSamples()
  }

  /// Shows draws from p(x|z) in place of its mean, or the mean again.
  mutating func toggleSampledPixels() -> [Effect] {
    samples.isSampled.toggle()
    return requestSamples()
  }

  /// Makes the pictures larger or, for negative `steps`, smaller.
  mutating func resizeSamples(by steps: Int) -> [Effect] {
    samples.tileSteps = min(max(-3, samples.tileSteps + steps), 3)
    return requestSamples()
  }

  /// Opens Walk at a sample that is clicked.
  mutating func mouseOnSamples(_ event: MouseEvent, in body: Rect) -> [Effect] {
    let grid = samplesGrid(in: body)
    guard hasModel, event.kind == .press, let cell = grid.index(at: event.position) else { return [] }
    let latents = samples.latents(count: grid.count, latentSize: latentSize)
    return openWalk(at: Array(latents.row(cell.row * grid.columns + cell.column)), as: .prior)
  }

  /// Starts the film at the earliest state, or stops it.
  mutating func toggleFilm() -> [Effect] {
    guard !samples.isFilm else {
      samples.stopFilm()
      return []
    }
    guard hasPast else { return say("The time machine has kept no earlier states yet.") }
    samples.startFilm()
    _ = timeline.moveToStart()
    return requestSamples()
  }

  mutating func animateSamples(_ seconds: Double) -> [Effect] {
    guard samples.isFilm, samples.advanceFilm(seconds) else { return [] }
    _ = timeline.move(by: 1)
    if timeline.time == .live { samples.stopFilm() }
    return requestSamples()
  }
}

extension RequestPurpose {
  /// The pictures of the samples.
  static let samples = RequestPurpose("samples")
}
