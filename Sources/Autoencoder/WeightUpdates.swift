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

/// The layers that an update is for.
enum NetworkPart {
  case whole, encoder, decoder
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

  /// Applies a rule to all parameters, or those of one part, after `backward`, in one phase of tasks.
  func update(_ targets: UpdateTargets, _ rule: UpdateRule, part: NetworkPart = .whole) {
    let (all, encoderLayers) = (layerUpdates(targets), layout.encoderHidden.count + 1)
    let updates =
      switch part {
      case .whole: all
      case .encoder: Array(all.prefix(encoderLayers))
      case .decoder: Array(all.dropFirst(encoderLayers))
      }
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

  /// The tasks of all layers, those of a thread's own part together: what a thread updates is what it will read in
  /// the next step's passes, by columns in the first layer (`firstLayer`) and by rows in the last (`backward`).
  private func updateTasks(_ updates: [LayerUpdate]) -> [UpdateTask] {
    let threads = team.threadCount
    var parts = [[UpdateTask]](repeating: [], count: threads)
    for index in updates.indices.reversed() {
      let update = updates[index]
      let layer = update.memory.layer
      let columnBlock = update.input == nil ? firstLayerColumnBlock : layer.columns
      let tiles = KernelTile.cover(
        rows: layer.inputs, columns: layer.columns, rowBlock: update.input == nil ? 100 : 50,
        columnBlock: columnBlock)
      for (number, tile) in tiles.enumerated() {
        parts[number * threads / tiles.count].append(UpdateTask(layer: index, tile: tile, isBias: false))
      }
      let bias = KernelTile(rows: 0..<1, columns: 0..<layer.columns)
      parts[index % threads].append(UpdateTask(layer: index, tile: bias, isBias: true))
    }
    return parts.flatMap { $0 }
  }
}
