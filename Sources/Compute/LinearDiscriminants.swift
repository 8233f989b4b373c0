/// The directions along which classes differ most, compared with how much each class spreads (Fisher 1936; Rao 1948).
///
/// A direction u has the ratio uᵀBu / uᵀWu of the covariance B between the classes to the covariance W within them. The
/// first direction has the greatest ratio there is; each later one has the greatest among those that are uncorrelated,
/// within the classes, with the directions before.
public struct LinearDiscriminants: Sendable {
  /// Unit vectors of n numbers, the best first: one less than there are classes, and at most n. They are not orthogonal.
  public let directions: [[Double]]

  /// The smallest variance within the classes that counts, compared with the mean variance: less is taken for noise.
  private static let leastVariance = 1e-6

  /// The directions of the rows of `points`, N×n. Precondition: a label a row.
  public init(of points: Matrix, labels: [UInt8]) {
    let total = SymmetricMatrix.covariance(of: points)
    let within = SymmetricMatrix.covarianceWithinClasses(of: points, labels: labels)
    let between = SymmetricMatrix(
      size: total.size, elements: zip(total.elements, within.elements).map { $0 - $1 })
    let decomposition = EigenDecomposition(within)
    let floor = max(Self.leastVariance * total.trace / Double(max(1, total.size)), .leastNormalMagnitude)
    // In these coordinates every class spreads by one in each direction.
    let whitening = zip(decomposition.values, decomposition.vectors).map { value, vector in
      vector.map { $0 / max(value, floor).squareRoot() }
    }
    let count = min(Set(labels).count - 1, total.size)
    let separating = EigenDecomposition(between.transformed(by: whitening)).vectors.prefix(max(0, count))
    directions = separating.map { weights in
      var sum = [Double](repeating: 0, count: total.size)
      for (weight, vector) in zip(weights, whitening) {
        for index in sum.indices { sum[index] += weight * vector[index] }
      }
      let length = dotProduct(sum, sum).squareRoot()
      return sum.map { $0 / length }
    }
  }
}

/// The vectors made orthogonal, of length one, in their order (Gram & Schmidt, twice, so that rounding does not add up).
/// A vector that depends on those before it is left out.
public func orthonormalized(_ vectors: [[Double]]) -> [[Double]] {
  vectors.reduce(into: []) { basis, vector in
    let before = dotProduct(vector, vector).squareRoot()
    var rest = vector
    for _ in 0..<2 {
      for member in basis {
        let share = dotProduct(member, rest)
        for index in rest.indices { rest[index] -= share * member[index] }
      }
    }
    let length = dotProduct(rest, rest).squareRoot()
    guard length > 1e-9 * before, length > 0 else { return }
    basis.append(rest.map { $0 / length })
  }
}
