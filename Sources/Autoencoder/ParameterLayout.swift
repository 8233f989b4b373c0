import Compute

/// A dense layer within the flat block: a weight matrix stored inputs × outputs with its bias row after it.
///
/// Outputs are padded to whole vectors of 16 numbers; the padding is zero and stays zero. A layer may serve
/// two heads at once (`mean` and `logVariance`), each beginning at a multiple of 16 columns.
public struct DenseLayer: Hashable, Sendable {
  /// A named group of outputs.
  public struct Head: Hashable, Sendable {
    /// The dotted name of the layer, as in `encoder.hidden.0`.
    public let name: String
    public let outputs: Int
    /// The first column of the head within the layer.
    public let firstColumn: Int
  }

  public let inputs: Int
  public let heads: [Head]
  /// Outputs of all heads, padding included; a multiple of 16.
  public let columns: Int
  /// Numbers from one row to the next.
  public let stride: Int
  /// Where the first weight stands in the block.
  public let offset: Int

  init(inputs: Int, heads: [(name: String, outputs: Int)], offset: Int) {
    var firstColumn = 0
    var placed: [Head] = []
    for head in heads {
      placed.append(Head(name: head.name, outputs: head.outputs, firstColumn: firstColumn))
      firstColumn += paddedToVector(head.outputs)
    }
    self.inputs = inputs
    self.heads = placed
    columns = firstColumn
    stride = rowStride(firstColumn)
    self.offset = offset
  }

  /// Where the bias row stands in the block.
  public var biasOffset: Int { offset + inputs * stride }
  /// Outputs of all heads, without padding.
  public var outputs: Int { heads.reduce(0) { $0 + $1.outputs } }
  /// Numbers that the layer takes in the block.
  var count: Int { (inputs + 1) * stride }
}

/// A named tensor of the network: a range of columns of a layer's weights, or of its bias row.
public struct ParameterTensor: Hashable, Sendable {
  /// As in `encoder.hidden.0.weight`.
  public let name: String
  /// Rows in the block: the layer's inputs, or 1 for a bias.
  public let inputs: Int
  public let outputs: Int
  public let offset: Int
  public let stride: Int
  public let isBias: Bool

  /// As files name it: outputs × inputs for a weight, outputs for a bias.
  public var shape: [Int] { isBias ? [outputs] : [outputs, inputs] }
  public var count: Int { inputs * outputs }
}

/// Where each tensor of a network stands in its one flat block of parameters.
public struct ParameterLayout: Hashable, Sendable {
  public let encoderHidden: [DenseLayer]
  /// `encoder.mean` and `encoder.logVariance`.
  public let encoderHead: DenseLayer
  public let decoderHidden: [DenseLayer]
  /// The heads of the likelihood: `decoder.logits`, or `decoder.mean` and `decoder.logVariance`.
  public let decoderHead: DenseLayer
  /// Numbers in the block, padding included; `parameterCount` is without.
  public let count: Int

  public init(_ architecture: Architecture) {
    var end = 0
    func layer(_ inputs: Int, _ heads: [(name: String, outputs: Int)]) -> DenseLayer {
      let layer = DenseLayer(inputs: inputs, heads: heads, offset: end)
      end += layer.count
      return layer
    }
    func stack(_ side: String, from inputs: Int, _ sizes: [Int]) -> [DenseLayer] {
      zip([inputs] + sizes, sizes).enumerated().map { index, size in
        layer(size.0, [("\(side).hidden.\(index)", size.1)])
      }
    }
    let sizes = architecture.hiddenSizes
    let (latents, pixels) = (architecture.latentSize, architecture.pixelCount)
    encoderHidden = stack("encoder", from: pixels, sizes)
    encoderHead = layer(sizes.last!, [("encoder.mean", latents), ("encoder.logVariance", latents)])
    decoderHidden = stack("decoder", from: latents, sizes.reversed())
    decoderHead = layer(sizes[0], architecture.likelihood.headNames.map { ($0, pixels) })
    count = end
  }

  /// Every layer, in the order of the computation.
  public var layers: [DenseLayer] { encoderHidden + [encoderHead] + decoderHidden + [decoderHead] }

  /// Every weight and bias, in the order of the computation.
  public var tensors: [ParameterTensor] {
    layers.flatMap { layer in
      layer.heads.flatMap { head in
        [
          ParameterTensor(
            name: head.name + ".weight", inputs: layer.inputs, outputs: head.outputs,
            offset: layer.offset + head.firstColumn, stride: layer.stride, isBias: false),
          ParameterTensor(
            name: head.name + ".bias", inputs: 1, outputs: head.outputs,
            offset: layer.biasOffset + head.firstColumn, stride: layer.stride, isBias: true),
        ]
      }
    }
  }
}

extension ParameterLayout {
  /// The number of weights and biases, without padding.
  public var parameterCount: Int { layers.reduce(0) { $0 + ($1.inputs + 1) * $1.outputs } }

  /// The floating-point operations that a stack of layers takes for each image, two for each multiply-add.
  public struct Operations: Sendable {
    public let forward: Int
    /// The gradients of all weights, and those of all inputs but the stack's own.
    public let backward: Int

    fileprivate init(_ layers: [DenseLayer]) {
      func weights(_ layers: some Sequence<DenseLayer>) -> Int {
        layers.reduce(0) { $0 + $1.inputs * $1.outputs }
      }
      forward = 2 * weights(layers)
      backward = 2 * (weights(layers) + weights(layers.dropFirst()))
    }
  }

  /// From images to posterior.
  public var encoderOperations: Operations { Operations(encoderHidden + [encoderHead]) }
  /// From latent positions to the pixels' distributions.
  public var decoderOperations: Operations { Operations(decoderHidden + [decoderHead]) }

  /// The floating-point operations of a training step that no implementation of dense layers can leave out, for each
  /// image: forward, the gradient of every weight, and that of every input but the image; two for each multiply-add.
  public var operationsPerTrainedImage: Int {
    func weights(_ layer: DenseLayer) -> Int { layer.inputs * layer.outputs }
    return 2 * (3 * layers.reduce(0) { $0 + weights($1) } - weights(encoderHidden[0]))
  }
}
