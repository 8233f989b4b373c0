import TerminalGraphics

/// The walk: a position in latent space, and the picture decoded there.
struct WalkPage: Sendable {
  /// How far a walk goes from the origin at most, in any dimension.
  static let limit: Float = 12
  /// How many positions the trail keeps.
  static let trailLength = 48
  /// The most frames of a recording: half a minute at twenty a second.
  static let recordingLimit = 600

  private(set) var place: WalkPlace
  /// z, of L numbers.
  var position: [Float] { place.position }
  var step: Float
  /// The positions before this one, oldest first.
  private(set) var trail: [[Float]] = []
  private var history = WalkHistory()
  /// The marked positions, by their letters.
  var marks: [Unicode.Scalar: [Float]] = [:]
  var motion: WalkMotion?
  /// Whether the next interpolation leads back to the first mark.
  var interpolatesBack = false
  /// The positions recorded so far; `nil` when nothing is recorded.
  private(set) var recording: [[Float]]?
  /// How many random places were gone to, and samples drawn: each has noise of its own.
  var drawCount: UInt64
  /// The part of the plane shown, once a person has zoomed.
  var viewport: PlaneViewport?
  /// The encoded images around `position`; `nil` until they are encoded.
  var neighbourhood: Neighbourhood?
  var pixelView = PixelView.mean
  /// What is shown of p(x|z) at `position`, once decoded.
  var picture: PixelImage?
  /// The deviation that is white in the picture, where that shows deviations.
  var greatestDeviation: Float = 0
  var sliders = Sliders()
  /// Another model beside this one.
  var companion: WalkCompanion?

  init(latentSize: Int = 2, step: Float = Preferences().step, drawCount: UInt64 = 0) {
    place = WalkPlace(position: Array(repeating: 0, count: latentSize), source: .origin)
    self.step = step
    self.drawCount = drawCount
  }

  /// Goes to a position, leaving a trail. It can be undone.
  mutating func go(to position: [Float], as source: PlaceSource) {
    let position = position.map { min(max(-Self.limit, $0), Self.limit) }
    guard position != place.position else { return }
    history.leave(place, for: source)
    set(WalkPlace(position: position, source: source))
  }

  private mutating func set(_ place: WalkPlace) {
    trail = Array((trail + [position]).suffix(Self.trailLength))
    self.place = place
    if let recording, recording.count < Self.recordingLimit { self.recording = recording + [position] }
  }

  /// Moves along an axis by a number of steps.
  mutating func move(along axis: Int, of axes: LatentAxes, by steps: Int) {
    let coordinate = axes.coordinate(axis, of: position)
    let steps = Float(steps)
    let passed = (coordinate / step).rounded()
    // Counting whole steps makes moves there and back cancel exactly.
    let isWhole = abs(coordinate / step - passed) < 1e-3
    let target = isWhole ? (passed + steps) * step : coordinate + steps * step
    go(to: axes.moving(position, along: axis, to: target), as: place.source.moved)
  }

  /// Returns to the place before, or to one that was undone.
  /// - Returns: whether there is one.
  mutating func undo() -> Bool {
    guard let before = history.undo(from: place) else { return false }
    set(before)
    return true
  }

  /// - Returns: whether there is a place that was undone.
  mutating func redo() -> Bool {
    guard let next = history.redo(from: place) else { return false }
    set(next)
    return true
  }

  mutating func startRecording() { recording = [position] }

  /// Ends the recording. - Returns: its positions.
  mutating func stopRecording() -> [[Float]] {
    defer { recording = nil }
    return recording ?? []
  }
}
