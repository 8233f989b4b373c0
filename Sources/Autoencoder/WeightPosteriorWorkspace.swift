import Compute

/// The scratch memory and the threads of full variational Bayes: those of plain training, and beside them what the noise of
/// the weights takes.
public struct WeightPosteriorWorkspace {
  public let extent: WeightPosterior.Extent
  let workspace: Workspace
  /// σ² of each weight and bias, laid out as the parameters.
  let variances: ScratchMatrix
  /// The gradient by the log-variances, laid out as the parameters.
  let logVarianceGradient: ScratchMatrix
  /// Those of the extent, in the order of the computation.
  let noisyLayers: [NoisyLayer]

  /// - Parameter workspace: one that others may use between steps.
  public init(_ extent: WeightPosterior.Extent, workspace: Workspace) {
    let layout = workspace.layout
    self.extent = extent
    self.workspace = workspace
    variances = ScratchMatrix(rows: 1, columns: layout.count)
    logVarianceGradient = ScratchMatrix(rows: 1, columns: layout.count)
    let layers = layout.layers(of: extent)
    let drawsPerRow = layers.reduce(0) { $0 + $1.outputs }
    var (noisyLayers, firstDraw) = ([NoisyLayer](), 0)
    for layer in layers {
      noisyLayers.append(
        NoisyLayer(
          layer, rows: workspace.batchSize * workspace.samples, firstDraw: firstDraw,
          drawsPerRow: drawsPerRow,
          variances: variances))
      firstDraw += layer.outputs
    }
    self.noisyLayers = noisyLayers
  }
}

/// A layer whose weights have a posterior, by local reparameterisation: a pre-activation is N(aμᵀ + b, a²(σ²)ᵀ + σ_b²) for
/// each example and unit, so that no weight is drawn (Kingma, Salimans & Welling 2015).
struct NoisyLayer {
  let layer: DenseLayer
  /// σ² in the place of weights and biases.
  let weightVariances: LayerMemory
  /// Rows × inputs: the squares of the layer's input, and the gradient with respect to them.
  let squares, squareGradients: ScratchMatrix
  /// Rows × columns: the variances of the pre-activations; after the forward pass the derivative of each pre-activation by
  /// its variance; after the backward pass the gradient by the variance.
  let variances: ScratchMatrix
  /// Rows × columns: one number of N(0, 1) for each pre-activation.
  let noise: ScratchMatrix
  private let firstDraw, drawsPerRow: Int

  init(_ layer: DenseLayer, rows: Int, firstDraw: Int, drawsPerRow: Int, variances: ScratchMatrix) {
    self.layer = layer
    self.firstDraw = firstDraw
    self.drawsPerRow = drawsPerRow
    weightVariances = LayerMemory(
      weights: variances.base + layer.offset, inputs: layer.inputs, columns: layer.columns,
      stride: layer.stride)
    squares = ScratchMatrix(rows: rows, columns: layer.inputs)
    squareGradients = ScratchMatrix(rows: rows, columns: layer.inputs)
    self.variances = ScratchMatrix(rows: rows, columns: layer.columns)
    noise = ScratchMatrix(rows: rows, columns: layer.columns)
  }

  /// Draws the noise of a tile. Each row takes as many draws of the stream as all noisy layers have outputs.
  func drawNoise(_ stream: RandomStream, _ tile: KernelTile) {
    for row in tile.rows {
      var headDraw = row * drawsPerRow + firstDraw
      for head in layer.heads {
        let columns = tile.columns.clamped(to: head.firstColumn..<head.firstColumn + head.outputs)
        var stream = stream
        stream.index &+= UInt64(headDraw + columns.lowerBound - head.firstColumn)
        stream.fillNormal(
          UnsafeMutableBufferPointer(start: noise.row(row) + columns.lowerBound, count: columns.count))
        headDraw += head.outputs
      }
    }
  }
}

/// A layer in the passes over a minibatch.
struct LayerPass {
  /// The layer's means.
  let layer: LayerMemory
  let input, output: ScratchMatrix
  let activation: KernelActivation
  /// The activation that the input came out of.
  let inputActivation: KernelActivation
  /// The gradients before the activations; `nil` for the images.
  let inputGradient: ScratchMatrix?
  let gradient: ScratchMatrix
  /// `nil` for a layer without a posterior.
  let noisy: NoisyLayer?
}

/// The layers of a network in the order of the computation.
struct NetworkPasses {
  /// The first layer apart, as its input may be sparse.
  let first: LayerPass
  /// The rest of the encoder.
  let encoder: [LayerPass]
  let decoderHidden: [LayerPass]
  let decoderHead: LayerPass

  init(_ network: NetworkMemory, _ workspace: WeightPosteriorWorkspace) {
    let memory = workspace.workspace
    let activation = memory.architecture.activation.kernel
    let layers = network.encoderHidden + [network.encoderHead] + network.decoderHidden + [network.decoderHead]
    let inputs = [memory.densePixels] + memory.encoderHidden + [memory.latent] + memory.decoderHidden
    let outputs = memory.encoderHidden + [memory.heads] + memory.decoderHidden + [memory.output]
    let gradients =
      memory.encoderHiddenGradients + [memory.headGradients] + memory.decoderHiddenGradients + [memory.output]
    let inputGradients: [ScratchMatrix?] =
      [nil] + memory.encoderHiddenGradients + [memory.latentGradient] + memory.decoderHiddenGradients
    let encoderCount = network.encoderHidden.count + 1
    let firstNoisy = layers.count - workspace.noisyLayers.count
    let passes = layers.indices.map { index in
      LayerPass(
        layer: layers[index], input: inputs[index], output: outputs[index],
        activation: index == encoderCount - 1 || index == layers.count - 1 ? .identity : activation,
        inputActivation: index == encoderCount ? .identity : activation,
        inputGradient: inputGradients[index], gradient: gradients[index],
        noisy: index < firstNoisy ? nil : workspace.noisyLayers[index - firstNoisy])
    }
    first = passes[0]
    encoder = Array(passes[1..<encoderCount])
    decoderHidden = Array(passes[encoderCount..<passes.count - 1])
    decoderHead = passes[passes.count - 1]
  }
}
