import CKernels

/// Sums over long blocks of numbers. Counts include padding, which is zero.
extension Kernels {
  /// Σ (a − `factor` · b)².
  public func squaredDifference(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, factor: Float = 1, count: Int
  ) -> Double {
    table.pointee.squaredDifference(a, b, factor, paddedToVector(count))
  }

  /// Σ (a − b).
  public func difference(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Double {
    table.pointee.difference(a, b, paddedToVector(count))
  }
}
