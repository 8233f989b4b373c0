import Compute

/// The layers of a network as the kernels see them, within the flat block that begins at `base`.
struct NetworkMemory {
  let encoderHidden: [LayerMemory]
  let encoderHead: LayerMemory
  let decoderHidden: [LayerMemory]
  let decoderHead: LayerMemory

  init(_ layout: ParameterLayout, at base: UnsafeMutablePointer<Float>) {
    func memory(_ layer: DenseLayer) -> LayerMemory {
      LayerMemory(
        weights: base + layer.offset, inputs: layer.inputs, columns: layer.columns, stride: layer.stride)
    }
    encoderHidden = layout.encoderHidden.map(memory)
    encoderHead = memory(layout.encoderHead)
    decoderHidden = layout.decoderHidden.map(memory)
    decoderHead = memory(layout.decoderHead)
  }

  /// For passes that only read: the kernels' forward and backward products write to no parameter.
  init(reading layout: ParameterLayout, at base: UnsafePointer<Float>) {
    self.init(layout, at: UnsafeMutablePointer(mutating: base))
  }
}

extension Activation {
  var kernel: KernelActivation {
    switch self {
    case .tanh: .tanh
    case .relu: .relu
    }
  }
}
