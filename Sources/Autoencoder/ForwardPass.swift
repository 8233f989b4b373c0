import Compute

/// Writes the bytes of a range of a minibatch's images, a row of D an image. Called on several threads at once.
public typealias ImageWriter = (_ images: Range<Int>, _ target: UnsafeMutableBufferPointer<UInt8>) -> Void

extension Workspace {
  /// Takes in a minibatch and draws its noise: row r of the noise is made of the draws r·L on.
  func load(count: Int, samples: Int, noise stream: RandomStream?, images: ImageWriter) {
    let pixelCount = architecture.pixelCount
    precondition(count > 0 && count <= batchSize, "\(count) images in a workspace for \(batchSize)")
    precondition(samples <= self.samples, "\(samples) samples in a workspace for \(self.samples)")
    self.count = count
    samplesInUse = samples
    let blockSize = 2 * SparsePixels.group
    team.run(tasks: (count + blockSize - 1) / blockSize) { task in
      let block = task * blockSize..<min(count, (task + 1) * blockSize)
      images(
        block,
        UnsafeMutableBufferPointer(
          start: pixels + block.lowerBound * pixelCount, count: block.count * pixelCount))
      sparsePixels.list(images: block, of: pixels)
      if let stream { drawNoise(stream, rows: sampleRows(block)) }
    }
    isSparse = sparsePixels.density(images: count) < 0.7
    if !isSparse { forEachImageBlock { expandPixels(pixels, images: $0, into: densePixels) } }
  }

  /// The same from B × D bytes.
  func load(_ bytes: UnsafeBufferPointer<UInt8>, count: Int, samples: Int, noise: RandomStream?) {
    let pixelCount = architecture.pixelCount
    precondition(
      bytes.count >= count * pixelCount, "\(bytes.count) bytes for \(count) images of \(pixelCount)")
    load(count: count, samples: samples, noise: noise) { images, target in
      let range = images.lowerBound * pixelCount..<images.upperBound * pixelCount
      _ = target.update(fromContentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    }
  }

  func drawNoise(_ stream: RandomStream, rows: Range<Int>) {
    var stream = stream
    stream.index += UInt64(rows.lowerBound * architecture.latentSize)
    for row in rows {
      stream.fillNormal(UnsafeMutableBufferPointer(start: noise.row(row), count: architecture.latentSize))
    }
  }

  /// Images to posterior heads, the first layer by columns, the others by images.
  func encode(_ network: NetworkMemory) {
    firstLayer(network)
    forEachImageBlock { encoderTail(network, images: $0) }
  }

  /// Images to the decoder's output, whose likelihood and gradient are left in `logPartials` and `output`.
  func forward(_ network: NetworkMemory) {
    decode(afterEncoding: network)
    likelihood(network)
    sumLogProbabilities()
  }

  /// The same without the gradient.
  func evaluate(_ network: NetworkMemory) {
    decode(afterEncoding: network)
    likelihood(network, keepsGradient: false)
    sumLogProbabilities()
  }

  /// Images to log p(x, z) − log q(z|x) of each sample, in `logProbabilities`.
  func weigh(_ network: NetworkMemory) {
    decode(afterEncoding: network)
    likelihood(network, keepsGradient: false)
    sumLogWeights()
  }

  /// Images to the decoder's last hidden layer.
  private func decode(afterEncoding network: NetworkMemory) {
    firstLayer(network)
    forEachImageBlock { block in
      encoderTail(network, images: block)
      drawLatents(images: block)
      decoderBody(network, rows: sampleRows(block))
    }
  }

  /// The columns of the first layer that one thread computes: those weights stay with its core.
  var firstLayerColumnBlock: Int {
    let share = layout.encoderHidden[0].columns / team.threadCount
    return min(256, max(64, (share + 63) / 64 * 64))
  }

  private func firstLayer(_ network: NetworkMemory) {
    let layer = network.encoderHidden[0]
    let activation = architecture.activation.kernel
    let tiles = KernelTile.cover(
      rows: count, columns: layer.columns, rowBlock: 20, columnBlock: firstLayerColumnBlock)
    team.run(tasks: tiles.count) { task in
      if isSparse {
        kernels.forward(sparsePixels, layer, activation, into: encoderHidden[0], tiles[task])
      } else {
        kernels.forward(densePixels, layer, activation, into: encoderHidden[0], tiles[task])
      }
    }
  }

  private func encoderTail(_ network: NetworkMemory, images: Range<Int>) {
    for index in encoderHidden.indices.dropFirst() {
      let layer = network.encoderHidden[index]
      kernels.forward(
        encoderHidden[index - 1], layer, architecture.activation.kernel, into: encoderHidden[index],
        KernelTile(rows: images, columns: 0..<layer.columns))
    }
    kernels.forward(
      encoderHidden.last!, network.encoderHead, .identity, into: heads,
      KernelTile(rows: images, columns: 0..<network.encoderHead.columns))
  }

  /// Posterior heads to latent positions, and the divergence of each image.
  func drawLatents(images: Range<Int>) {
    kernels.klDivergence(latentRows, into: divergence, images: images)
    sumDivergences(images: images)
    kernels.reparameterize(latentRows, images: images)
  }

  /// Latent positions to the last hidden layer.
  func decoderBody(_ network: NetworkMemory, rows: Range<Int>) {
    var input = latent
    for (layer, output) in zip(network.decoderHidden, decoderHidden) {
      kernels.forward(
        input, layer, architecture.activation.kernel, into: output,
        KernelTile(rows: rows, columns: 0..<layer.columns))
      input = output
    }
  }

  /// The decoder's output before any non-linearity, in `output`.
  func decoderOutput(_ network: NetworkMemory, _ tiles: [KernelTile]) {
    team.run(tasks: tiles.count) {
      kernels.forward(decoderHidden.last!, network.decoderHead, .identity, into: output, tiles[$0])
    }
  }

  /// KL(q(z|x) ‖ N(0, I)) of each image of a range, in `divergences`.
  private func sumDivergences(images: Range<Int>) {
    for image in images {
      let parts = divergence.row(image)
      var sum = 0.0
      for unit in 0..<architecture.latentSize { sum += Double(parts[unit]) }
      divergences[image] = sum
    }
  }

  /// log p(z) − log q(z|x) of a row of the decoder, whose constants cancel.
  func logPriorRatio(row: Int) -> Double {
    let logVariance = heads.row(row / samplesInUse) + logVarianceColumn
    let (z, e) = (latent.row(row), noise.row(row))
    var sum: Float = 0
    for unit in 0..<architecture.latentSize {
      sum += logVariance[unit] + e[unit] * e[unit] - z[unit] * z[unit]
    }
    return 0.5 * Double(sum)
  }
}
