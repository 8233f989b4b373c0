import Autoencoder
import Compute
import Formats
import Foundation

/// A model on the disk with its configuration and, unless it is only for use, everything needed to resume training.
///
/// The file is a safetensors file: tensors named as in `ParameterLayout`, weights outputs × inputs as PyTorch has
/// them, the optimiser's moments as `optimizer.first.<name>` and `optimizer.second.<name>`, the state of the inference
/// method as `inference.…` (see `InferenceState`), configuration and position as JSON texts in `__metadata__`.
public struct Checkpoint: Sendable, Equatable {
  public var configuration: TrainingConfiguration
  public var model: VariationalAutoencoder
  /// `nil` in a file that is only for use.
  public var state: InferenceState?
  /// `nil` in a file that is only for use.
  public var position: TrainingPosition?
  /// Of the last epoch completed.
  public var metrics: EpochMetrics?
  /// Of the images that it was trained on; `nil` in files of version 0.1.0 and in those that are only for use.
  public var fingerprint: DataFingerprint?

  public init(
    configuration: TrainingConfiguration, model: VariationalAutoencoder,
    state: InferenceState? = nil,
    position: TrainingPosition? = nil, metrics: EpochMetrics? = nil, fingerprint: DataFingerprint? = nil
  ) {
    self.configuration = configuration
    self.model = model
    self.state = state
    self.position = position
    self.metrics = metrics ?? position?.metrics
    self.fingerprint = fingerprint
  }

  public static func == (left: Checkpoint, right: Checkpoint) -> Bool {
    left.configuration == right.configuration && left.model.parameters == right.model.parameters
      && left.state == right.state && left.position == right.position
      && left.metrics == right.metrics && left.fingerprint == right.fingerprint
  }

  private static let format = "vae-checkpoint-1"

  /// Writes the file: single precision with the state of the training, or half precision without it.
  /// - Throws: `inputOutput`. The former file of that name then is as it was.
  public func write(to path: String, halfPrecision: Bool = false) throws(InputError) {
    try AtomicFile.write(contents(halfPrecision: halfPrecision), to: path)
  }

  /// The contents of the file, which are made while it is written.
  func contents(halfPrecision: Bool = false) -> SafeTensorsWriter {
    let type: SafeTensors.ElementType = halfPrecision ? .float16 : .float32
    var metadata = ["format": Self.format, "configuration": Self.json(configuration)]
    if let metrics { metadata["metrics"] = Self.json(metrics) }
    if let position, !halfPrecision { metadata["position"] = Self.json(position) }
    if let fingerprint, !halfPrecision { metadata["fingerprint"] = Self.json(fingerprint) }
    var writer = SafeTensorsWriter(metadata: metadata)
    writer.add(model.parameters, prefix: "", as: type)
    if !halfPrecision { state?.write(to: &writer) }
    return writer
  }

  /// Reads a file.
  /// - Throws: `notFound`, `inputOutput`, or `badFile` with a reason where the file is truncated, foreign or
  ///   does not hold what its configuration says.
  public init(contentsOf path: String) throws(InputError) {
    try self.init(WholeFile.read(path), path: path)
  }

  /// Reads the bytes of a file; `path` is for messages.
  init(_ bytes: [UInt8], path: String) throws(InputError) {
    let file = try SafeTensors(bytes, path: path)
    // PyTorch's way to save has a format of its own, and leaves the rest of the metadata as it is.
    let isSavedAgain = ["pt", nil].contains(file.metadata["format"]) && file.metadata["configuration"] != nil
    guard file.metadata["format"] == Self.format || isSavedAgain else {
      let names = file.tensors.keys.sorted().prefix(4).joined(separator: ", ")
      throw InputError(
        .badFile,
        "\(path): expected a checkpoint of vae, found a safetensors file of another program (\(names))")
    }
    let configuration: TrainingConfiguration = try Self.decoded("configuration", in: file, path: path)
    do {
      try configuration.check()
    } catch {
      throw InputError(.badFile, "\(path): its configuration cannot be: \(error)")
    }
    let parameterCount = ParameterLayout(configuration.architecture).parameterCount
    guard parameterCount * 2 <= bytes.count else {
      throw InputError(
        .badFile, "\(path): expected \(parameterCount) parameters, found a file of \(bytes.count) bytes")
    }
    var model = VariationalAutoencoder(configuration.architecture)
    try model.parameters.fill(from: file, prefix: "", path: path)
    self.init(configuration: configuration, model: model)
    if file.metadata["metrics"] != nil {
      metrics = configuration.objective.readingEarlier(
        try Self.decoded("metrics", in: file, path: path) as EpochMetrics)
    }
    guard file.metadata["position"] != nil else { return }
    let position: TrainingPosition = try Self.decoded("position", in: file, path: path)
    guard position.isPlausible else {
      throw InputError(.badFile, "\(path): expected a position in a run, found \(position.step) steps")
    }
    self.position = configuration.objective.readingEarlier(position)
    if file.metadata["fingerprint"] != nil {
      fingerprint = try Self.decoded("fingerprint", in: file, path: path) as DataFingerprint
    }
    state = try InferenceState(
      file, layout: model.parameters.layout, momentCount: configuration.optimizer.stateCount, path: path)
  }

  private static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try! encoder.encode(value), as: UTF8.self)  // Plain values always encode.
  }

  private static func decoded<Value: Decodable>(
    _ name: String, in file: SafeTensors, path: String
  ) throws(InputError) -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let text = file.metadata[name],
      let value = try? decoder.decode(Value.self, from: Data(text.utf8))
    else {
      throw InputError(.badFile, "\(path): expected a \(name) of this version, found none or another")
    }
    return value
  }
}

extension TrainingPosition {
  /// Numbers that a run can have.
  var isPlausible: Bool {
    let counts = [step, epoch, examplesSeen, epochExamples]
    return counts.allSatisfy { (0...(1 << 53)).contains($0) }
      && learningRate.map { $0 > 0 && $0.isFinite } ?? true
  }
}
