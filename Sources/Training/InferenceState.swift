import Autoencoder
import Compute
import Formats

/// What a run carries from step to step beside its model: the optimiser's moments, and what the method has of its own.
///
/// A method's own state is blocks of one number for each parameter, as a distribution over the weights would have, and
/// matrices, as the chains of MCEM. Both have names, by which checkpoints hold them: `inference.<name>.<tensor>` for each
/// tensor of a block, `inference.<name>` for a matrix. A new method needs no change of the files' format.
public struct InferenceState: Sendable, Equatable {
  public var optimizer: OptimizerState
  /// The method's blocks, in the layout of the model.
  public var blocks: [String: Parameters]
  public var matrices: [String: Matrix]

  public init(
    optimizer: OptimizerState, blocks: [String: Parameters] = [:], matrices: [String: Matrix] = [:]
  ) {
    self.optimizer = optimizer
    self.blocks = blocks
    self.matrices = matrices
  }
}

extension InferenceState {
  private static let prefix = "inference."
  private static let momentNames = ["first", "second"]

  /// Adds the tensors to a file, always in the same order.
  func write(to writer: inout SafeTensorsWriter) {
    for (name, moment) in zip(Self.momentNames, optimizer.moments) {
      writer.add(moment, prefix: "optimizer.\(name).")
    }
    for (name, block) in blocks.sorted(by: { $0.key < $1.key }) {
      writer.add(block, prefix: "\(Self.prefix)\(name).")
    }
    for (name, matrix) in matrices.sorted(by: { $0.key < $1.key }) {
      writer.add(Self.prefix + name, shape: [matrix.rows, matrix.columns], values: matrix.elements)
    }
  }

  /// Reads the tensors of a file.
  /// - Parameter momentCount: of the optimiser.
  /// - Throws: `badFile` where a tensor is missing or has another shape.
  init(
    _ file: SafeTensors, layout: ParameterLayout, momentCount: Int, path: String
  ) throws(InputError) {
    self.init(optimizer: OptimizerState(layout: layout, count: momentCount))
    for (index, name) in Self.momentNames.prefix(momentCount).enumerated() {
      try optimizer.moments[index].fill(from: file, prefix: "optimizer.\(name).", path: path)
    }
    for key in file.tensors.keys.sorted() where key.hasPrefix(Self.prefix) {
      let name = String(key.dropFirst(Self.prefix.count))
      if let tensor = layout.tensors.first(where: { name.hasSuffix("." + $0.name) }) {
        let block = String(name.dropLast(tensor.name.count + 1))
        guard blocks[block] == nil else { continue }
        var parameters = Parameters(layout: layout)
        try parameters.fill(from: file, prefix: "\(Self.prefix)\(block).", path: path)
        blocks[block] = parameters
      } else {
        matrices[name] = try Self.matrix(key, of: file, path: path)
      }
    }
  }

  private static func matrix(
    _ key: String, of file: SafeTensors, path: String
  ) throws(InputError) -> Matrix {
    let shape = file.tensors[key]!.shape  // The key is one of the file's.
    guard shape.count == 2 else {
      throw InputError(.badFile, "\(path): expected rows and columns of \(key), found the shape \(shape)")
    }
    return Matrix(
      rows: shape[0], columns: shape[1], elements: try file.floats(key, shape: shape, path: path))
  }

  /// Checks that the method's own state is of the kind that a run has on its data.
  /// - Parameters:
  ///   - expected: the state in which such a run begins.
  ///   - data: the name of the data set.
  /// - Throws: `badFile` for other names, `badSettings` for other sizes.
  func check(against expected: InferenceState, data: String) throws(InputError) {
    func names(_ state: InferenceState) -> [String] {
      (Array(state.blocks.keys) + state.matrices.keys).map { Self.prefix + $0 }.sorted()
    }
    func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
    guard names(self) == names(expected) else {
      throw InputError(
        .badFile,
        "the checkpoint's state of its method: expected \(list(names(expected))), found \(list(names(self)))")
    }
    for (name, matrix) in matrices.sorted(by: { $0.key < $1.key }) {
      let other = expected.matrices[name]!  // The names are the same.
      guard matrix.rows == other.rows, matrix.columns == other.columns else {
        throw InputError(
          .badSettings,
          "the checkpoint's \(Self.prefix)\(name): expected \(other.rows)×\(other.columns) numbers for the training "
            + "images of \(data), found \(matrix.rows)×\(matrix.columns); resume on the data it was trained on"
        )
      }
    }
  }
}

extension SafeTensorsWriter {
  /// Adds each tensor of a block, named as in its layout after a prefix.
  mutating func add(
    _ parameters: Parameters, prefix: String, as type: SafeTensors.ElementType = .float32
  ) {
    for tensor in parameters.layout.tensors {
      add(prefix + tensor.name, shape: tensor.shape, as: type) {
        parameters.values(of: tensor, outputs: $0)
      }
    }
  }
}

extension Parameters {
  /// Reads each tensor of the layout, named after a prefix.
  /// - Throws: `badFile` where one is missing, or has another shape or numbers that are not finite.
  mutating func fill(from file: SafeTensors, prefix: String, path: String) throws(InputError) {
    for tensor in layout.tensors {
      setValues(of: tensor, to: try file.floats(prefix + tensor.name, shape: tensor.shape, path: path))
    }
  }
}
