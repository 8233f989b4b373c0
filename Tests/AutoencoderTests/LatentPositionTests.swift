import Compute
import Testing

@testable import Autoencoder

struct LatentPositionTests {
  @Test func theManifoldSharesThePriorEvenly() {
    let positions = LatentPositions.manifold(columns: 2, rows: 2, axes: (2, 0), around: [9, 0.5, 9])
    // The quartiles of N(0, 1) are at ±0.6745.
    let expected: [[Float]] = [
      [0.6745, 0.5, -0.6745], [0.6745, 0.5, 0.6745], [-0.6745, 0.5, -0.6745], [-0.6745, 0.5, 0.6745],
    ]
    for (row, place) in expected.enumerated() {
      for (found, wanted) in zip(positions.row(row), place) {
        #expect(abs(found - wanted) < 1e-4, "row \(row)")
      }
    }
    #expect(abs(LatentPositions.manifold(columns: 3, rows: 1, axes: (0, 0), around: [0]).elements[1]) < 1e-6)
  }

  @Test func aTraversalMovesOneDimensionARow() {
    let positions = LatentPositions.traversal(of: [1, 0], steps: 3, reach: 2, around: [7, 8])
    #expect(positions.elements == [7, -2, 7, 0, 7, 2, -2, 8, 0, 8, 2, 8])
  }

  @Test func anInterpolationHasBothEnds() {
    let straight = LatentPositions.interpolation(from: [0, 1], to: [1, 3], count: 3)
    #expect(straight.elements == [0, 1, 0.5, 2, 1, 3])
    // With five dimensions it keeps to the sphere.
    let round = LatentPositions.interpolation(from: [2, 0, 0, 0, 0], to: [0, 2, 0, 0, 0], count: 3)
    #expect(abs(round[1, 0] - 2 * 0.70710678) < 1e-5 && abs(round[1, 1] - 2 * 0.70710678) < 1e-5)
  }
}
