import Compute

/// Where an update reads and writes: the flat blocks of parameters, optimiser state and gradient.
struct UpdateTargets {
  private let base: UnsafeMutablePointer<Float>
  private let first, second, gradient: UnsafeMutablePointer<Float>?

  init(
    _ layout: ParameterLayout, _ base: UnsafeMutablePointer<Float>, first: UnsafeMutablePointer<Float>?,
    second: UnsafeMutablePointer<Float>?, gradient: UnsafeMutablePointer<Float>?
  ) {
    self.base = base
    self.first = first
    self.second = second
    self.gradient = gradient
  }

  func memory(_ layer: DenseLayer) -> UpdateMemory {
    UpdateMemory(
      layer: LayerMemory(
        weights: base + layer.offset, inputs: layer.inputs, columns: layer.columns, stride: layer.stride),
      firstState: first.map { $0 + layer.offset }, secondState: second.map { $0 + layer.offset },
      gradient: gradient.map { $0 + layer.offset })
  }
}

extension Workspace {
  /// One task of an update: some rows of a layer's weights, or its biases.
  private struct UpdateTask {
    let layer: Int
    let tile: KernelTile
    let isBias: Bool
  }

  /// A layer's update: what it writes, its input and the gradient of its output. An input of `nil` is the images.
  private struct LayerUpdate {
    let memory: UpdateMemory
    let input: ScratchMatrix?
    let gradient: ScratchMatrix
    let rows: Int
  }

  /// Applies a rule to all parameters, after `backward`, in one phase of tasks: the large layers first.
  func update(_ targets: UpdateTargets, _ rule: UpdateRule) {
    let updates = layerUpdates(targets)
    let tasks = updateTasks(updates)
    team.run(tasks: tasks.count) { index in
      let task = tasks[index]
      let update = updates[task.layer]
      if task.isBias {
        kernels.updateBias(
          update.memory, rule, gradient: update.gradient, rows: update.rows, columns: task.tile.columns)
      } else if let input = update.input {
        kernels.update(
          update.memory, rule, input: input, gradient: update.gradient, rows: update.rows, task.tile)
      } else {
        kernels.update(
          update.memory, rule, pixels: sparsePixels, gradient: update.gradient, rows: update.rows, task.tile)
      }
    }
  }

  private func layerUpdates(_ targets: UpdateTargets) -> [LayerUpdate] {
    var updates: [LayerUpdate] = []
    func add(_ layer: DenseLayer, _ input: ScratchMatrix?, _ gradient: ScratchMatrix, _ rows: Int) {
      updates.append(LayerUpdate(memory: targets.memory(layer), input: input, gradient: gradient, rows: rows))
    }
    let encoderInputs = [isSparse ? nil : densePixels] + encoderHidden.map { Optional($0) }
    for (index, layer) in layout.encoderHidden.enumerated() {
      add(layer, encoderInputs[index], encoderHiddenGradients[index], count)
    }
    add(layout.encoderHead, encoderHidden.last!, headGradients, count)
    let decoderInputs = [latent] + decoderHidden
    for (index, layer) in layout.decoderHidden.enumerated() {
      add(layer, decoderInputs[index], decoderHiddenGradients[index], rowCount)
    }
    add(layout.decoderHead, decoderHidden.last!, output, rowCount)
    return updates
  }

  private func updateTasks(_ updates: [LayerUpdate]) -> [UpdateTask] {
    updates.indices.flatMap { index in
      let layer = updates[index].memory.layer
      let weights = KernelTile.cover(
        rows: layer.inputs, columns: layer.columns, rowBlock: 20, columnBlock: layer.columns)
      return weights.map { UpdateTask(layer: index, tile: $0, isBias: false) }
        + [
          UpdateTask(
            layer: index, tile: KernelTile(rows: 0..<1, columns: 0..<layer.columns), isBias: true)
        ]
    }
  }
}
