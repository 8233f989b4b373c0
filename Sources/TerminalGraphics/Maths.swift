// The only place that asks the C library for mathematics.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// log₁₀ `value`.
func decimalLogarithm(_ value: Double) -> Double { log10(value) }

/// 10 to the power of `exponent`.
func powerOfTen(_ exponent: Double) -> Double { pow(10, exponent) }

/// The point at `angle` radians on the unit circle.
func unitVector(_ angle: Double) -> (x: Double, y: Double) { (cos(angle), sin(angle)) }

extension Double {
  /// The nearest integer within ±10⁹, 0 for NaN: a conversion that cannot trap.
  var roundedInt: Int { isNaN ? 0 : Int(Swift.min(Swift.max(self, -1e9), 1e9).rounded()) }
  /// The integer at or below, within ±10⁹, 0 for NaN.
  var flooredInt: Int { isNaN ? 0 : Int(Swift.min(Swift.max(self, -1e9), 1e9).rounded(.down)) }
}
