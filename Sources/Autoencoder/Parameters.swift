import Compute

/// All weights and biases of a network, or one number for each of them (a gradient, an optimiser's moment), in
/// one flat block.
public struct Parameters: Sendable, Equatable {
  public let layout: ParameterLayout
  public var block: AlignedBuffer

  /// All zero.
  public init(layout: ParameterLayout) {
    self.layout = layout
    block = AlignedBuffer(count: layout.count)
  }

  /// The numbers of a tensor as files hold them: outputs × inputs for a weight, outputs for a bias.
  public func values(of tensor: ParameterTensor) -> [Float] {
    values(of: tensor, outputs: 0..<tensor.outputs)
  }

  /// Those of some of its outputs.
  public func values(of tensor: ParameterTensor, outputs: Range<Int>) -> [Float] {
    precondition(outputs.upperBound <= tensor.outputs, "\(tensor.name): outputs \(outputs)")
    return block.withUnsafePointer { base in
      [Float](unsafeUninitializedCapacity: outputs.count * tensor.inputs) { values, count in
        for output in outputs {
          for input in 0..<tensor.inputs {
            values[count] = base[tensor.offset + input * tensor.stride + output]
            count += 1
          }
        }
      }
    }
  }

  /// Replaces the numbers of a tensor, given as `values(of:)` returns them.
  /// Precondition: `values.count == tensor.count`.
  public mutating func setValues(of tensor: ParameterTensor, to values: [Float]) {
    precondition(values.count == tensor.count, "\(tensor.name): \(values.count) values for \(tensor.count)")
    block.withUnsafeMutablePointer { base in
      for output in 0..<tensor.outputs {
        for input in 0..<tensor.inputs {
          base[tensor.offset + input * tensor.stride + output] = values[output * tensor.inputs + input]
        }
      }
    }
  }

  /// The first tensor that holds a NaN or an infinity, if any does.
  public var firstNonFiniteTensor: ParameterTensor? {
    block.withUnsafePointer { base in
      layout.tensors.first { tensor in
        (0..<tensor.inputs).contains { row in
          (0..<tensor.outputs).contains { !base[tensor.offset + row * tensor.stride + $0].isFinite }
        }
      }
    }
  }
}
