extension Axis {
  /// A number marked on an axis.
  public struct Tick: Hashable, Sendable {
    /// The number.
    public let value: Double
    /// The number as text.
    public let label: String
  }

  /// About `count` round numbers within the range, at powers of ten or in steps of 1, 2 or 5.
  public func ticks(_ count: Int) -> [Tick] {
    guard count > 0 else { return [] }
    guard scale == .logarithmic else { return linearTicks(count) }
    let ticks = range.upperBound < 0 ? mirroredTicks(count) : logarithmicTicks(count)
    return ticks.count >= 2 || count < 2 ? ticks : linearTicks(count)
  }

  private func linearTicks(_ count: Int) -> [Tick] {
    let span = range.upperBound - range.lowerBound
    guard span.isFinite, span > 0 else { return [] }
    let least = span / Double(count)
    let power = powerOfTen(decimalLogarithm(least).rounded(.down))
    let step = power * ([1, 2, 5].first { power * $0 >= least * 0.999 } ?? 10)
    guard step > 0, step.isFinite else { return [] }
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    guard first.isFinite, last - first <= 1000, abs(first) < 1e15, abs(last) < 1e15 else { return [] }
    let largest = max(abs(range.lowerBound), abs(range.upperBound))
    return stride(from: first, through: last, by: 1).map { index in
      Tick(value: index * step, label: Self.label(index * step, step: step, largest: largest))
    }
  }

  /// The label of a tick; all labels of a linear axis have the same unit and number of decimals.
  private static func label(_ value: Double, step: Double, largest: Double) -> String {
    let units: [(Double, String)] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]
    let unit = largest >= 1e15 || largest < 1e5 ? (1, "") : units.first { largest >= $0.0 } ?? (1, "")
    if largest >= 1e15 || step < 1e-9 { return NumberFormat.scientific(value, digits: 3) }
    let decimals = max(0, (-decimalLogarithm(step / unit.0) - 1e-9).rounded(.up).roundedInt)
    return NumberFormat.fixed(value / unit.0, decimals: decimals) + (value == 0 ? "" : unit.1)
  }

  private func logarithmicTicks(_ count: Int) -> [Tick] {
    let low = decimalLogarithm(range.lowerBound)
    let high = decimalLogarithm(range.upperBound)
    guard high - low < 400 else { return [] }
    let first = (low - 1e-9).rounded(.up).roundedInt
    let last = (high + 1e-9).rounded(.down).roundedInt
    let decades = last - first + 1
    if decades >= 3 || decades >= count {
      let step = (decades + count - 1) / count
      return stride(from: first, through: last, by: max(1, step)).map { Self.decimalTick(1, $0) }
    }
    let mantissas: [Double] = 3 * max(1, decades) <= count + 1 ? [1, 2, 5] : [1]
    return (first - 1...max(first, last)).flatMap { exponent in
      mantissas.map { Self.decimalTick($0, exponent) }
    }.filter { $0.value >= range.lowerBound * 0.999_999 && $0.value <= range.upperBound * 1.000_001 }
  }

  /// Those of the magnitudes, for a range of negative numbers.
  private func mirroredTicks(_ count: Int) -> [Tick] {
    Axis(-range.upperBound...(-range.lowerBound), scale: .logarithmic).logarithmicTicks(count).reversed().map
    {
      Tick(value: -$0.value, label: "−" + $0.label)
    }
  }

  private static func decimalTick(_ mantissa: Double, _ exponent: Int) -> Tick {
    let value = mantissa * powerOfTen(Double(exponent))
    let isPlain = exponent >= -2 && exponent < 3
    let label =
      isPlain ? NumberFormat.fixed(value, decimals: max(0, -exponent)) : NumberFormat.scientific(value)
    return Tick(value: value, label: label)
  }
}
