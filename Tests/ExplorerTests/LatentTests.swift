import Autoencoder
import Compute
import Datasets
import Formats
import TerminalGraphics
import Testing

@testable import Explorer
@testable import Training

/// Arithmetic of latent space.
struct LatentTests {
  @Test func linearIsStraight() {
    #expect(Interpolation.linear(from: [0, 2], to: [4, 0], at: 0.25) == [1, 1.5])
  }

  @Test func sphericalKeepsTheLength() {
    let start: [Float] = [2, 0, 0, 0, 0]
    let end: [Float] = [0, 2, 0, 0, 0]
    for step in 0...10 {
      let place = Interpolation.spherical(from: start, to: end, at: Float(step) / 10)
      let length = place.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(abs(length - 2) < 1e-5)
    }
    let middle = Interpolation.place(from: start, to: end, at: 0.5)
    #expect(abs(middle[0] - middle[1]) < 1e-6 && abs(middle[0] - Float(2).squareRoot()) < 1e-5)
  }

  @Test func sphericalCopesWithOppositesAndNothing() {
    for (start, end) in [([1, 0], [-1, 0]), ([0, 0], [1, 1]), ([1, 1], [1, 1])] as [([Float], [Float])] {
      let place = Interpolation.spherical(from: start, to: end, at: 0.5)
      #expect(place.allSatisfy { $0.isFinite })
    }
  }

  @Test func quantilesInvertTheDistribution() {
    for (probability, z) in [(0.5, 0.0), (0.975, 1.959964), (0.158655, -1.0), (0.0013499, -3.0)] {
      #expect(abs(NormalDistribution.quantile(probability) - z) < 1e-4)
    }
  }

  @Test func densityFallsWithDistance() {
    let encoding = ExplorerFixture().encoding
    let there = encoding.density(at: encoding.centroids[0]!)
    #expect(there > 0.5)
    #expect(encoding.density(at: [6, 6]) < 0.2)
    #expect(encoding.density(at: [60, 60]) < encoding.density(at: [6, 6]))
  }
}

/// What is asked about the encoded images.
struct EncodingTests {
  @Test func theMiddleOfADividedClassIsOneOfItsImages() {
    // Class 1 lies on either side of class 0, its mean in the midst of that.
    let places: [Float] = [0, 0, 0.1, 0, -0.1, 0, 4, 0, 5, 0, -4, 0, -5, 0]
    let encoding = PlaneEncoding(
      mean: Matrix(rows: 7, columns: 2, elements: places), labels: [0, 0, 0, 1, 1, 1, 1])
    #expect(encoding.middle(of: 0) == [0, 0])
    #expect(encoding.middle(of: 1)?.first.map(abs) == 4)
    #expect(encoding.middle(of: 2) == nil)
  }

  @Test func theNearestComeInOrder() {
    let encoding = ExplorerFixture().encoding
    let nearest = encoding.nearest(5, to: [0, 0])
    #expect(nearest.count == 5)
    #expect(zip(nearest, nearest.dropFirst()).allSatisfy { $0.distance <= $1.distance })
    #expect(nearest.first?.index == encoding.nearest(to: [0, 0])?.index)
    #expect(encoding.nearest(3, to: [0]).isEmpty)
  }
}
