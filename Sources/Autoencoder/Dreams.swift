import Compute

extension Workspace {
  /// Draws z ~ N(0, I) into `latent` and x ~ p(x|z), which is taken in as a minibatch of `count` images.
  ///
  /// - Parameters:
  ///   - latents: draws 0 ..< B·L are used.
  ///   - random: draws 0 ..< B·D are used, one a pixel, as `PixelDistribution.sample` does.
  func dream(_ network: NetworkMemory, count: Int, latents: RandomStream, pixels random: RandomStream) {
    self.count = count
    samplesInUse = 1
    forEachImageBlock { block in
      drawNoise(latents, rows: block)
      for row in block { latent.row(row).update(from: noise.row(row), count: architecture.latentSize) }
    }
    decode(network, rows: count)
    switch architecture.likelihood {
    case .bernoulli:
      // Bytes, so that dreams that are mostly zero take the sparse path as images do.
      load(count: count, samples: 1, noise: nil) { drawBernoulli($0, random, into: $1) }
    case .gaussian:
      isSparse = false
      forEachImageBlock { drawGaussian($0, random) }
    }
  }

  private func pixelRandom(_ random: RandomStream, image: Int) -> RandomStream {
    var random = random
    random.index &+= UInt64(image * architecture.pixelCount)
    return random
  }

  /// Draws the pixels of a range of images whose probabilities are in `output`.
  private func drawBernoulli(
    _ images: Range<Int>, _ random: RandomStream, into bytes: UnsafeMutableBufferPointer<UInt8>
  ) {
    let size = architecture.pixelCount
    for (slot, image) in images.enumerated() {
      let (probabilities, uniforms) = (output.row(image), densePixels.row(image))
      var random = pixelRandom(random, image: image)
      random.fillUniform(UnsafeMutableBufferPointer(start: uniforms, count: size), kernels: kernels)
      let target = bytes.baseAddress! + slot * size
      for pixel in 0..<size { target[pixel] = uniforms[pixel] < probabilities[pixel] ? 255 : 0 }
    }
  }

  /// Draws the pixels of a range of images, whose means and log-variances are in `output`, into `densePixels`.
  private func drawGaussian(_ images: Range<Int>, _ random: RandomStream) {
    let (size, column) = (architecture.pixelCount, pixelLogVarianceColumn!)
    let range = architecture.likelihood.logVarianceRange!
    for image in images {
      let logVariances = output.row(image) + column
      for pixel in 0..<size {
        logVariances[pixel] = min(range.upperBound, max(range.lowerBound, logVariances[pixel]))
      }
      var random = pixelRandom(random, image: image)
      random.fillNormal(
        UnsafeMutableBufferPointer(start: densePixels.row(image), count: size), kernels: kernels)
    }
    // mean + exp(½·logVariance) ⊙ noise is the same for pixels as for latent positions.
    let rows = LatentRows(
      heads: output, logVarianceColumn: column, noise: densePixels, latent: densePixels, latentSize: size,
      samples: 1)
    kernels.reparameterize(rows, images: images)
    for image in images {
      (densePixels.row(image) + size).update(repeating: 0, count: paddedToVector(size) - size)
    }
  }
}
