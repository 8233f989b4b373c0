import Compute
import Foundation
import Plotting
import TerminalGraphics

/// The walk: a position in latent space, and the picture decoded there.
struct WalkPage: Sendable {
  /// What moves by itself.
  enum Motion: Sendable, Equatable {
    /// Between the marks, `fraction` of the way done.
    case way(from: [Float], to: [Float], fraction: Float)
    /// The slow tour: a Lissajous figure with these phases.
    case tour(time: Float, phases: [Float])
  }

  /// The farthest that a walk goes from the origin in any dimension.
  static let limit: Float = 12
  /// Positions kept behind.
  static let trailLength = 48
  /// The most frames of a recording: half a minute at twenty a second.
  static let recordingLimit = 600

  /// z, of L numbers.
  private(set) var position: [Float]
  var step: Float = 0.1
  /// The positions behind, oldest first.
  private(set) var trail: [[Float]] = []
  var markA: [Float]?
  var markB: [Float]?
  var motion: Motion?
  /// Whether the next way leads back from the second mark to the first.
  var returns = false
  /// The positions recorded so far; `nil` when nothing is recorded.
  private(set) var recording: [[Float]]?
  /// The part of the plane shown, once somebody has zoomed.
  var view: PlaneView?
  /// p(x|z)'s mean at `position`, once decoded.
  var picture: PixelImage?

  init(latentSize: Int = 2) {
    position = Array(repeating: 0, count: latentSize)
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
    // On whole steps, counting them keeps the way there and back exact.
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

  /// Starts the tour at the present position, as far as the figure reaches it.
  mutating func startTour() {
    let reach = Self.tourReach(position.count)
    motion = .tour(time: 0, phases: position.map { asin(min(1, max(-1, $0 / reach))) })
  }

  /// Goes on by itself for `seconds`.
  mutating func advance(_ seconds: Float) {
    switch motion {
    case .way(let from, let to, let fraction):
      let next = min(1, fraction + seconds / 3)
      // Slow at the ends.
      let eased = next * next * (3 - 2 * next)
      go(to: Interpolation.place(from: from, to: to, at: eased))
      motion = next < 1 ? .way(from: from, to: to, fraction: next) : nil
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

  /// How far the tour goes along each dimension; less where there are many, so that it stays where the prior is.
  private static func tourReach(_ latentSize: Int) -> Float { latentSize <= 2 ? 2.2 : 1.4 }
  /// Radians a second: speeds whose ratios are far from simple fractions, so that the figure does not close.
  private static func tourSpeed(_ dimension: Int) -> Float {
    let golden: Float = 0.618_034
    let part = Float(dimension + 1) * golden
    return 0.28 + 0.22 * (part - part.rounded(.down))
  }
}

/// The part of a plane that is shown.
struct PlaneView: Sendable, Equatable {
  var centre = PlotPoint(x: 0, y: 0)
  /// Half of what is shown of the shorter side.
  var reach = Self.leastFitted

  /// What is shown at least as long as nobody zooms: the prior to beyond 3σ.
  private static let leastFitted = 3.5

  /// The first view of some points: far enough for nearly all of them, in steps that keep it still while they move.
  static func fitted(to extents: [Float]) -> PlaneView {
    let reach = (extents.max().map { Double($0) * 1.15 } ?? 0) / 0.75
    return PlaneView(reach: min(max(leastFitted, reach.rounded(.up) * 0.75), 12))
  }

  /// The view with everything `factor` times as large, about `anchor`.
  func zoomed(_ factor: Double, about anchor: PlotPoint) -> PlaneView {
    let reach = min(max(0.1, self.reach / factor), 20)
    let ratio = reach / self.reach
    return PlaneView(
      centre: PlotPoint(
        x: anchor.x + (centre.x - anchor.x) * ratio, y: anchor.y + (centre.y - anchor.y) * ratio),
      reach: reach)
  }

  /// The view, widened in steps until it shows `point`: it does not move with every step of a walk.
  func including(_ point: PlotPoint) -> PlaneView {
    var view = self
    while max(abs(point.x - view.centre.x), abs(point.y - view.centre.y)) > view.reach, view.reach < 20 {
      view.reach *= 1.5
    }
    return view
  }

  var xRange: ClosedRange<Double> { centre.x - reach...centre.x + reach }
  var yRange: ClosedRange<Double> { centre.y - reach...centre.y + reach }
}
