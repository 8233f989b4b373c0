/// The eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations: M = Σ value · vector · vectorᵀ.
///
///     let decomposition = EigenDecomposition(.covariance(of: points))
///     let mainDirection = decomposition.vectors[0]
public struct EigenDecomposition: Sendable {
  /// n numbers, descending.
  public let values: [Double]
  /// n orthogonal unit vectors of n numbers, in the order of `values`. The number of greatest size in each is positive,
  /// so that nearly the same matrix has nearly the same vectors.
  public let vectors: [[Double]]

  /// Decomposes `matrix` to about fifteen digits. Takes some 10·n³ multiplications.
  public init(_ matrix: SymmetricMatrix) {
    let size = matrix.size
    var rotation = JacobiRotation(matrix)
    // What is off the diagonal is about squared by each of the later sweeps: fewer than ten are usual.
    for _ in 0..<30 where !rotation.isDiagonal { rotation.sweep() }
    let order = (0..<size).sorted { rotation.value($0) > rotation.value($1) }
    values = order.map { rotation.value($0) }
    vectors = order.map { Self.oriented(rotation.vector($0)) }
  }

  /// The vector or its opposite, whichever has its number of greatest size positive.
  private static func oriented(_ vector: [Double]) -> [Double] {
    let greatest = vector.max { abs($0) < abs($1) } ?? 0
    return greatest < 0 ? vector.map { -$0 } : vector
  }
}

/// A symmetric matrix on its way to a diagonal one, and the rotation so far (Golub & Van Loan, Matrix Computations, 8.5).
private struct JacobiRotation {
  private let size: Int
  private var matrix: [Double]
  /// Row k becomes the k-th eigenvector.
  private var basis: [Double]
  private let tolerance: Double

  init(_ symmetric: SymmetricMatrix) {
    size = symmetric.size
    matrix = symmetric.elements
    basis = (0..<size * size).map { [size] in $0 / size == $0 % size ? 1 : 0 }
    tolerance = 1e-26 * matrix.reduce(0) { $0 + $1 * $1 }
  }

  var isDiagonal: Bool {
    var sum = 0.0
    for row in 0..<size {
      for column in 0..<row { sum += matrix[row * size + column] * matrix[row * size + column] }
    }
    return sum <= tolerance
  }

  func value(_ index: Int) -> Double { matrix[index * size + index] }
  func vector(_ index: Int) -> [Double] { Array(basis[index * size..<(index + 1) * size]) }

  /// Makes each number off the diagonal zero once.
  mutating func sweep() {
    for row in 0..<size {
      for column in row + 1..<max(row + 1, size) { eliminate(row, column) }
    }
  }

  private mutating func eliminate(_ p: Int, _ q: Int) {
    let element = matrix[p * size + q]
    guard element != 0 else { return }
    let ratio = (matrix[q * size + q] - matrix[p * size + p]) / (2 * element)
    let tangent = (ratio < 0 ? -1 : 1) / (abs(ratio) + (ratio * ratio + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    let size = size
    matrix.withUnsafeMutableBufferPointer { matrix in
      for index in 0..<size {
        let (first, second) = (matrix[index * size + p], matrix[index * size + q])
        matrix[index * size + p] = cosine * first - sine * second
        matrix[index * size + q] = sine * first + cosine * second
      }
      Self.turn(matrix, p * size, q * size, size, cosine, sine)
    }
    basis.withUnsafeMutableBufferPointer { Self.turn($0, p * size, q * size, size, cosine, sine) }
  }

  /// Rotates two rows into each other.
  private static func turn(
    _ rows: UnsafeMutableBufferPointer<Double>, _ p: Int, _ q: Int, _ size: Int, _ cosine: Double,
    _ sine: Double
  ) {
    for index in 0..<size {
      let (first, second) = (rows[p + index], rows[q + index])
      rows[p + index] = cosine * first - sine * second
      rows[q + index] = sine * first + cosine * second
    }
  }
}
