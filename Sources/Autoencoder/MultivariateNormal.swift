import Compute

/// N(m, C) with a full covariance, in double precision.
struct MultivariateNormal {
  /// L.
  let mean: [Double]
  /// L × L, row after row, lower triangular: C = F·Fᵀ.
  private let factor: [Double]
  private var size: Int { mean.count }

  /// Fits mean and covariance to draws, a row each; `ridge` is added to the variances.
  ///
  /// Precondition: there are more draws than one.
  init(fitting draws: [ArraySlice<Float>], ridge: Double) {
    let count = Double(draws.count)
    precondition(count > 1, "a covariance of \(draws.count) draws")
    let rows = draws.map { $0.map(Double.init) }
    let size = rows[0].count
    let mean = (0..<size).map { unit in rows.reduce(0) { $0 + $1[unit] } / count }
    var covariance = Array(repeating: 0.0, count: size * size)
    for i in 0..<size {
      for j in 0...i {
        covariance[i * size + j] =
          rows.reduce(0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) } / (count - 1) + (i == j ? ridge : 0)
      }
    }
    self.init(mean: mean, factor: Self.cholesky(covariance, size))
  }

  private init(mean: [Double], factor: [Double]) {
    self.mean = mean
    self.factor = factor
  }

  /// The same with all standard deviations multiplied.
  func widened(by scale: Double) -> MultivariateNormal {
    MultivariateNormal(mean: mean, factor: factor.map { $0 * scale })
  }

  /// Cholesky's factor of a symmetric matrix, of which the lower triangle is read. A variance that rounding took below
  /// zero counts as a very small one.
  private static func cholesky(_ matrix: [Double], _ size: Int) -> [Double] {
    var factor = Array(repeating: 0.0, count: size * size)
    for i in 0..<size {
      for j in 0...i {
        let known = (0..<j).reduce(0) { $0 + factor[i * size + $1] * factor[j * size + $1] }
        let rest = matrix[i * size + j] - known
        factor[i * size + j] = i == j ? max(rest, 1e-20).squareRoot() : rest / factor[j * size + j]
      }
    }
    return factor
  }

  /// m + F·noise.
  func position(_ noise: [Float]) -> [Float] {
    (0..<size).map { i in
      Float((0...i).reduce(mean[i]) { $0 + factor[i * size + $1] * Double(noise[$1]) })
    }
  }

  func logDensity(_ z: ArraySlice<Float>) -> Double {
    // F⁻¹(z − m) by substitution.
    var whitened: [Double] = []
    var result = -0.5 * Double(size) * logTwoPi
    for (i, value) in z.enumerated() {
      let known = whitened.enumerated().reduce(0) { $0 + factor[i * size + $1.offset] * $1.element }
      let part = (Double(value) - mean[i] - known) / factor[i * size + i]
      whitened.append(part)
      result -= 0.5 * part * part + log(factor[i * size + i])
    }
    return result
  }
}
