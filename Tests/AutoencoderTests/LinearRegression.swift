import Foundation

/// Bayesian linear regression, y = N(Φw, s²I) with w ~ N(0, I), whose posterior and evidence are known in closed form.
struct LinearRegression {
  /// Φ, a row an example.
  let features: [[Double]]
  let targets: [Double]
  /// s².
  let variance: Double

  /// Λ = I + ΦᵀΦ/s², of the posterior N(m, Λ⁻¹).
  var precision: [[Double]] {
    symmetric(features[0].count) { row, column in
      var sum = row == column ? 1.0 : 0.0
      for example in features { sum += example[row] * example[column] / variance }
      return sum
    }
  }

  /// m = Λ⁻¹Φᵀy/s².
  var mean: [Double] {
    let projected = features[0].indices.map { row in
      zip(features, targets).reduce(0.0) { $0 + $1.0[row] * $1.1 / variance }
    }
    return eliminate(precision, projected).solution
  }

  /// log N(y; 0, s²I + ΦΦᵀ).
  var evidence: Double {
    let covariance = symmetric(features.count) { row, column in
      var sum = row == column ? variance : 0.0
      for (a, b) in zip(features[row], features[column]) { sum += a * b }
      return sum
    }
    let (solution, determinant) = eliminate(covariance, targets)
    let fit = zip(targets, solution).reduce(0.0) { $0 + $1.0 * $1.1 }
    return -0.5 * (Double(targets.count) * log(2 * Double.pi) + log(determinant) + fit)
  }

  /// Σ log N(yₙ; prediction, s²).
  func logLikelihood(predictions: [Double]) -> Double {
    var sum = 0.0
    for (target, prediction) in zip(targets, predictions) {
      let distance = target - prediction
      sum -= 0.5 * (log(2 * Double.pi * variance) + distance * distance / variance)
    }
    return sum
  }

  /// KL(N(mean, diag exp logVariances) ‖ p(w|y)).
  func divergence(fromMean means: [Double], logVariances: [Double]) -> Double {
    let (precision, mean) = (precision, mean)
    var sum = -log(eliminate(precision, mean).determinant)
    for row in mean.indices {
      sum += precision[row][row] * exp(logVariances[row]) - 1 - logVariances[row]
      for column in mean.indices {
        sum += (means[row] - mean[row]) * precision[row][column] * (means[column] - mean[column])
      }
    }
    return 0.5 * sum
  }

  private func symmetric(_ size: Int, _ element: (Int, Int) -> Double) -> [[Double]] {
    (0..<size).map { row in (0..<size).map { element(row, $0) } }
  }

  /// The solution of A·x = b and |A|, A being positive definite.
  private func eliminate(_ matrix: [[Double]], _ right: [Double]) -> (solution: [Double], determinant: Double)
  {
    var (a, x, determinant) = (matrix, right, 1.0)
    for pivot in a.indices {
      determinant *= a[pivot][pivot]
      for row in a.indices where row != pivot {
        let factor = a[row][pivot] / a[pivot][pivot]
        for column in a.indices { a[row][column] -= factor * a[pivot][column] }
        x[row] -= factor * x[pivot]
      }
    }
    return (a.indices.map { x[$0] / a[$0][$0] }, determinant)
  }
}
