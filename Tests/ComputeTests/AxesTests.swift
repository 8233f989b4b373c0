import Compute
import Foundation
import Testing

/// Eigenvectors and discriminants, against NumPy's (`Fixtures/make_axes.py`) and against what defines them.
struct AxesTests {
  private struct Fixture: Decodable {
    let points: [[Float]]
    let labels: [UInt8]
    let covariance, within: [[Double]]
    let values: [Double]
    let vectors: [[Double]]
    let ratios: [Double]
    let discriminants: [[Double]]

    var matrix: Matrix { Matrix(rows: points.count, columns: 5, elements: points.flatMap { $0 }) }

    static func read() throws -> Fixture {
      let file = try #require(
        Bundle.module.url(forResource: "axes", withExtension: "json", subdirectory: "Fixtures"))
      return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
    }
  }

  private func isClose(_ left: [Double], _ right: [Double], within tolerance: Double = 1e-9) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < tolerance }
  }

  @Test func covariancesAreThoseOfNumPy() throws {
    let fixture = try Fixture.read()
    #expect(
      isClose(SymmetricMatrix.covariance(of: fixture.matrix).elements, fixture.covariance.flatMap { $0 }))
    let within = SymmetricMatrix.covarianceWithinClasses(of: fixture.matrix, labels: fixture.labels)
    #expect(isClose(within.elements, fixture.within.flatMap { $0 }))
  }

  @Test func eigenvectorsAreThoseOfNumPy() throws {
    let fixture = try Fixture.read()
    let decomposition = EigenDecomposition(.covariance(of: fixture.matrix))
    #expect(isClose(decomposition.values, fixture.values))
    for (found, expected) in zip(decomposition.vectors, fixture.vectors) { #expect(isClose(found, expected)) }
  }

  @Test func discriminantsAreThoseOfNumPy() throws {
    let fixture = try Fixture.read()
    let found = LinearDiscriminants(of: fixture.matrix, labels: fixture.labels).directions
    #expect(found.count == 2)
    let total = SymmetricMatrix.covariance(of: fixture.matrix)
    let within = SymmetricMatrix.covarianceWithinClasses(of: fixture.matrix, labels: fixture.labels)
    for (index, direction) in found.enumerated() {
      // A direction and its opposite are the same axis.
      #expect(abs(abs(dotProduct(direction, fixture.discriminants[index])) - 1) < 1e-9)
      let ratio = total.quadraticForm(direction) / within.quadraticForm(direction) - 1
      #expect(abs(ratio - fixture.ratios[index]) < 1e-8)
    }
  }

  @Test(arguments: [1, 2, 3, 20, 200])
  func aDecompositionMakesTheMatrixAgain(size: Int) {
    var random = RandomStream(seed: 3, stream: UInt64(size))
    let numbers = (0..<size * size).map { _ in Double(random.normal()) }
    let matrix = SymmetricMatrix(size: size, elements: numbers)
    let decomposition = EigenDecomposition(matrix)
    #expect(zip(decomposition.values, decomposition.values.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(abs(decomposition.values.reduce(0, +) - matrix.trace) < 1e-9 * Double(size))
    for (value, vector) in zip(decomposition.values, decomposition.vectors) {
      let image = (0..<size).map { row in dotProduct((0..<size).map { matrix[row, $0] }, vector) }
      #expect(isClose(image, vector.map { $0 * value }, within: 1e-9))
      #expect(abs(dotProduct(vector, vector) - 1) < 1e-12)
    }
    let first = decomposition.vectors[0]
    #expect(decomposition.vectors.dropFirst().allSatisfy { abs(dotProduct(first, $0)) < 1e-12 })
  }

  @Test func specialMatricesAreDecomposed() {
    let diagonal = EigenDecomposition(SymmetricMatrix(size: 3, elements: [1, 0, 0, 0, 5, 0, 0, 0, -2]))
    #expect(diagonal.values == [5, 1, -2])
    #expect(diagonal.vectors == [[0, 1, 0], [1, 0, 0], [0, 0, 1]])
    let zero = EigenDecomposition(SymmetricMatrix(size: 2, elements: [0, 0, 0, 0]))
    #expect(zero.values == [0, 0] && zero.vectors.count == 2)
    let pair = EigenDecomposition(SymmetricMatrix(size: 2, elements: [2, 1, 1, 2]))
    let half = 0.5.squareRoot()
    #expect(isClose(pair.values, [3, 1]) && isClose(pair.vectors[0], [half, half]))
  }

  /// One image a class, more dimensions than images: nothing spreads within the classes.
  @Test func discriminantsOfTooFewPointsAreFinite() {
    let points = Matrix(rows: 3, columns: 4, elements: [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0])
    let directions = LinearDiscriminants(of: points, labels: [4, 5, 9]).directions
    #expect(directions.count == 2)
    #expect(directions.allSatisfy { $0.allSatisfy(\.isFinite) && abs(dotProduct($0, $0) - 1) < 1e-9 })
    #expect(LinearDiscriminants(of: points, labels: [1, 1, 1]).directions.isEmpty)
  }

  @Test func orthonormalVectorsSpanTheSame() {
    let basis = orthonormalized([[3, 0, 0], [1, 2, 0], [2, 2, 0], [0, 0, 0], [0, 1, 1]])
    #expect(basis.count == 3)
    for (index, vector) in basis.enumerated() {
      for other in basis.indices {
        #expect(abs(dotProduct(vector, basis[other]) - (index == other ? 1 : 0)) < 1e-12)
      }
    }
    #expect(isClose(basis[1], [0, 1, 0]))
  }
}
