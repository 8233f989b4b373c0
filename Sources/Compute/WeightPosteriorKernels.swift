import CKernels

/// What layers need whose weights have a posterior (Kingma & Welling 2014, appendix F). Counts include padding.
extension Kernels {
  /// variances = exp(logVariances), number by number.
  /// - Returns: Σ KL(N(mean, variance) ‖ N(0, 1)) in nats. Padding adds nothing to it.
  public func weightVariances(
    means: UnsafePointer<Float>, logVariances: UnsafePointer<Float>,
    into variances: UnsafeMutablePointer<Float>,
    count: Int
  ) -> Double {
    table.pointee.weightVariances(means, logVariances, variances, count)
  }

  /// Draws pre-activations from their means and variances, and applies the activation, in one tile:
  /// values = activation(mean + √variance ⊙ noise).
  ///
  /// - Parameters:
  ///   - values: the means; replaced by the result.
  ///   - variances: replaced by the derivative of each pre-activation with respect to its variance, ½ · noise / √variance.
  /// Precondition: the three matrices are of one shape; all variances are positive.
  public func perturb(
    _ values: ScratchMatrix, variances: ScratchMatrix, noise: ScratchMatrix, _ activation: KernelActivation,
    _ tile: KernelTile
  ) {
    precondition(values.stride == variances.stride && values.stride == noise.stride, "rows of one length")
    var task = Perturbation(
      values: values.base, variances: variances.base, noise: noise.base, stride: values.stride,
      activation: activation.rawValue)
    table.pointee.perturb(&task, tile.range)
  }

  /// gradient ← variance ⊙ gradient + `divergenceWeight` · ½(variance − 1): from the gradient with respect to variances to
  /// that with respect to their logarithms, with the gradient of the KL divergence from N(0, 1).
  public func logVarianceGradient(
    variances: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>, divergenceWeight: Float,
    count: Int
  ) {
    table.pointee.logVarianceGradient(variances, gradient, divergenceWeight, count)
  }

  /// product = a ⊙ b; the product may be in the place of one of them.
  public func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into product: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    table.pointee.multiply(a, b, product, paddedToVector(count))
  }

  /// sum += factor · a ⊙ b.
  public func addProduct(
    _ factor: Float, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    to sum: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    table.pointee.addProduct(factor, a, b, sum, paddedToVector(count))
  }
}
