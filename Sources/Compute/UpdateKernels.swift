import CKernels

/// A layer's parameters together with what an update writes to, in memory that the caller keeps alive.
public struct UpdateMemory {
  public let layer: LayerMemory
  /// First and second state of the optimiser, laid out as the weights; `nil` where the rule has none.
  public let firstState, secondState: UnsafeMutablePointer<Float>?
  /// Where `UpdateRule.Kind.store` writes the gradient, laid out as the weights.
  public let gradient: UnsafeMutablePointer<Float>?

  public init(
    layer: LayerMemory, firstState: UnsafeMutablePointer<Float>?, secondState: UnsafeMutablePointer<Float>?,
    gradient: UnsafeMutablePointer<Float>?
  ) {
    self.layer = layer
    self.firstState = firstState
    self.secondState = secondState
    self.gradient = gradient
  }
}

extension Kernels {
  /// weights ← rule(inputᵀ · gradient). The tile's rows are the layer's inputs, its columns the layer's columns.
  public func update(
    _ memory: UpdateMemory, _ rule: UpdateRule, input: ScratchMatrix, gradient: ScratchMatrix, rows: Int,
    _ tile: KernelTile
  ) {
    var task = weightUpdate(memory, rule, gradient: gradient, rows: rows)
    task.input = UnsafePointer(input.base)
    (task.inputStride, task.inputStep) = (input.stride, 1)
    table.pointee.weightUpdate(&task, tile.range)
  }

  /// The same where the inputs are images of which only the pixels that are not zero are listed. Precondition: the
  /// tile's rows begin with a group.
  public func update(
    _ memory: UpdateMemory, _ rule: UpdateRule, pixels: SparsePixels, gradient: ScratchMatrix, rows: Int,
    _ tile: KernelTile
  ) {
    var task = weightUpdate(memory, rule, gradient: gradient, rows: rows)
    precondition(tile.rows.lowerBound % SparsePixels.group == 0, "rows \(tile.rows)")
    withUnsafePointer(to: pixels.byPixel) { table.pointee.sparseUpdate(&task, $0, tile.range) }
  }

  /// bias ← rule(Σ gradient over the rows), with `biasDecay` in place of weight decay.
  public func updateBias(
    _ memory: UpdateMemory, _ rule: UpdateRule, gradient: ScratchMatrix, rows: Int, columns: Range<Int>
  ) {
    var rule = rule
    rule.weightDecay = rule.biasDecay
    var task = weightUpdate(memory, rule, gradient: gradient, rows: rows)
    let bias = memory.layer.inputs * memory.layer.stride
    task.parameters += bias
    if let state = memory.firstState { task.firstState = state + bias }
    if let state = memory.secondState { task.secondState = state + bias }
    if let stored = memory.gradient { task.stored = stored + bias }
    let tile = KernelTile(rows: 0..<1, columns: columns)
    withUnsafePointer(to: Float(1)) { one in
      task.input = one
      table.pointee.weightUpdate(&task, tile.range)
    }
  }

  /// parameters ← rule(gradient), where the gradient itself is at hand, in `memory.gradient`, for rows of a layer of which
  /// the bias is the last.
  public func update(_ memory: UpdateMemory, _ rule: UpdateRule, rows: Range<Int>) {
    let first = rows.lowerBound * memory.layer.stride
    var rule = rule
    rule.gradientScale = 1
    var task = weightUpdate(memory, rule, gradient: memory.gradient! + first, stride: 0, rows: 1)
    task.parameters += first
    if let state = memory.firstState { task.firstState = state + first }
    if let state = memory.secondState { task.secondState = state + first }
    // The rows are contiguous: one product by 1, as of a bias.
    let tile = KernelTile(rows: 0..<1, columns: 0..<rows.count * memory.layer.stride)
    withUnsafePointer(to: Float(1)) { one in
      task.input = one
      table.pointee.weightUpdate(&task, tile.range)
    }
  }

  private func weightUpdate(
    _ memory: UpdateMemory, _ rule: UpdateRule, gradient: ScratchMatrix, rows: Int
  ) -> WeightUpdate {
    weightUpdate(memory, rule, gradient: gradient.base, stride: gradient.stride, rows: rows)
  }

  private func weightUpdate(
    _ memory: UpdateMemory, _ rule: UpdateRule, gradient: UnsafePointer<Float>, stride: Int, rows: Int
  ) -> WeightUpdate {
    WeightUpdate(
      input: nil, inputStride: 0, inputStep: 0, gradient: gradient, gradientStride: stride,
      rows: rows, parameters: memory.layer.weights, firstState: memory.firstState,
      secondState: memory.secondState, stored: memory.gradient, stride: memory.layer.stride,
      rule: RuleConstants(
        kind: rule.kind.rawValue, stepSize: rule.stepSize, gradientScale: rule.gradientScale,
        weightDecay: rule.weightDecay, beta1: rule.beta1, beta2: rule.beta2,
        rootCorrection: rule.rootCorrection, epsilon: rule.epsilon))
  }
}
