#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A place in the space of the data of a plot.
public struct SVGPoint: Hashable, Sendable {
  /// The horizontal coordinate.
  public var x: Double
  /// The vertical coordinate, upwards; not finite: a gap.
  public var y: Double

  /// The place (`x`, `y`).
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// One axis of a plot: numbers to lengths on paper, with round numbers marked on it.
struct PlotScale {
  let range: ClosedRange<Double>
  let isLogarithmic: Bool
  /// Where the ends of the range stand on paper.
  let start, end: Double

  init(_ range: ClosedRange<Double>, isLogarithmic: Bool = false, from start: Double, to end: Double) {
    var (low, high) = (range.lowerBound, range.upperBound)
    if isLogarithmic {
      high = max(high, 1e-300)
      low = low > 0 ? low : high / 1e4
      if high <= low { (low, high) = (low / 2, high * 2) }
    } else if high - low <= max(abs(low), abs(high)) * 1e-12 {
      (low, high) = (low - max(abs(low) * 0.01, 1e-6), high + max(abs(high) * 0.01, 1e-6))
    }
    self.range = low...high
    self.isLogarithmic = isLogarithmic
    self.start = start
    self.end = end
  }

  /// Where `value` stands on paper; NaN where it has no place.
  func position(_ value: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard isLogarithmic else { return start + (value - low) / (high - low) * (end - start) }
    return value > 0 ? start + log10(value / low) / log10(high / low) * (end - start) : .nan
  }

  /// Round numbers of the range: powers of ten, or steps of 1, 2 or 5.
  func ticks(_ count: Int) -> [(value: Double, label: String)] {
    let decades = isLogarithmic ? log10(range.upperBound / range.lowerBound) : 0
    return decades >= 2 ? decadeTicks(count) : linearTicks(count)
  }

  private func decadeTicks(_ count: Int) -> [(value: Double, label: String)] {
    let first = (log10(range.lowerBound) - 1e-9).rounded(.up)
    let last = (log10(range.upperBound) + 1e-9).rounded(.down)
    let step = max(1, ((last - first + 1) / Double(count)).rounded(.up))
    return stride(from: first, through: last, by: step).map { exponent in
      let isPlain = exponent >= 0 && exponent < 4
      let digits = PlotText.number(abs(exponent), decimals: 0)
      let label =
        isPlain ? PlotText.number(pow(10, exponent), decimals: 0) : "1e\(exponent < 0 ? "−" : "")\(digits)"
      return (pow(10, exponent), label)
    }
  }

  private func linearTicks(_ count: Int) -> [(value: Double, label: String)] {
    let least = (range.upperBound - range.lowerBound) / Double(max(1, count))
    let power = pow(10, log10(least).rounded(.down))
    let step = power * ([1, 2, 5].first { power * $0 >= least * 0.999 } ?? 10)
    guard step > 0, step.isFinite else { return [] }
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    guard first.isFinite, last - first <= 1000 else { return [] }
    let decimals = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
    return stride(from: first, through: last, by: 1).map {
      ($0 * step, PlotText.number($0 * step, decimals: decimals))
    }
  }
}

/// Text as it stands in an SVG file.
enum PlotText {
  /// `value` with `decimals` digits after the point and a real minus sign; never in exponents.
  static func number(_ value: Double, decimals: Int) -> String {
    coordinate(value, decimals: decimals).replacing("-", with: "−")
  }

  /// `value` as SVG writes numbers: a hyphen for minus, at most `decimals` digits; 0 if it is not finite.
  static func coordinate(_ value: Double, decimals: Int = 2) -> String {
    let scale = pow(10, Double(min(decimals, 12)))
    let scaled = (abs(value) * scale).rounded()
    guard scaled.isFinite, scaled < 1e18 else { return value.isFinite ? "\(value)" : "0" }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return sign + padded.dropLast(decimals) + (decimals == 0 ? "" : "." + padded.suffix(decimals))
  }

  /// `text` with the characters that mean something in XML written out, and control characters left out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += " "
      default:
        if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
