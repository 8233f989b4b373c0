import Compute

extension Workspace {
  /// The last hidden layer to log p(x|z) and its gradient: partial sums in `logPartials`, the gradient of −log p(x|z)
  /// in `output`. Where the gradient is not kept, `output` has no meaning.
  func likelihood(_ network: NetworkMemory, keepsGradient: Bool = true) {
    let head = network.decoderHead
    let tiles = KernelTile.coverByRows(rows: rowCount, columns: head.columns, rowBlock: 200, columnBlock: 32)
    switch architecture.likelihood {
    case .bernoulli:
      team.run(tasks: tiles.count) {
        kernels.bernoulliForward(
          decoderHidden.last!, head, targets, gradient: keepsGradient ? output : nil,
          partialSums: logPartials,
          tiles[$0])
      }
    case .gaussian:
      decoderOutput(network, tiles)
      outputLikelihood()
    }
  }

  /// The same from the decoder's output before any non-linearity, in `output`.
  func outputLikelihood() {
    switch architecture.likelihood {
    case .bernoulli:
      forEachImageBlock { for row in sampleRows($0) { bernoulliLikelihood(row: row) } }
    case .gaussian:
      forEachImageBlock {
        kernels.gaussianLikelihood(
          output, logVarianceColumn: pixelLogVarianceColumn!, targets,
          logVariances: architecture.likelihood.logVarianceRange!, sums: logPartials, rows: sampleRows($0))
      }
    }
  }

  /// The kernel with a layer of no inputs, whose biases are the row's logits.
  private func bernoulliLikelihood(row: Int) {
    let logits = LayerMemory(
      weights: output.row(row), inputs: 0, columns: layout.decoderHead.columns, stride: output.stride)
    kernels.bernoulliForward(
      decoderHidden.last!, logits, targets, gradient: output, partialSums: logPartials,
      KernelTile(rows: row..<row + 1, columns: 0..<logits.columns))
  }

  /// log p(x|z) of each row of the decoder, in `logProbabilities`.
  func sumLogProbabilities() {
    forEachImageBlock { for row in sampleRows($0) { logProbabilities[row] = logProbability(row: row) } }
  }

  /// log p(x, z) − log q(z|x) of each row of the decoder, in `logProbabilities`.
  func sumLogWeights() {
    forEachImageBlock {
      for row in sampleRows($0) { logProbabilities[row] = logProbability(row: row) + logPriorRatio(row: row) }
    }
  }

  private func logProbability(row: Int) -> Double {
    // The Bernoulli kernel leaves one part for each tile of columns it used, and zeros between them.
    let parts =
      switch architecture.likelihood {
      case .bernoulli: logPartials.columns
      case .gaussian: 1
      }
    let start = logPartials.row(row)
    var sum = 0.0
    for part in 0..<parts { sum += Double(start[part]) }
    return sum
  }

  /// Where the pixels' log-variances begin in a row of `output`; `nil` where the likelihood has none.
  var pixelLogVarianceColumn: Int? {
    architecture.likelihood.logVarianceRange == nil ? nil : layout.decoderHead.heads[1].firstColumn
  }
}
