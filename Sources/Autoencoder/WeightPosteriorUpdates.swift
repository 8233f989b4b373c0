import Compute

extension WeightPosteriorWorkspace {
  /// Numbers of a task that goes through the flat block.
  private static let blockSize = 16_384

  /// Takes the variances of a posterior in.
  /// - Returns: KL(q(w) ‖ p(w)), as `WeightPosterior.divergence(from:)`.
  func takeIn(_ posterior: WeightPosterior, means: Parameters) -> Double {
    let layout = means.layout
    let first = layout.layers(of: extent)[0].offset
    let starts = Array(stride(from: first, to: layout.count, by: Self.blockSize))
    var divergences = [Double](repeating: 0, count: starts.count)
    divergences.withUnsafeMutableBufferPointer { divergences in
      means.block.withUnsafePointer { means in
        posterior.logVariances.block.withUnsafePointer { logVariances in
          let divergences = divergences  // Each task writes a number of its own.
          workspace.team.run(tasks: starts.count) { task in
            let start = starts[task]
            divergences[task] = workspace.kernels.weightVariances(
              means: means + start, logVariances: logVariances + start, into: variances.base + start,
              count: min(Self.blockSize, layout.count - start))
          }
        }
      }
    }
    return divergences.reduce(0, +)
  }

  /// Applies a rule to the means, after `backward`; those with a prior N(0, I) decay.
  func updateMeans(_ targets: UpdateTargets, _ rule: UpdateRule, divergenceWeight: Float) {
    var rule = rule
    (rule.weightDecay, rule.biasDecay) = (0, 0)
    var decaying = rule
    (decaying.weightDecay, decaying.biasDecay) = (divergenceWeight, divergenceWeight)
    switch extent {
    case .decoder:
      workspace.update(targets, rule, part: .encoder)
      workspace.update(targets, decaying, part: .decoder)
    case .all: workspace.update(targets, decaying)
    }
  }

  /// Applies a rule to the log-variances, after `backward`. The gradient goes through the targets' memory of it.
  func updateLogVariances(_ targets: UpdateTargets, _ rule: UpdateRule, divergenceWeight: Float) {
    var rule = rule
    (rule.weightDecay, rule.biasDecay) = (0, 0)
    let tasks = noisyLayers.flatMap { noisy in
      KernelTile.cover(
        rows: noisy.layer.inputs + 1, columns: noisy.layer.columns, rowBlock: 20,
        columnBlock: noisy.layer.columns
      ).map { (noisy: noisy, tile: $0) }
    }
    workspace.team.run(tasks: tasks.count) { index in
      let (noisy, tile) = tasks[index]
      let memory = targets.memory(noisy.layer)
      storeVarianceGradient(memory, noisy, tile, scale: rule.gradientScale)
      let start = tile.rows.lowerBound * noisy.layer.stride
      workspace.kernels.logVarianceGradient(
        variances: noisy.weightVariances.weights + start, gradient: memory.gradient! + start,
        divergenceWeight: divergenceWeight, count: tile.rows.count * noisy.layer.stride)
      if rule.kind != .store { workspace.kernels.update(memory, rule, rows: tile.rows) }
    }
  }

  /// The gradient by the variances of weights, input²ᵀ · gradient by the variances of pre-activations, in a tile of which
  /// the row after the last input is the bias.
  private func storeVarianceGradient(
    _ memory: UpdateMemory, _ noisy: NoisyLayer, _ tile: KernelTile, scale: Float
  ) {
    let store = UpdateRule(kind: .store, gradientScale: scale)
    let isEncoder = noisy.layer.offset < workspace.layout.decoderHidden[0].offset
    let rows = isEncoder ? workspace.count : workspace.rowCount
    let weights = tile.rows.clamped(to: 0..<noisy.layer.inputs)
    if !weights.isEmpty {
      workspace.kernels.update(
        memory, store, input: noisy.squares, gradient: noisy.variances, rows: rows,
        KernelTile(rows: weights, columns: tile.columns))
    }
    if tile.rows.upperBound > noisy.layer.inputs {
      workspace.kernels.updateBias(
        memory, store, gradient: noisy.variances, rows: rows, columns: tile.columns)
    }
  }
}
