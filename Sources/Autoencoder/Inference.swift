import Compute

extension VariationalAutoencoder {
  /// q(z|x) of images given as bytes.
  ///
  /// - Parameters:
  ///   - pixels: N × D bytes.
  ///   - workspace: scratch memory and threads for this architecture; without one, the calling thread works alone.
  public func encode(pixels: [UInt8], count: Int, workspace: Workspace? = nil) -> Posterior {
    precondition(pixels.count >= count * architecture.pixelCount, "\(pixels.count) bytes for \(count) images")
    let latents = architecture.latentSize
    var mean = Matrix(rows: count, columns: latents)
    var logVariance = Matrix(rows: count, columns: latents)
    guard count > 0 else { return Posterior(mean: mean, logVariance: logVariance) }
    let workspace = workspace ?? ownWorkspace(rows: count)
    parameters.block.withUnsafePointer { base in
      let network = NetworkMemory(reading: parameters.layout, at: base)
      forEachBatch(of: count, workspace) { batch in
        pixels.withUnsafeBufferPointer { bytes in
          let images = UnsafeBufferPointer(rebasing: bytes[(batch.lowerBound * architecture.pixelCount)...])
          workspace.load(images, count: batch.count, samples: 1, noise: nil)
        }
        workspace.encode(network)
        workspace.heads.unload(into: &mean, rows: batch)
        workspace.heads.unload(into: &logVariance, rows: batch, firstColumn: workspace.logVarianceColumn)
      }
    }
    return Posterior(mean: mean, logVariance: logVariance)
  }

  /// p(x|z) of N latent positions, N × L.
  public func decode(_ latents: Matrix, workspace: Workspace? = nil) -> PixelDistribution {
    precondition(
      latents.columns == architecture.latentSize, "latent positions of \(latents.columns) dimensions")
    let logVarianceRange = architecture.likelihood.logVarianceRange
    var mean = Matrix(rows: latents.rows, columns: architecture.pixelCount)
    var logVariance = Matrix(
      rows: logVarianceRange == nil ? 0 : latents.rows, columns: architecture.pixelCount)
    if latents.rows > 0 {
      let workspace = workspace ?? ownWorkspace(rows: latents.rows)
      parameters.block.withUnsafePointer { base in
        let network = NetworkMemory(reading: parameters.layout, at: base)
        forEachBatch(of: latents.rows, workspace) { batch in
          workspace.latent.load(latents, rows: batch)
          workspace.decode(network, rows: batch.count)
          workspace.output.unload(into: &mean, rows: batch)
          if let column = workspace.pixelLogVarianceColumn {
            workspace.output.unload(into: &logVariance, rows: batch, firstColumn: column)
          }
        }
      }
    }
    return PixelDistribution(
      architecture.likelihood, mean: mean, logVariance: logVarianceRange.map { clamped(logVariance, to: $0) })
  }

  private func clamped(_ matrix: Matrix, to range: ClosedRange<Float>) -> Matrix {
    Matrix(
      rows: matrix.rows, columns: matrix.columns,
      elements: matrix.elements.map { min(range.upperBound, max(range.lowerBound, $0)) })
  }

  private func ownWorkspace(rows: Int) -> Workspace {
    Workspace(architecture, batchSize: min(rows, 100), team: ThreadTeam(threadCount: 1))
  }

  private func forEachBatch(of count: Int, _ workspace: Workspace, _ body: (Range<Int>) -> Void) {
    precondition(workspace.architecture == architecture, "a workspace for another architecture")
    for first in stride(from: 0, to: count, by: workspace.batchSize) {
      body(first..<min(count, first + workspace.batchSize))
    }
  }
}

extension Workspace {
  /// Latent positions in `latent` to the pixels' means, and log-variances, in `output`.
  func decode(_ network: NetworkMemory, rows: Int) {
    count = rows
    samplesInUse = 1
    forEachImageBlock { decoderBody(network, rows: $0) }
    let head = network.decoderHead
    decoderOutput(
      network, KernelTile.cover(rows: rows, columns: head.columns, rowBlock: 100, columnBlock: 96))
    forEachImageBlock { block in
      for row in block { kernels.sigmoid(output.row(row), count: architecture.pixelCount) }
    }
  }
}
