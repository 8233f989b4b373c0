import Compute
import Testing

@testable import Autoencoder

@Suite struct MultivariateNormalTests {
  private let draws: [[Float]] = [[1, 2], [3, 3], [2, 5], [6, 2], [3, 8]]

  /// Against the density written out for two dimensions.
  @Test func theFitHasTheMomentsOfTheDraws() {
    let normal = MultivariateNormal(fitting: draws.map { $0[...] }, ridge: 0)
    #expect(normal.mean == [3, 4])
    // Sums of squares and products over four degrees of freedom.
    let (a, b, c) = (14.0 / 4, 26.0 / 4, -3.0 / 4)
    let determinant = a * b - c * c
    for z: [Float] in [[3, 4], [0, 0], [-2, 9]] {
      let (x, y) = (Double(z[0]) - 3, Double(z[1]) - 4)
      let square = (b * x * x - 2 * c * x * y + a * y * y) / determinant
      let expected = -0.5 * (square + log(determinant)) - logTwoPi
      #expect(isClose(normal.logDensity(z[...]), expected, 1e-12))
    }
    let wide = normal.widened(by: 2)
    #expect(isClose(wide.logDensity([3, 4]), normal.logDensity([3, 4]) - 2 * log(2.0), 1e-12))
  }

  @Test func positionsAreOfTheDensity() {
    let normal = MultivariateNormal(fitting: draws.map { $0[...] }, ridge: 0)
    var random = RandomStream(seed: 1, stream: 1)
    let positions = (0..<4_000).map { _ in normal.position([random.normal(), random.normal()])[...] }
    let again = MultivariateNormal(fitting: positions, ridge: 0)
    #expect(zip(again.mean, normal.mean).allSatisfy { abs($0 - $1) < 0.15 })
    #expect(isClose(again.logDensity([0, 0]), normal.logDensity([0, 0]), 0.1))
  }

  @Test func drawsThatAreAllAlikeHaveADensityToo() {
    let normal = MultivariateNormal(fitting: Array(repeating: [1, 2, 3], count: 5), ridge: 1e-10)
    #expect(normal.logDensity([1, 2, 3]).isFinite && normal.logDensity([1, 2, 4]) < -1e9)
  }
}
