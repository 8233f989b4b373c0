import Compute

/// The encoder's share of methods that teach it which latent position an image came from: log q(z|x) of given z.
extension Workspace {
  /// The gradient of −log q(z|x) with respect to the encoder's layers, summed over the minibatch, z being the position
  /// of each image in `latent`. Leaves all but the gradients of the weights themselves.
  func recognitionBackward(_ network: NetworkMemory) {
    encode(network)
    forEachImageBlock { block in
      recognitionGradient(images: block)
      encoderBackward(network, images: block)
    }
  }

  /// The gradient of −log q(z|x) with respect to the heads: (m − z)/σ² and ½(1 − (z − m)²/σ²).
  private func recognitionGradient(images: Range<Int>) {
    for image in images {
      let (means, gradients, z) = (heads.row(image), headGradients.row(image), latent.row(image))
      for unit in 0..<architecture.latentSize {
        let precision = exp(-means[logVarianceColumn + unit])
        let distance = means[unit] - z[unit]
        gradients[unit] = distance * precision
        gradients[logVarianceColumn + unit] = 0.5 * (1 - distance * distance * precision)
      }
    }
  }
}
