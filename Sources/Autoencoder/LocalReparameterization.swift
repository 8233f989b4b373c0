import Compute

/// The passes of a network of which some layers have a posterior over their weights; the others are as in plain training.
extension Workspace {
  /// Images to log p(x|z, w) and its gradient by the decoder's output, with a draw of each noisy pre-activation.
  func forward(_ passes: NetworkPasses, noise: RandomStream) {
    if let noisy = passes.first.noisy {
      forEachImageBlock { block in
        if isSparse { expandPixels(pixels, images: block, into: densePixels) }
        square(densePixels, into: noisy.squares, rows: block)
      }
    }
    run(
      KernelTile.cover(
        rows: count, columns: passes.first.layer.columns, rowBlock: 20, columnBlock: firstLayerColumnBlock)
    ) { forward(passes.first, $0, noise: noise) }
    forEachImageBlock { block in
      for pass in passes.encoder { forward(pass, rows: block, noise: noise) }
      drawLatents(images: block)
      for pass in passes.decoderHidden { forward(pass, rows: sampleRows(block), noise: noise) }
      if let noisy = passes.decoderHead.noisy {
        square(passes.decoderHead.input, into: noisy.squares, rows: sampleRows(block))
      }
    }
    run(
      KernelTile.cover(
        rows: rowCount, columns: passes.decoderHead.layer.columns, rowBlock: 100, columnBlock: 32)
    ) { forward(passes.decoderHead, $0, noise: noise) }
    outputLikelihood()
    sumLogProbabilities()
  }

  /// The gradient of the negative objective, summed over the minibatch, before each activation and by the variance of each
  /// noisy pre-activation: after `forward`, all but the gradients of the weights themselves.
  func backward(_ passes: NetworkPasses) {
    forEachImageBlock { varianceGradient(passes.decoderHead, rows: sampleRows($0)) }
    let tiles = KernelTile.cover(
      rows: rowCount, columns: passes.decoderHead.layer.inputs, rowBlock: 100, columnBlock: 48)
    runListingPixels(beside: tiles.count) { backward(passes.decoderHead, tiles[$0]) }
    forEachImageBlock { block in
      for pass in passes.decoderHidden.reversed() { backward(pass, rows: sampleRows(block)) }
      kernels.posteriorGradient(
        latentRows, latentGradient: latentGradient, sampleWeights: nil, klWeight: 1, into: headGradients,
        images: block)
      for pass in passes.encoder.reversed() { backward(pass, rows: block) }
      varianceGradient(passes.first, rows: block)
    }
  }

  private func run(_ tiles: [KernelTile], _ body: (KernelTile) -> Void) {
    team.run(tasks: tiles.count) { body(tiles[$0]) }
  }

  private func square(_ input: ScratchMatrix, into squares: ScratchMatrix, rows: Range<Int>) {
    for row in rows {
      kernels.multiply(input.row(row), input.row(row), into: squares.row(row), count: input.columns)
    }
  }

  private func forward(_ pass: LayerPass, rows: Range<Int>, noise: RandomStream) {
    if let noisy = pass.noisy { square(pass.input, into: noisy.squares, rows: rows) }
    forward(pass, KernelTile(rows: rows, columns: 0..<pass.layer.columns), noise: noise)
  }

  /// output = activation(N(input · weights + bias, input² · σ² + σ_b²)) in a tile, whose input is squared already.
  private func forward(_ pass: LayerPass, _ tile: KernelTile, noise: RandomStream) {
    let activation = pass.noisy == nil ? pass.activation : .identity
    if pass.inputGradient == nil && isSparse {
      kernels.forward(sparsePixels, pass.layer, activation, into: pass.output, tile)
    } else {
      kernels.forward(pass.input, pass.layer, activation, into: pass.output, tile)
    }
    guard let noisy = pass.noisy else { return }
    kernels.forward(noisy.squares, noisy.weightVariances, .identity, into: noisy.variances, tile)
    noisy.drawNoise(noise, tile)
    kernels.perturb(pass.output, variances: noisy.variances, noise: noisy.noise, pass.activation, tile)
  }

  /// The gradient by the variance of a pre-activation u = m + √v·ε: that by u, times ½ε/√v.
  private func varianceGradient(_ pass: LayerPass, rows: Range<Int>) {
    guard let noisy = pass.noisy else { return }
    for row in rows {
      let variances = noisy.variances.row(row)
      kernels.multiply(variances, pass.gradient.row(row), into: variances, count: pass.layer.columns)
    }
  }

  private func backward(_ pass: LayerPass, rows: Range<Int>) {
    varianceGradient(pass, rows: rows)
    backward(pass, KernelTile(rows: rows, columns: 0..<pass.layer.inputs))
  }

  /// The gradient by the input a, through the means and, as 2a times that by a², through the variances. The tile's columns
  /// are the layer's inputs.
  private func backward(_ pass: LayerPass, _ tile: KernelTile) {
    let inputGradient = pass.inputGradient!
    kernels.backward(
      pass.gradient, pass.layer, pass.inputActivation, activated: pass.input, into: inputGradient, tile)
    guard let noisy = pass.noisy else { return }
    kernels.backward(
      noisy.variances, noisy.weightVariances, pass.inputActivation, activated: pass.input,
      into: noisy.squareGradients, tile)
    let first = tile.columns.lowerBound
    for row in tile.rows {
      kernels.addProduct(
        2, pass.input.row(row) + first, noisy.squareGradients.row(row) + first,
        to: inputGradient.row(row) + first, count: tile.columns.count)
    }
  }
}
