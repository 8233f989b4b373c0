import Autoencoder
import Compute
import Foundation
import Plotting
import TerminalGraphics

/// The walk: a position in latent space, and the picture decoded there.
struct WalkPage: Sendable {
  /// What moves by itself.
  enum Motion: Sendable, Equatable {
    /// From one mark to the other; `fraction` of it is done.
    case interpolation(from: [Float], to: [Float], fraction: Float)
    /// The slow tour: a Lissajous figure with these phases.
    case tour(time: Float, phases: [Float])
  }

  /// How far a walk goes from the origin at most, in any dimension.
  static let limit: Float = 12
  /// How many positions the trail keeps.
  static let trailLength = 48
  /// The most frames of a recording: half a minute at twenty a second.
  static let recordingLimit = 600

  /// z, of L numbers.
  private(set) var position: [Float]
  var step: Float
  /// The positions before this one, oldest first.
  private(set) var trail: [[Float]] = []
  var markA: [Float]?
  var markB: [Float]?
  var motion: Motion?
  /// Whether the next interpolation leads back from the second mark to the first.
  var interpolatesBack = false
  /// The positions recorded so far; `nil` when nothing is recorded.
  private(set) var recording: [[Float]]?
  /// The part of the plane shown, once a person has zoomed.
  var viewport: PlaneViewport?
  /// The encoded images around `position`; `nil` until they are encoded.
  var neighbourhood: Neighbourhood?
  /// p(x|z)'s mean at `position`, once decoded.
  var picture: PixelImage?

  init(latentSize: Int = 2, step: Float = Preferences().step) {
    position = Array(repeating: 0, count: latentSize)
    self.step = step
  }

  /// Goes to a place, leaving a trail.
  mutating func go(to place: [Float]) {
    let place = place.map { min(max(-Self.limit, $0), Self.limit) }
    guard place != position else { return }
    trail = Array((trail + [position]).suffix(Self.trailLength))
    position = place
    if let recording, recording.count < Self.recordingLimit { self.recording = recording + [place] }
  }

  /// Moves one coordinate by a number of steps.
  mutating func move(_ dimension: Int, by steps: Int) {
    var place = position
    let steps = Float(steps)
    let passed = (place[dimension] / step).rounded()
    // Counting whole steps makes moves there and back cancel exactly.
    let isWhole = abs(place[dimension] / step - passed) < 1e-3
    place[dimension] = isWhole ? (passed + steps) * step : place[dimension] + steps * step
    go(to: place)
  }

  mutating func startRecording() { recording = [position] }

  /// Ends the recording. - Returns: its positions.
  mutating func stopRecording() -> [[Float]] {
    defer { recording = nil }
    return recording ?? []
  }

  /// Starts the tour at the present position, or where the figure comes closest to it.
  mutating func startTour() {
    let reach = Self.tourReach(position.count)
    motion = .tour(time: 0, phases: position.map { asin(min(1, max(-1, $0 / reach))) })
  }

  /// Moves on by itself for `seconds`.
  mutating func advance(_ seconds: Float) {
    switch motion {
    case .interpolation(let from, let to, let fraction):
      let next = min(1, fraction + seconds / 3)
      // Slow at the ends.
      let eased = next * next * (3 - 2 * next)
      go(to: Interpolation.place(from: from, to: to, at: eased))
      motion = next < 1 ? .interpolation(from: from, to: to, fraction: next) : nil
    case .tour(let time, let phases):
      let time = time + seconds
      let reach = Self.tourReach(phases.count)
      go(
        to: phases.enumerated().map { index, phase in
          reach * sin(Self.tourSpeed(index) * time + phase)
        })
      motion = .tour(time: time, phases: phases)
    case nil: break
    }
  }

  /// How far the tour goes along each dimension: less far in many, so that it stays where the prior has its mass.
  private static func tourReach(_ latentSize: Int) -> Float { latentSize <= 2 ? 2.2 : 1.4 }
  /// Radians a second. The ratios of the speeds are far from simple fractions, so the figure does not close.
  private static func tourSpeed(_ dimension: Int) -> Float {
    let golden: Float = 0.618_034
    let part = Float(dimension + 1) * golden
    return 0.28 + 0.22 * (part - part.rounded(.down))
  }
}
