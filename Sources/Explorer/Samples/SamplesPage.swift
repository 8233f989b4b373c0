import Compute
import TerminalGraphics

/// Draws from the prior, decoded.
struct SamplesPage: Sendable {
  /// Which noise: it stays while training goes on and through the time machine.
  var noise: UInt64 = 0
  /// Whether pixels are drawn from p(x|z), rather than its mean shown.
  var isSampled = false
  var tileSteps = 0
  /// Whether the film of the generation process runs.
  private(set) var isFilm = false
  private var sinceFrame = 0.0
  var pictures: [PixelImage] = []

  /// Seconds a state of the model stays in the film.
  private static let secondsPerState = 0.25

  mutating func startFilm() {
    isFilm = true
    sinceFrame = 0
  }

  mutating func stopFilm() { isFilm = false }

  /// - Returns: whether the next state is due.
  mutating func advanceFilm(_ seconds: Double) -> Bool {
    sinceFrame += seconds
    guard sinceFrame >= Self.secondsPerState else { return false }
    sinceFrame = 0
    return true
  }

  /// z ~ N(0, I) for N samples; each has noise of its own, so that a larger window keeps those of a smaller one.
  func latents(count: Int, latentSize: Int) -> Matrix {
    var elements: [Float] = []
    elements.reserveCapacity(count * latentSize)
    for sample in 0..<count {
      var random = RandomStream(seed: noise, stream: UInt64(sample))
      for _ in 0..<latentSize { elements.append(random.normal()) }
    }
    return Matrix(rows: count, columns: latentSize, elements: elements)
  }
}

extension ExplorerModel {
  /// The grid as the window is.
  func samplesGrid(in body: Rect) -> TileGrid {
    let size = openModel?.architecture.imageShape ?? testImages.imageShape
    let inner = body.inset(columns: 2, rows: 1)
    let heights = hasDenseImages ? TileGrid.denseHeights : TileGrid.heights
    return TileGrid(images: size, heights: heights, gap: 2, in: inner, steps: samples.tileSteps) {
      $0 * $1 >= 10 && $1 >= 2
    }
  }

  mutating func requestSamples() -> [Effect] {
    let frame = FrameLayout(size: size)
    guard hasModel, frame.isRoomy else { return [] }
    let grid = samplesGrid(in: frame.body)
    let latents = samples.latents(count: grid.count, latentSize: latentSize)
    let drawing: PixelDrawing = samples.isSampled ? .sample(seed: samples.noise) : .mean
    return ask(.decode(latents, drawing), for: .samples) { model, pictures in
      model.samples.pictures = pictures
      return []
    }
  }

  /// Opens the walk at a sample that is clicked.
  mutating func mouseOnSamples(_ event: MouseEvent, in body: Rect) -> [Effect] {
    let grid = samplesGrid(in: body)
    guard hasModel, event.kind == .press, let cell = grid.index(at: event.position) else { return [] }
    let latents = samples.latents(count: grid.count, latentSize: latentSize)
    return walk(to: Array(latents.row(cell.row * grid.columns + cell.column))) + show(.walk)
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

extension SamplesPage {
  static let bindings: [KeyBinding] = [
    KeyBinding(["n"], "n", hint: "new noise", "Draws other positions from the prior.") { model, _ in
      model.samples.noise += 1
      return model.requestSamples()
    },
    KeyBinding(["v"], "v", hint: "mean/sample", "Shows the mean of p(x|z), or pixels drawn from it.") {
      model, _ in
      model.samples.isSampled.toggle()
      return model.requestSamples()
    },
    KeyBinding(
      ["g"], "g", hint: "film", isUseful: \.hasPast,
      "Plays how the samples came to be, through the time machine."
    ) {
      model, _ in
      model.toggleFilm()
    },
    KeyBinding(["[", "]"], "[ ]", hint: "size", "Smaller pictures and more of them, or larger.") {
      model, key in
      model.samples.tileSteps = min(max(-3, model.samples.tileSteps + (key == "[" ? -1 : 1)), 3)
      return model.requestSamples()
    },
  ]

  static let glossary: [(name: String, meaning: String)] = [
    ("samples", "z is drawn from the prior N(0, I) and decoded: what the model imagines."),
    ("mean", "The mean of each pixel under p(x|z): smooth."),
    ("sample", "Each pixel drawn from p(x|z) by itself: grainy, as the pixels are independent given z."),
    (
      "noise",
      "The same positions at every state of the model, so that the film shows the model's change alone."
    ),
  ]
}

/// The samples in the window.
struct SamplesView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let kind = model.samples.isSampled ? "sample" : "mean"
    let film = model.samples.isFilm ? "film" : "noise \(model.samples.noise)"
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
