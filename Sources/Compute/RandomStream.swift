/// Random numbers that are a pure function of (seed, stream, index): Philox 4×32-10 of Salmon, Moraes, Dror and
/// Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
///
/// Each draw, whatever its kind, takes one index. So a saved (seed, stream, index) resumes bit for bit, work can be
/// split anywhere, and numbers are the same on every machine: logarithm, sine and cosine are this file's own and
/// use only IEEE-exact operations.
public struct RandomStream: RandomNumberGenerator, Sendable, Hashable {
  public let seed: UInt64
  /// Which of the seed's independent sequences this is.
  public let stream: UInt64
  /// The position in the sequence: the number of draws made since its start.
  public var index: UInt64

  /// The sequence `stream` of `seed`, from its draw number `index` on.
  public init(seed: UInt64, stream: UInt64, index: UInt64 = 0) {
    self.seed = seed
    self.stream = stream
    self.index = index
  }

  /// 64 random bits.
  public mutating func next() -> UInt64 {
    let words = Self.block(seed: seed, stream: stream, index: index >> 1)
    defer { index &+= 1 }
    return index & 1 == 0
      ? UInt64(words.0) << 32 | UInt64(words.1)
      : UInt64(words.2) << 32 | UInt64(words.3)
  }

  /// A number of [0, 1), a multiple of 2⁻²⁴.
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A whole number of 0 ..< `bound`, in one draw. Precondition: `bound > 0`.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "a number below \(bound)")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number of the normal distribution N(0, 1), by Box and Muller's transform.
  public mutating func normal() -> Float {
    let pair = Self.normalPair(Self.block(seed: seed, stream: stream, index: index >> 1))
    defer { index &+= 1 }
    return index & 1 == 0 ? pair.0 : pair.1
  }
}

extension RandomStream {
  /// Four random words.
  public typealias Block = (UInt32, UInt32, UInt32, UInt32)

  /// The block number `index` of a sequence: the words of the draws 2·`index` and 2·`index` + 1. For callers that
  /// number their random bits themselves.
  @inlinable
  public static func block(seed: UInt64, stream: UInt64, index: UInt64) -> Block {
    philox(
      counter: (
        UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
        UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32)
      ),
      key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
  }

  /// Philox 4×32 with ten rounds.
  @inlinable
  public static func philox(counter: Block, key: (UInt32, UInt32)) -> Block {
    var (x0, x1, x2, x3) = counter
    var (k0, k1) = key
    var round = 0
    while round < 10 {
      let first = UInt64(x0) &* 0xD251_1F53
      let second = UInt64(x2) &* 0xCD9E_8D57
      x0 = UInt32(truncatingIfNeeded: second &>> 32) ^ x1 ^ k0
      x1 = UInt32(truncatingIfNeeded: second)
      x2 = UInt32(truncatingIfNeeded: first &>> 32) ^ x3 ^ k1
      x3 = UInt32(truncatingIfNeeded: first)
      k0 = k0 &+ 0x9E37_79B9
      k1 = k1 &+ 0xBB67_AE85
      round &+= 1
    }
    return (x0, x1, x2, x3)
  }

  /// Two independent numbers of N(0, 1) out of a block: a radius √(−2 ln u), u in (0, 1], and an angle.
  static func normalPair(_ words: Block) -> (Float, Float) {
    let radius = (-2 * naturalLogarithm((Float(words.0) + 1) * 0x1p-32)).squareRoot()
    let (sine, cosine) = sineAndCosine(turn: words.2)
    return (radius * cosine, radius * sine)
  }

  /// ln x for a normal x > 0, to about one unit of the last place.
  static func naturalLogarithm(_ x: Float) -> Float {
    // x = 2^e·m with m in [√½, √2); ln m = 2·artanh((m − 1)/(m + 1)).
    let shifted = x.bitPattern &- 0x3F35_04F3
    let exponent = Float(Int32(bitPattern: shifted) >> 23)
    let m = Float(bitPattern: (shifted & 0x007F_FFFF) &+ 0x3F35_04F3)
    let s = (m - 1) / (m + 1)
    let s2 = s * s
    let series = s2 * (0.666_666_67 + s2 * (0.4 + s2 * (0.285_714_3 + s2 * 0.222_222_22)))
    return exponent * 0.693_147_2 + s * (2 + series)
  }

  /// The sine and cosine of the angle 2π·`turn`/2³².
  static func sineAndCosine(turn: UInt32) -> (sine: Float, cosine: Float) {
    // The nearest quarter turn, and what is left: an angle of [−π/4, π/4].
    let quarter = (turn &+ 0x2000_0000) >> 30
    let rest = Int32(bitPattern: turn &- quarter << 30)
    let x = Float(rest) * (1.570_796_4 * 0x1p-30)
    let x2 = x * x
    let s = x * (1 + x2 * (-0.166_666_67 + x2 * (8.333_333e-3 + x2 * (-1.984_127e-4 + x2 * 2.755_73e-6))))
    let c = 1 + x2 * (-0.5 + x2 * (0.041_666_668 + x2 * (-1.388_888_9e-3 + x2 * 2.480_158_7e-5)))
    switch quarter {
    case 0: return (s, c)
    case 1: return (c, -s)
    case 2: return (-s, -c)
    default: return (-c, s)
    }
  }
}
