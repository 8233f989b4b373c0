// The drawing modules take the mathematics of the C library from here alone.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// log₁₀ `value`.
package func decimalLogarithm(_ value: Double) -> Double { log10(value) }

/// 10 to the power of `exponent`.
package func powerOfTen(_ exponent: Double) -> Double { pow(10, exponent) }

/// The point at `angle` radians on the unit circle.
package func unitVector(_ angle: Double) -> PlotPoint { PlotPoint(x: cos(angle), y: sin(angle)) }

extension Double {
  /// The nearest integer within ±10⁹, 0 for NaN: a conversion that cannot trap.
  package var roundedInt: Int { isNaN ? 0 : Int(Swift.min(Swift.max(self, -1e9), 1e9).rounded()) }
  /// The greatest integer not above it, within ±10⁹, 0 for NaN: a conversion that cannot trap.
  @inlinable package var flooredInt: Int {
    guard !isNaN else { return 0 }
    let value = Swift.min(Swift.max(self, -1e9), 1e9)
    // Without a call of the C library, because curves ask for every dot.
    let whole = Int(value)
    return Double(whole) > value ? whole - 1 : whole
  }
}
