/// A symmetric matrix of double precision, such as a covariance.
public struct SymmetricMatrix: Sendable, Equatable {
  /// n, the number of rows and of columns.
  public let size: Int
  /// n×n numbers, a row after the other.
  public private(set) var elements: [Double]

  /// Precondition: n×n numbers. Where the two halves differ, their mean counts.
  public init(size: Int, elements: [Double]) {
    precondition(elements.count == size * size, "a \(size)×\(size) matrix of \(elements.count) numbers")
    self.size = size
    self.elements = elements
    for row in 0..<size {
      for column in 0..<row {
        let mean = (self.elements[row * size + column] + self.elements[column * size + row]) / 2
        self.elements[row * size + column] = mean
        self.elements[column * size + row] = mean
      }
    }
  }

  public subscript(row: Int, column: Int) -> Double { elements[row * size + column] }

  /// The sum of the diagonal.
  public var trace: Double { (0..<size).reduce(0) { $0 + self[$1, $1] } }

  /// uᵀ M u. Precondition: `vector` has n numbers.
  public func quadraticForm(_ vector: [Double]) -> Double {
    var sum = 0.0
    for row in 0..<size {
      var product = 0.0
      for column in 0..<size { product += elements[row * size + column] * vector[column] }
      sum += vector[row] * product
    }
    return sum
  }

  /// Bᵀ M B for the k vectors of n numbers that are the columns of B: k×k.
  public func transformed(by vectors: [[Double]]) -> SymmetricMatrix {
    let products = vectors.map { vector in
      (0..<size).map { row in (0..<size).reduce(0) { $0 + self[row, $1] * vector[$1] } }
    }
    let count = vectors.count
    let elements = (0..<count * count).map { dotProduct(vectors[$0 / count], products[$0 % count]) }
    return SymmetricMatrix(size: count, elements: elements)
  }

  /// The covariance of the rows of `points`, N×n, divided by N.
  public static func covariance(of points: Matrix) -> SymmetricMatrix {
    covariance(of: points, about: [columnMeans(points, Array(0..<points.rows))]) { _ in 0 }
  }

  /// The covariance of the rows of `points`, N×n, each about the mean of its own class, divided by N.
  /// Precondition: a label a row.
  public static func covarianceWithinClasses(of points: Matrix, labels: [UInt8]) -> SymmetricMatrix {
    precondition(labels.count == points.rows, "labels of other points")
    let means = (0..<256).map { (label: Int) in
      columnMeans(points, labels.indices.filter { Int(labels[$0]) == label })
    }
    return covariance(of: points, about: means) { Int(labels[$0]) }
  }

  private static func covariance(
    of points: Matrix, about means: [[Double]], mean index: (Int) -> Int
  ) -> SymmetricMatrix {
    let size = points.columns
    var sums = [Double](repeating: 0, count: size * size)
    var offset = [Double](repeating: 0, count: size)
    for row in 0..<points.rows {
      let mean = means[index(row)]
      for column in 0..<size { offset[column] = Double(points[row, column]) - mean[column] }
      for first in 0..<size {
        for second in 0...first { sums[first * size + second] += offset[first] * offset[second] }
      }
    }
    let scale = 1 / Double(max(1, points.rows))
    let elements = (0..<size * size).map { place -> Double in
      let (row, column) = (max(place / size, place % size), min(place / size, place % size))
      return sums[row * size + column] * scale
    }
    return SymmetricMatrix(size: size, elements: elements)
  }

  /// The means of the columns over some rows; zeros where there are none.
  private static func columnMeans(_ points: Matrix, _ rows: [Int]) -> [Double] {
    var sums = [Double](repeating: 0, count: points.columns)
    for row in rows {
      for column in 0..<points.columns { sums[column] += Double(points[row, column]) }
    }
    return rows.isEmpty ? sums : sums.map { $0 / Double(rows.count) }
  }
}

/// The sum of the products of two vectors' numbers. Precondition: `second` has as many as `first`.
public func dotProduct(_ first: [Double], _ second: [Double]) -> Double {
  var sum = 0.0
  for index in first.indices { sum += first[index] * second[index] }
  return sum
}
