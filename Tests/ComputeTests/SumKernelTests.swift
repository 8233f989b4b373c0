import Compute
import Testing

/// Sums over long blocks against plain loops.
@Suite struct SumKernelTests {
  /// The last is longer than what one accumulator sums.
  @Test(arguments: Kernels.available, [1, 16, 33, 3000])
  func sums(kernels: Kernels, count: Int) {
    let (a, b) = (ScratchMatrix(1, count, random: 1), ScratchMatrix(1, count, random: 2))
    var (squares, difference, size) = (0.0, 0.0, 0.0)
    for index in 0..<count {
      let (x, y) = (Double(a.base[index]), Double(b.base[index]))
      squares += (x - 0.9 * y) * (x - 0.9 * y)
      difference += x - y
      size += abs(x - y)
    }
    let found = kernels.squaredDifference(a.base, b.base, factor: 0.9, count: count)
    #expect(abs(found - squares) < 2e-6 * (1 + squares))
    #expect(abs(kernels.difference(a.base, b.base, count: count) - difference) < 2e-6 * (1 + size))
  }
}
