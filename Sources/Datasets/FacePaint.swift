/// A part of a drawn face, with the colour that it has in the coloured faces.
enum FacePart {
  case skin, hair, eye, iris, lips, mouth, teeth, tongue, wall

  /// Red, green and blue for a grey of 1.
  fileprivate var tint: SIMD3<Float> {
    switch self {
    case .skin: [1.16, 0.94, 0.80]
    case .hair: [1.35, 0.92, 0.60]
    case .eye, .teeth: [1.02, 1.00, 0.97]
    case .iris: [0.55, 1.00, 1.90]
    case .lips: [1.60, 0.78, 0.74]
    case .mouth: [1.70, 0.70, 0.65]
    case .tongue: [1.50, 0.82, 0.84]
    case .wall: [0.82, 1.03, 1.10]
    }
  }
}

/// The colour of a place that shapes are painted over; three equal numbers are a grey.
struct FacePaint {
  private(set) var color: SIMD3<Float>
  private let isColored: Bool

  /// Begins with a part at a grey level.
  init(_ part: FacePart, _ level: Float, isColored: Bool) {
    self.isColored = isColored
    color = .zero
    color = self.color(of: part, level)
  }

  /// A part's colour at a grey level: in greys three equal numbers.
  func color(of part: FacePart, _ level: Float) -> SIMD3<Float> {
    isColored ? level * part.tint : SIMD3(repeating: level)
  }

  /// Goes towards another colour by a share of 0…1.
  mutating func mix(_ other: SIMD3<Float>, _ share: Float) {
    color += (other - color) * share
  }

  /// Paints an ellipse of half-axes `a` and `b`, seen from its middle at (−x, −y), with a soft edge.
  mutating func ellipse(
    _ x: Float, _ y: Float, _ a: Float, _ b: Float, _ part: FacePart, _ level: Float, strength: Float,
    sharpness: Float
  ) {
    let distance = (x / a) * (x / a) + (y / b) * (y / b)
    if distance >= 1 + 0.5 / sharpness { return }
    mix(color(of: part, level), strength * min(max((1 - distance) * sharpness + 0.5, 0), 1))
  }
}
