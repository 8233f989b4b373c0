import Compute
import Foundation
import Testing

/// The kernels of layers whose weights have a posterior against naive loops.
@Suite struct WeightPosteriorKernelTests {
  /// The last is longer than what one accumulator sums.
  @Test(arguments: Kernels.available, [1, 16, 33, 3000])
  func variancesAndTheirDivergence(kernels: Kernels, count: Int) {
    let (means, logVariances) = (
      ScratchMatrix(1, count, random: 1), ScratchMatrix(1, count, random: 2, scale: 3)
    )
    let variances = ScratchMatrix(rows: 1, columns: count)
    let sum = kernels.weightVariances(
      means: means.base, logVariances: logVariances.base, into: variances.base, count: paddedToVector(count))
    var expected = 0.0
    for index in 0..<count {
      let (mean, logVariance) = (Double(means.base[index]), Double(logVariances.base[index]))
      expected += 0.5 * (mean * mean + exp(logVariance) - 1 - logVariance)
      #expect(abs(Double(variances.base[index]) / exp(logVariance) - 1) < 1e-6)
    }
    #expect(abs(sum - expected) < 2e-6 * (1 + expected))
  }

  @Test(arguments: Kernels.available, [KernelActivation.identity, .tanh, .relu])
  func perturbation(kernels: Kernels, activation: KernelActivation) {
    let (rows, columns) = (7, 33)
    let (values, noise) = (ScratchMatrix(rows, columns, random: 1), ScratchMatrix(rows, columns, random: 2))
    let variances = ScratchMatrix(rows: rows, columns: columns)
    for row in 0..<rows {
      // The variances of padding are not zero in use.
      for column in 0..<paddedToVector(columns) {
        variances.row(row)[column] = exp(Float(column - 3 * row) / 4)
      }
    }
    let (means, before) = (values.copy(), variances.copy())
    for tile in KernelTile.cover(rows: rows, columns: paddedToVector(columns), rowBlock: 3, columnBlock: 16) {
      kernels.perturb(values, variances: variances, noise: noise, activation, tile)
    }
    func deviation(_ row: Int, _ column: Int) -> Double { sqrt(Double(before.row(row)[column])) }
    #expect(
      values.mismatch { row, column in
        let sum = Double(means.row(row)[column]) + deviation(row, column) * Double(noise.row(row)[column])
        switch activation {
        case .identity: return sum
        case .tanh: return tanh(sum)
        case .relu: return max(0, sum)
        }
      } == nil)
    #expect(variances.mismatch { 0.5 * Double(noise.row($0)[$1]) / deviation($0, $1) } == nil)
  }

  @Test(arguments: Kernels.available, [5, 16, 100])
  func elementByElement(kernels: Kernels, count: Int) {
    let (a, b) = (ScratchMatrix(1, count, random: 1), ScratchMatrix(1, count, random: 2))
    let (sum, gradient) = (ScratchMatrix(1, count, random: 3), ScratchMatrix(1, count, random: 4))
    let (sumBefore, gradientBefore) = (sum.copy(), gradient.copy())
    let product = a.copy()
    kernels.multiply(product.base, b.base, into: product.base, count: count)
    kernels.addProduct(2, a.base, b.base, to: sum.base, count: count)
    kernels.logVarianceGradient(
      variances: a.base, gradient: gradient.base, divergenceWeight: 0.3, count: count / 16 * 16)
    func number(_ matrix: ScratchMatrix, _ column: Int) -> Double { Double(matrix.base[column]) }
    #expect(product.mismatch { number(a, $1) * number(b, $1) } == nil)
    #expect(sum.mismatch { number(sumBefore, $1) + 2 * number(a, $1) * number(b, $1) } == nil)
    let mismatch = gradient.mismatch { _, column in
      guard column < count / 16 * 16 else { return number(gradientBefore, column) }
      return number(a, column) * number(gradientBefore, column) + 0.15 * (number(a, column) - 1)
    }
    #expect(mismatch == nil)
  }

  /// A rule applied to a gradient at hand, the bias row among its rows, is the rule applied number by number.
  @Test(arguments: Kernels.available) func updateFromAGradientAtHand(kernels: Kernels) {
    let (inputs, columns) = (3, 20)
    let weights = ScratchMatrix(inputs + 1, columns, random: 1)
    let (gradient, before) = (ScratchMatrix(inputs + 1, columns, random: 2), weights.copy())
    let memory = UpdateMemory(
      layer: LayerMemory(
        weights: weights.base, inputs: inputs, columns: paddedToVector(columns), stride: weights.stride),
      firstState: nil, secondState: nil, gradient: gradient.base)
    // The gradient is scaled already.
    let rule = UpdateRule(kind: .sgd, stepSize: 0.5, gradientScale: 7)
    kernels.update(memory, rule, rows: 1..<4)
    let mismatch = weights.mismatch { row, column in
      let number = Double(before.row(row)[column])
      return row == 0 ? number : number - 0.5 * Double(gradient.row(row)[column])
    }
    #expect(mismatch == nil)
  }
}
