import Compute

extension Workspace {
  /// The gradient of the negative objective, summed over the minibatch, before each activation: after `forward` and
  /// `weighSamples`, all but the gradients of the weights themselves.
  func backward(_ network: NetworkMemory, _ objective: Objective) {
    let tiles = outputBackwardTiles(network)
    runListingPixels(beside: tiles.count) { outputBackward(network, tiles[$0]) }
    forEachImageBlock { block in
      decoderBackward(network, rows: sampleRows(block))
      kernels.posteriorGradient(
        latentRows, latentGradient: latentGradient,
        sampleWeights: objective.bound == .iwae ? UnsafePointer(sampleWeights) : nil,
        klWeight: objective.klWeight, into: headGradients, images: block)
      encoderBackward(network, images: block)
    }
  }

  /// Runs tasks and, beside them, lists the images by pixel, as the first layer's weight gradient wants them where it takes
  /// the sparse path.
  func runListingPixels(beside tasks: Int, _ body: (Int) -> Void) {
    team.run(tasks: tasks + pixelListTasks) { task in
      if task < tasks { body(task) } else { listImagesByPixel(task: task - tasks) }
    }
  }

  /// Lists the images by pixel, as the first layer's weight gradient wants them where it takes the sparse path.
  func listImagesByPixel() {
    team.run(tasks: pixelListTasks) { listImagesByPixel(task: $0) }
  }

  /// The pixels that one task lists.
  private var pixelBlock: Int { 64 }

  private var pixelListTasks: Int {
    isSparse ? (architecture.pixelCount + pixelBlock - 1) / pixelBlock : 0
  }

  private func listImagesByPixel(task: Int) {
    let first = task * pixelBlock
    sparsePixels.list(
      pixelRange: first..<min(architecture.pixelCount, first + pixelBlock), of: pixels, imageCount: count)
  }

  /// The rectangles of the last hidden layer's gradient, each the work of one `outputBackward`.
  func outputBackwardTiles(_ network: NetworkMemory) -> [KernelTile] {
    KernelTile.coverByRows(
      rows: rowCount, columns: network.decoderHead.inputs, rowBlock: 200, columnBlock: 24)
  }

  /// The gradient of the decoder's output to that of its last hidden layer.
  func outputBackward(_ network: NetworkMemory, _ tile: KernelTile) {
    let last = decoderHidden.count - 1
    kernels.backward(
      output, network.decoderHead, architecture.activation.kernel, activated: decoderHidden[last],
      into: decoderHiddenGradients[last], tile)
  }

  /// The gradient of the decoder's last hidden layer to that of the latent positions, in `latentGradient`.
  func decoderBackward(_ network: NetworkMemory, rows: Range<Int>) {
    for index in decoderHidden.indices.reversed() {
      let layer = network.decoderHidden[index]
      let isFirst = index == 0
      kernels.backward(
        decoderHiddenGradients[index], layer, isFirst ? .identity : architecture.activation.kernel,
        activated: isFirst ? latent : decoderHidden[index - 1],
        into: isFirst ? latentGradient : decoderHiddenGradients[index - 1],
        KernelTile(rows: rows, columns: 0..<layer.inputs))
    }
  }

  /// The gradient of the posterior's heads, in `headGradients`, to those of the encoder's hidden layers.
  func encoderBackward(_ network: NetworkMemory, images: Range<Int>) {
    var (gradient, layer) = (headGradients, network.encoderHead)
    for index in encoderHidden.indices.reversed() {
      kernels.backward(
        gradient, layer, architecture.activation.kernel, activated: encoderHidden[index],
        into: encoderHiddenGradients[index], KernelTile(rows: images, columns: 0..<layer.inputs))
      (gradient, layer) = (encoderHiddenGradients[index], network.encoderHidden[index])
    }
  }

  /// Weighs the samples of each image as the objective does: 1/K, or the normalised importance weights
  /// w̃_k = w_k / Σ w (Burda et al. 2016, eq. 13); their gradients in `output` are weighed alike.
  /// - Returns: the mean over the images of the bound, its parts and the objective, in nats.
  func weighSamples(_ objective: Objective) -> ELBO {
    var (elbo, ascended) = (0.0, 0.0)
    for image in 0..<count {
      let rows = sampleRows(image..<image + 1)
      let mean = rows.reduce(0) { $0 + logProbabilities[$1] } / Double(samplesInUse)
      elbo += mean - divergences[image]
      switch objective.bound {
      case .elbo: for row in rows { sampleWeights[row] = 1 / Float(samplesInUse) }
      case .iwae: ascended += weighByImportance(rows)
      }
    }
    if samplesInUse > 1 {
      forEachImageBlock { block in
        for row in sampleRows(block) {
          kernels.scale(output.row(row), by: sampleWeights[row], count: output.columns)
        }
      }
    }
    let images = Double(count)
    var result = ELBO(
      elbo: elbo / images,
      reconstruction: (0..<rowCount).reduce(0) { $0 + logProbabilities[$1] } / Double(rowCount),
      klDivergence: (0..<count).reduce(0) { $0 + divergences[$1] } / images)
    result.objective = objective.value(of: result, importanceWeighted: ascended / images)
    return result
  }

  /// Gives the samples of one image their importance weights. Returns log 1/K Σ w_k.
  private func weighByImportance(_ rows: Range<Int>) -> Double {
    let logWeights = rows.map { logProbabilities[$0] + logPriorRatio(row: $0) }
    let logSum = logSumExp(logWeights)
    for (row, logWeight) in zip(rows, logWeights) { sampleWeights[row] = Float(exp(logWeight - logSum)) }
    return logSum - log(Double(rows.count))
  }
}
