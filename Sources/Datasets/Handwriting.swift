import Compute

/// A digit as one hand writes it once: a skeleton bent, slanted and pressed as its random numbers say, as a chain of
/// round pen marks in pixels. Only IEEE-exact arithmetic, so that a seed gives the same digit on every machine.
struct Handwriting {
  /// The marks, within a square of 28 pixels.
  private(set) var marks: [PenMark] = []

  /// The side of the square that the ink fits in, as in MNIST.
  private static let boxSide: Float = 20
  private static let center: Float = 14
  /// Marks between two points of a skeleton.
  private static let marksPerSpan = 5

  /// Writes `digit` (0…9) with numbers drawn from `random`.
  init(digit: Int, random: inout RandomStream) {
    let skeleton = Self.variant(of: digit, random: &random)
    let bend = Bend(random: &random, isOne: digit == 1)
    let pen = Pen(random: &random)
    marks.reserveCapacity(80)
    for stroke in skeleton.strokes {
      let points = Self.wobbled(stroke, random: &random).map(bend.apply)
      trace(points, pen: pen)
    }
    marks.fit(box: Self.boxSide)
    marks.centerMass(in: Self.boxSide, x: Self.center, y: Self.center)
  }

  private static func variant(of digit: Int, random: inout RandomStream) -> DigitSkeleton {
    let variants = DigitSkeleton.all[digit]
    var choice = random.below(variants.reduce(0) { $0 + $1.weight })
    return variants.first { variant in
      choice -= variant.weight
      return choice < 0
    }!
  }

  /// Moves each point a little; the two of a corner together.
  private static func wobbled(_ stroke: DigitSkeleton.Stroke, random: inout RandomStream)
    -> DigitSkeleton.Stroke
  {
    var points: DigitSkeleton.Stroke = []
    points.reserveCapacity(stroke.count)
    for (position, point) in stroke.enumerated() {
      if position > 0 && stroke[position - 1] == point {
        points.append(points[position - 1])
      } else {
        points.append((point.x + 0.03 * random.bounded(2), point.y + 0.03 * random.bounded(2)))
      }
    }
    return points
  }

  /// Runs a Catmull–Rom curve through the points.
  private mutating func trace(_ points: DigitSkeleton.Stroke, pen: Pen) {
    let last = points.count - 1
    for span in 0..<last {
      let (a, b) = (points[max(span - 1, 0)], points[span])
      let (c, d) = (points[span + 1], points[min(span + 2, last)])
      if b == c { continue }
      for step in 0..<Self.marksPerSpan {
        let t = Float(step) / Float(Self.marksPerSpan)
        marks.append(
          PenMark(
            x: Self.curve(a.x, b.x, c.x, d.x, t), y: Self.curve(a.y, b.y, c.y, d.y, t),
            radius: pen.radius(along: (Float(span) + t) / Float(last)), isJoined: span > 0 || step > 0))
      }
    }
    marks.append(PenMark(x: points[last].x, y: points[last].y, radius: pen.radius(along: 1), isJoined: true))
  }

  /// One coordinate of the Catmull–Rom curve between `b` (`t` = 0) and `c` (`t` = 1).
  private static func curve(_ a: Float, _ b: Float, _ c: Float, _ d: Float, _ t: Float) -> Float {
    let first = c - a
    let second = 2 * a - 5 * b + 4 * c - d
    let third = 3 * (b - c) + d - a
    return b + 0.5 * t * (first + t * (second + t * third))
  }
}

/// The bending of a whole digit: slant, proportions, a turn, and smooth warps.
private struct Bend {
  let slant, width, sine, cosine: Float
  let bow, lean, swell, squeeze: Float

  init(random: inout RandomStream, isOne: Bool) {
    slant = (isOne ? 0.25 : 0.18) + (isOne ? 0.28 : 0.22) * random.bounded(2)
    width = 1 + 0.17 * random.bounded(2)
    // Small angles: sine and cosine by their first terms.
    let angle = 0.09 * random.bounded(2)
    sine = angle * (1 - angle * angle / 6)
    cosine = 1 - angle * angle / 2
    bow = 0.14 * random.bounded(2)
    lean = 0.14 * random.bounded(2)
    swell = 0.16 * random.bounded(2)
    squeeze = 0.16 * random.bounded(2)
  }

  func apply(_ point: DigitSkeleton.Point) -> DigitSkeleton.Point {
    let (x, y) = (point.x - 0.5, point.y - 0.5)
    // Upper and lower half of different widths, left and right of different heights, the stem bowed.
    let bentX = x * width * (1 + swell * y) + bow * (y * y - 0.08) - slant * y
    let bentY = y * (1 + squeeze * x) + lean * (x * x - 0.04) + 0.5 * squeeze * (y * y - 0.08)
    return (cosine * bentX - sine * bentY, sine * bentX + cosine * bentY)
  }
}

/// The pen and how it is pressed: half the line's width in pixels along a stroke.
private struct Pen {
  let base, trend, belly: Float

  init(random: inout RandomStream) {
    base = max(0.75, 1.3 + 0.3 * random.bounded(2.2))
    trend = 0.14 * random.bounded(2)
    belly = 0.14 * random.bounded(2)
  }

  /// `along`: 0 at the beginning of a stroke, 1 at its end.
  func radius(along: Float) -> Float {
    let centered = 2 * along - 1
    return base * (1 + trend * centered + belly * (0.5 - centered * centered))
  }
}

extension RandomStream {
  /// A draw of the normal distribution, clamped to ±`limit`.
  mutating func bounded(_ limit: Float) -> Float {
    min(max(normal(), -limit), limit)
  }
}
