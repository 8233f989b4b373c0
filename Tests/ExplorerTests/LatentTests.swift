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
    let there = encoding.sparseness(at: encoding.centroids[0]!)
    #expect(there.share < 0.5 && !there.isOutside)
    let outside = encoding.sparseness(at: [6, 6])
    #expect(outside.share == 1 && outside.title == "sparser than all images")
  }

  /// Each own distance has the percentile that is its place among them, whatever the number of dimensions.
  @Test(arguments: [1, 2, 20])
  func sparsenessIsAPercentileOfTheOwnDistances(latentSize: Int) {
    var random = RandomStream(seed: 5, stream: UInt64(latentSize))
    let elements = (0..<200 * latentSize).map { _ in random.normal() }
    let encoding = PlaneEncoding(
      mean: Matrix(rows: 200, columns: latentSize, elements: elements), labels: nil)
    let shares = (0..<200).map { encoding.sparseness(at: encoding.position($0)).share }.sorted()
    #expect(encoding.ownDistances.count == 200)
    for (place, share) in shares.enumerated() { #expect(abs(share - Double(place) / 200) < 0.02) }
    let median = encoding.ownDistances[100]
    #expect(Sparseness(distance: median, own: encoding.ownDistances).title == "sparser than 50 % of images")
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
