#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// log Σ exp(xᵢ), without overflow.
public func logSumExp(_ values: some Collection<Double>) -> Double {
  guard let highest = values.max(), highest.isFinite else { return values.max() ?? -.infinity }
  return highest + log(values.reduce(0) { $0 + exp($1 - highest) })
}

func log(_ x: Double) -> Double {
  #if canImport(Glibc)
    Glibc.log(x)
  #else
    Darwin.log(x)
  #endif
}

func exp(_ x: Float) -> Float {
  #if canImport(Glibc)
    Glibc.exp(x)
  #else
    Darwin.exp(x)
  #endif
}

func exp(_ x: Double) -> Double {
  #if canImport(Glibc)
    Glibc.exp(x)
  #else
    Darwin.exp(x)
  #endif
}

func pow(_ x: Double, _ exponent: Double) -> Double {
  #if canImport(Glibc)
    Glibc.pow(x, exponent)
  #else
    Darwin.pow(x, exponent)
  #endif
}

/// log 2π.
let logTwoPi = log(2 * Double.pi)
