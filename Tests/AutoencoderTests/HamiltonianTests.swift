import Autoencoder
import Compute
import Foundation
import Testing

/// A normal density with a covariance between its two dimensions: variances 4 and 0.25, covariance 0.6.
private struct Ellipse: DifferentiableDensity {
  func gradient(at positions: Matrix) -> DensityGradient {
    var result = DensityGradient(logDensities: [], gradients: positions)
    let determinant: Float = 4 * 0.25 - 0.6 * 0.6
    for row in 0..<positions.rows {
      let (x, y) = (positions[row, 0] - 1, positions[row, 1])
      let (gx, gy) = (-(0.25 * x - 0.6 * y) / determinant, -(4 * y - 0.6 * x) / determinant)
      result.logDensities.append(Double(0.5 * (x * gx + y * gy)))
      (result.gradients[row, 0], result.gradients[row, 1]) = (gx, gy)
    }
    return result
  }
}

/// A density that is not a number away from the origin.
private struct Cliff: DifferentiableDensity {
  func gradient(at positions: Matrix) -> DensityGradient {
    DensityGradient(
      logDensities: (0..<positions.rows).map { positions[$0, 0] == 0 ? 0 : .nan }, gradients: positions)
  }
}

@Suite struct HamiltonianTests {
  /// Draws of the density itself stay draws of it: means, variances and covariance within four standard errors.
  @Test func theDensityIsLeftInvariant() {
    let count = 2_000
    var start = Matrix(rows: count, columns: 2)
    var random = RandomStream(seed: 1, stream: 0)
    for row in 0..<count {
      let (a, b) = (random.normal(), random.normal())
      start[row, 0] = 1 + 2 * a
      start[row, 1] = 0.3 * a + 0.4 * b
    }
    // So large a step that a good part is rejected: without rejection the density would be another.
    var chains = HamiltonianChains(
      at: start, of: Ellipse(), stepSizes: Array(repeating: 0.6, count: count),
      random: RandomStream(seed: 2, stream: 0))
    for _ in 0..<25 { chains.advance(over: Ellipse(), leapfrogSteps: 3, adaption: .frozen) }
    let acceptance = chains.acceptances.reduce(0, +) / Double(count)
    #expect((0.3...0.9).contains(acceptance), "α = \(acceptance)")
    expectMoments(chains.positions, means: [1, 0], variances: [4, 0.25], covariance: 0.6)
  }

  /// From a far start, burn-in finds the density and a step size with α near 0.9.
  @Test func burnInFindsTheDensityAndTheStepSize() {
    var chains = HamiltonianChains(
      at: Matrix(rows: 1_000, columns: 2, repeating: 8), of: Ellipse(),
      stepSizes: Array(repeating: 5, count: 1_000),
      random: RandomStream(seed: 3, stream: 0))
    for _ in 0..<100 { chains.advance(over: Ellipse(), leapfrogSteps: 6, adaption: .burnIn) }
    let stepSizes = chains.stepSizes
    var acceptance = 0.0
    for _ in 0..<20 {
      chains.advance(over: Ellipse(), leapfrogSteps: 6, adaption: .frozen)
      acceptance += chains.acceptances.reduce(0, +) / 20_000
    }
    #expect(chains.stepSizes == stepSizes && chains.transitions == 120)
    #expect((0.8...0.97).contains(acceptance), "α = \(acceptance)")
    expectMoments(chains.positions, means: [1, 0], variances: [4, 0.25], covariance: 0.6)
    chains.advance(over: Ellipse(), leapfrogSteps: 6, adaption: .persistent)
    #expect(
      zip(zip(stepSizes, chains.stepSizes), chains.acceptances).allSatisfy { sizes, acceptance in
        isClose(sizes.1, sizes.0 * exp(0.1 * (acceptance - 0.9)), 1e-12)
      })
  }

  /// With a decoder of zero weights the posterior is the prior.
  @Test(arguments: Likelihood.allCases)
  func thePosteriorOfABlindDecoderIsThePrior(likelihood: Likelihood) {
    let model = VariationalAutoencoder(
      Architecture(
        imageShape: ImageShape(height: 2, width: 2), hiddenSizes: [4], latentSize: 2, likelihood: likelihood))
    let (count, positions) = (10, 100)
    let density = JointDensity(
      model, pixels: somePixels(count, of: model.architecture)[...], count: count,
      positionsPerImage: positions, workspace: Workspace(model.architecture, count, samples: positions))
    var chains = HamiltonianChains(
      at: Matrix(rows: count * positions, columns: 2, repeating: 2), of: density,
      random: RandomStream(seed: 4, stream: 0))
    for _ in 0..<40 { chains.advance(over: density, leapfrogSteps: 4, adaption: .burnIn) }
    expectMoments(chains.positions, means: [0, 0], variances: [1, 1], covariance: 0)
  }

  @Test func aHamiltonianThatIsNotANumberIsARejection() {
    let start = Matrix(rows: 3, columns: 2)
    var chains = HamiltonianChains(at: start, of: Cliff(), random: RandomStream(seed: 5, stream: 0))
    chains.advance(over: Cliff(), leapfrogSteps: 2, adaption: .burnIn)
    #expect(chains.positions == start && chains.acceptances == [0, 0, 0])
    #expect(chains.stepSizes.allSatisfy { $0 < 0.1 })
  }

  /// s leapfrog steps cost s gradients, and the kept point is that of the positions.
  @Test func aTransitionCostsAGradientALeapfrogStep() {
    final class Counter: DifferentiableDensity {
      var calls = 0
      func gradient(at positions: Matrix) -> DensityGradient {
        calls += 1
        return Ellipse().gradient(at: positions)
      }
    }
    let counter = Counter()
    var chains = HamiltonianChains(
      at: Matrix(rows: 50, columns: 2), of: counter, random: RandomStream(seed: 6, stream: 0))
    for _ in 0..<10 { chains.advance(over: counter, leapfrogSteps: 4, adaption: .burnIn) }
    #expect(counter.calls == 41)
    let point = Ellipse().gradient(at: chains.positions)
    #expect(chains.point.gradients == point.gradients && chains.point.logDensities == point.logDensities)
  }

  /// A chain's path is its own: the chains beside it and the threads change nothing, and it can be taken up again.
  @Test func chainsAreIndependentOfTheirCompanyAndOfThreads() {
    let model = smallModel(hiddenSizes: [9, 6], latentSize: 2)
    let (count, each) = (6, 2)
    let pixels = somePixels(count, of: model.architecture)
    func path(_ images: Range<Int>, threads: Int, pause: Bool = false) -> ArraySlice<Float> {
      let density = JointDensity(
        model, pixels: pixels[(images.lowerBound * 12)...], count: images.count, positionsPerImage: each,
        workspace: Workspace(model.architecture, count, samples: each, threads: threads))
      let random = RandomStream(seed: 7, stream: 100)
      var chains = HamiltonianChains(
        at: Matrix(rows: images.count * each, columns: 2), of: density, random: random,
        firstChain: images.lowerBound * each)
      for step in 0..<12 {
        chains.advance(over: density, leapfrogSteps: 3, adaption: .burnIn)
        guard pause && step == 5 else { continue }
        chains = HamiltonianChains(
          at: chains.positions, of: density, stepSizes: chains.stepSizes, random: random,
          firstChain: images.lowerBound * each, transitions: chains.transitions)
      }
      return chains.positions.elements[...]
    }
    let whole = path(0..<count, threads: 3)
    #expect(path(0..<count, threads: 1) == whole)
    #expect(path(0..<count, threads: 2, pause: true) == whole)
    for image in 0..<count {
      #expect(path(image..<image + 1, threads: 1) == whole[image * 4..<image * 4 + 4])
    }
  }

  private func expectMoments(_ draws: Matrix, means: [Double], variances: [Double], covariance: Double) {
    let count = Double(draws.rows)
    func mean(_ value: (Int) -> Double) -> Double { (0..<draws.rows).reduce(0) { $0 + value($1) } / count }
    let centred = { (row: Int, unit: Int) in Double(draws[row, unit]) - means[unit] }
    for unit in 0..<2 {
      let (mean, square) = (mean { centred($0, unit) }, mean { centred($0, unit) * centred($0, unit) })
      #expect(abs(mean) < 4 * (variances[unit] / count).squareRoot(), "mean \(unit): \(mean)")
      #expect(abs(square - variances[unit]) < 4 * variances[unit] * (2 / count).squareRoot(), "\(square)")
    }
    let product = mean { centred($0, 0) * centred($0, 1) }
    let spread = ((variances[0] * variances[1] + covariance * covariance) / count).squareRoot()
    #expect(abs(product - covariance) < 4 * spread, "covariance \(product)")
  }
}
