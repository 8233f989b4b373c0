import Compute
import TerminalGraphics

/// Draws from the prior, decoded.
struct SamplesPage: Sendable {
  /// The seed of the noise, which stays the same while training goes on and in the time machine.
  var noise: UInt64 = 0
  /// Whether pixels are drawn from p(x|z), rather than its mean shown.
  var isSampled = false
  /// How much larger (or smaller, below 0) the pictures are than the window suggests.
  var tileSteps = 0
  /// Whether the film of the generation process runs.
  private(set) var isFilm = false
  private var sinceFrame = 0.0
  /// The decoded samples, row after row from the top.
  var pictures: [PixelImage] = []

  /// For how many seconds the film shows a state of the model.
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
