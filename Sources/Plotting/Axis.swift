/// One axis of a plot: the range of numbers it shows, and how they are spread over its length.
public struct Axis: Hashable, Sendable {
  /// How the numbers are spread.
  public enum Scale: String, Hashable, Sendable {
    /// Evenly.
    case linear
    /// By their logarithm; only positive numbers have a place. A range of negative numbers is that of their magnitudes,
    /// mirrored.
    case logarithmic
  }

  /// The range of numbers shown; never of length 0, and without 0 on a logarithmic axis.
  public let range: ClosedRange<Double>
  /// How the numbers are spread.
  public let scale: Scale
  /// The decades from end to end of a logarithmic axis.
  private let decades: Double

  /// An axis over `range`, widened if it is a single number, and cut to what `scale` can show.
  public init(_ range: ClosedRange<Double>, scale: Scale = .linear) {
    var (low, high) = (range.lowerBound, range.upperBound)
    if !low.isFinite || !high.isFinite { (low, high) = (0, 1) }
    if scale == .logarithmic, high < 0 {
      if low / high < 1 + 1e-9 { (low, high) = (low * 2, high / 2) }
    } else if scale == .logarithmic {
      high = max(high, 1e-300)
      low = low > 0 ? low : high / 1e4
      if high / low < 1 + 1e-9 { (low, high) = (low / 2, high * 2) }
    } else if high - low <= max(abs(low), abs(high)) * 1e-12 {
      let margin = max(abs(low) * 0.01, 1e-6)
      (low, high) = (low - margin, high + margin)
    }
    self.range = low...high
    self.scale = scale
    decades = scale == .logarithmic ? decimalLogarithm(high / low) : 0
  }

  /// The position of `value`, 0 at the low end and 1 at the high end; NaN if it has no place on the axis.
  public func fraction(of value: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard scale == .logarithmic else { return (value - low) / (high - low) }
    guard value * high > 0 else { return .nan }
    return decimalLogarithm(value / low) / decades
  }

  /// The number at position `fraction`.
  public func value(at fraction: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard scale == .logarithmic else { return low + fraction * (high - low) }
    return low * powerOfTen(fraction * decades)
  }

  /// The length of its range.
  public var length: Double { range.upperBound - range.lowerBound }

  /// `x` and `y` over a field of `width`×`height`, the shorter one widened about its middle until a unit is as long on
  /// one axis as on the other.
  ///
  /// Precondition: both axes are linear, and the field is not empty.
  public static func squared(_ x: Axis, _ y: Axis, width: Double, height: Double) -> (x: Axis, y: Axis) {
    let unit = max(x.length / width, y.length / height)
    return (x.widened(to: unit * width), y.widened(to: unit * height))
  }

  private func widened(to length: Double) -> Axis {
    let middle = (range.lowerBound + range.upperBound) / 2
    return Axis(middle - length / 2...middle + length / 2)
  }
}
