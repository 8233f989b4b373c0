import Compute

/// log p(x|z) of many images at the same latent positions: the decoder runs once a position, whatever the number of
/// images.
struct LikelihoodTable {
  private let model: VariationalAutoencoder
  private let workspace: Workspace
  private let count: Int
  /// N × D bytes, and 64 more, which the kernels may read.
  private let pixels: [UInt8]
  /// N × H and N: what a Bernoulli likelihood needs of the images; `nil` for another.
  private let projections: (weights: ScratchMatrix, offsets: [Double])?

  /// Of images given as N × D bytes.
  init(_ model: VariationalAutoencoder, pixels: ArraySlice<UInt8>, count: Int, team: ThreadTeam) {
    let size = model.architecture.pixelCount
    self.model = model
    self.count = count
    self.pixels = pixels.prefix(count * size) + Array(repeating: 0, count: 64)
    workspace = Workspace(model.architecture, batchSize: 1, samples: 200, team: team)
    projections =
      switch model.architecture.likelihood {
      case .bernoulli: Self.projections(model, self.pixels, count, workspace)
      case .gaussian: nil
      }
  }

  /// log p(x|z) in nats, G × N, of G × L positions.
  func logLikelihoods(at positions: Matrix) -> ScratchMatrix {
    let table = ScratchMatrix(rows: positions.rows, columns: count)
    for first in stride(from: 0, to: positions.rows, by: workspace.samples) {
      let rows = first..<min(positions.rows, first + workspace.samples)
      decode(positions, rows) { network in
        switch model.architecture.likelihood {
        case .bernoulli: bernoulli(network, into: table, firstRow: first)
        case .gaussian: gaussian(network, into: table, firstRow: first)
        }
      }
    }
    return table
  }

  /// Positions to the last hidden layer, in the first rows of the workspace; all count as samples of one black image.
  private func decode(_ positions: Matrix, _ rows: Range<Int>, _ body: (NetworkMemory) -> Void) {
    let black = [UInt8](repeating: 0, count: model.architecture.pixelCount)
    black.withUnsafeBufferPointer { workspace.load($0, count: 1, samples: rows.count, noise: nil) }
    workspace.latent.load(positions, rows: rows)
    model.parameters.block.withUnsafePointer { base in
      let network = NetworkMemory(reading: model.parameters.layout, at: base)
      forEachRowBlock { workspace.decoderBody(network, rows: $0) }
      body(network)
    }
  }

  private func forEachRowBlock(_ body: (Range<Int>) -> Void) {
    let rows = workspace.rowCount
    workspace.team.run(tasks: (rows + 9) / 10) { body($0 * 10..<min(rows, ($0 + 1) * 10)) }
  }
}

/// log p(x|z) = x·l(z) + log p(0|z) with logits l = Wᵀh + b, so that x·l = (W·x)·h + b·x: one product for each image
/// and position, as long as the last hidden layer.
extension LikelihoodTable {
  /// W·x and b·x of each image x.
  private static func projections(
    _ model: VariationalAutoencoder, _ pixels: [UInt8], _ count: Int, _ workspace: Workspace
  ) -> (weights: ScratchMatrix, offsets: [Double]) {
    let images = ScratchMatrix(rows: count, columns: model.architecture.pixelCount)
    let head = workspace.layout.decoderHead
    let weights = ScratchMatrix(rows: count, columns: head.inputs)
    var offsets: [Double] = []
    pixels.withUnsafeBufferPointer { expandPixels($0.baseAddress!, images: 0..<count, into: images) }
    model.parameters.block.withUnsafePointer { base in
      let network = NetworkMemory(reading: model.parameters.layout, at: base)
      let tiles = KernelTile.cover(rows: count, columns: head.inputs, rowBlock: 100, columnBlock: 24)
      workspace.team.run(tasks: tiles.count) {
        workspace.kernels.backward(
          images, network.decoderHead, .identity, activated: weights, into: weights, tiles[$0])
      }
      for image in 0..<count {
        let x = images.row(image)
        offsets.append(
          (0..<images.columns).reduce(0.0) { $0 + Double(x[$1]) * Double(base[head.biasOffset + $1]) })
      }
    }
    return (weights, offsets)
  }

  private func bernoulli(_ network: NetworkMemory, into table: ScratchMatrix, firstRow: Int) {
    guard let (weights, offsets) = projections else { return }
    workspace.likelihood(network)
    workspace.sumLogProbabilities()
    let hidden = workspace.decoderHidden.last!
    let products = LayerMemory(
      weights: weights.base, inputs: count, columns: paddedToVector(weights.columns), stride: weights.stride)
    let result = ScratchMatrix(rows: workspace.rowCount, columns: count)
    forEachRowBlock { rows in
      workspace.kernels.backward(
        hidden, products, .identity, activated: result, into: result,
        KernelTile(rows: rows, columns: 0..<count))
      for row in rows {
        let (source, target) = (result.row(row), table.row(firstRow + row))
        for image in 0..<count {
          target[image] = Float(Double(source[image]) + offsets[image] + workspace.logProbabilities[row])
        }
      }
    }
  }
}

/// A Gaussian decoder's output is computed once a position, its density for each image.
extension LikelihoodTable {
  private func gaussian(_ network: NetworkMemory, into table: ScratchMatrix, firstRow: Int) {
    let (output, size) = (workspace.output, model.architecture.pixelCount)
    workspace.decoderOutput(
      network,
      KernelTile.cover(rows: workspace.rowCount, columns: output.columns, rowBlock: 100, columnBlock: 96))
    let scratch = ScratchMatrix(rows: workspace.rowCount, columns: output.columns)
    pixels.withUnsafeBufferPointer { bytes in
      forEachRowBlock { rows in
        for image in 0..<count {
          scratch.row(rows.lowerBound).update(
            from: output.row(rows.lowerBound), count: rows.count * output.stride)
          workspace.kernels.gaussianLikelihood(
            scratch, logVarianceColumn: workspace.pixelLogVarianceColumn!,
            PixelTargets(
              pixels: bytes.baseAddress! + image * size, pixelCount: size, samples: workspace.rowCount),
            logVariances: model.architecture.likelihood.logVarianceRange!, sums: workspace.logPartials,
            rows: rows)
          for row in rows { table.row(firstRow + row)[image] = workspace.logPartials.row(row)[0] }
        }
      }
    }
  }
}
