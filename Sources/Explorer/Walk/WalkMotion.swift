import Autoencoder
import Foundation

/// What moves by itself on Walk.
enum WalkMotion: Sendable, Equatable {
  /// Through two marks or more; `progress` counts the stretches between them.
  case interpolation(through: [[Float]], progress: Float)
  /// The slow tour: a Lissajous figure with these phases.
  case tour(time: Float, phases: [Float])

  /// How many seconds a stretch between two marks takes.
  private static let secondsPerStretch: Float = 3

  /// The tour from a position, or from where the figure comes closest to it.
  static func tour(from position: [Float]) -> WalkMotion {
    let reach = tourReach(position.count)
    return .tour(time: 0, phases: position.map { asin(min(1, max(-1, $0 / reach))) })
  }

  /// The position after `seconds` more, its source, and what moves on from there.
  func advanced(by seconds: Float) -> (position: [Float], source: PlaceSource, rest: WalkMotion?) {
    switch self {
    case .interpolation(let places, let progress):
      let stretches = Float(places.count - 1)
      let next = min(stretches, progress + seconds / Self.secondsPerStretch)
      let first = min(Int(next), places.count - 2)
      let fraction = next - Float(first)
      // Slow at the marks.
      let eased = fraction * fraction * (3 - 2 * fraction)
      let position = Interpolation.place(from: places[first], to: places[first + 1], at: eased)
      return (
        position, .interpolation, next < stretches ? .interpolation(through: places, progress: next) : nil
      )
    case .tour(let time, let phases):
      let time = time + seconds
      let reach = Self.tourReach(phases.count)
      let position = phases.enumerated().map { index, phase in
        reach * sin(Self.tourSpeed(index) * time + phase)
      }
      return (position, .tour, .tour(time: time, phases: phases))
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
