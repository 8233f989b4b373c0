import Autoencoder
import Compute
import Formats

/// Weights of a variational auto-encoder that another program trained, found in a safetensors file by their names.
public struct ForeignWeights {
  /// A way to name the layers of this architecture.
  public struct Naming: Sendable {
    /// As a person calls it.
    public let title: String
    /// Ours by theirs, as in `encoder.mean` by `fc21`.
    let layers: [String: String]
    /// What its hidden layers use; `nil` where the names do not say it.
    let activation: Activation?

    /// PyTorch's own example, `examples/vae/main.py`.
    static let pyTorchExample = Naming(
      title: "PyTorch's example",
      layers: [
        "encoder.hidden.0": "fc1", "encoder.mean": "fc21", "encoder.logVariance": "fc22",
        "decoder.hidden.0": "fc3",
        "decoder.logits": "fc4",
      ], activation: .relu)
    /// NoviceStone/VAE with Bernoulli pixels.
    static let referenceBernoulli = Naming(
      title: "the reference repository", layers: reference(["decoder.logits": "fc41"]), activation: .tanh)
    /// NoviceStone/VAE with Gaussian pixels.
    static let referenceGaussian = Naming(
      title: "the reference repository",
      layers: reference(["decoder.mean": "fc41", "decoder.logVariance": "fc42"]), activation: .tanh)

    static let known = [referenceGaussian, referenceBernoulli, pyTorchExample]

    private static func reference(_ head: [String: String]) -> [String: String] {
      let body = [
        "encoder.hidden.0": "fc1", "encoder.mean": "fc21", "encoder.logVariance": "fc22",
        "decoder.hidden.0": "fc3",
      ]
      return body.merging(head) { $1 }
    }
  }

  /// What a person says, where the file does not.
  public struct Options: Sendable {
    /// Ours by theirs, as in `encoder.hidden.0` by `net.0`.
    public var map: [String: String] = [:]
    public var likelihood: Likelihood?
    public var activation: Activation?
    public var imageShape: ImageShape?

    public init() {}
  }

  public let model: VariationalAutoencoder
  /// What was taken for granted, a line each.
  public let notices: [String]

  /// Reads the weights.
  /// - Throws: `notFound`, `inputOutput`; `badFile` saying, tensor by tensor, what is missing or does not fit;
  ///   `badSettings` where an option contradicts the file.
  public init(contentsOf path: String, _ options: Options) throws(InputError) {
    let file = try SafeTensors(WholeFile.read(path), path: path)
    let names = try LayerNames(file, options, path: path)
    var notices = names.notices
    let shapes = try LayerShapes(file, names, path: path)
    let activation = options.activation ?? names.naming?.activation ?? .tanh
    if options.activation == nil {
      notices.append(
        names.naming?.activation == nil
          ? "hidden layers are taken to be \(activation.rawValue); --activation says otherwise"
          : "hidden layers are \(activation.rawValue), as in \(names.naming!.title)")
    }
    let imageShape = try shapes.imageShape(options.imageShape)
    if options.imageShape == nil {
      notices.append("images are taken to be \(imageShape); --image-size says otherwise")
    }
    let architecture = Architecture(
      imageShape: imageShape, hiddenSizes: shapes.hiddenSizes, latentSize: shapes.latentSize,
      activation: activation, likelihood: names.likelihood)
    model = try Self.model(architecture, file, names, path: path)
    self.notices = notices
  }

  /// Fills a model with the tensors; says all that is missing or does not fit at once.
  private static func model(
    _ architecture: Architecture, _ file: SafeTensors, _ names: LayerNames, path: String
  ) throws(InputError) -> VariationalAutoencoder {
    var model = VariationalAutoencoder(architecture)
    var faults: [String] = []
    for tensor in model.parameters.layout.tensors {
      let name = names.theirs(tensor.name)
      switch file.tensors[name] {
      case nil: faults.append("\(name) (\(tensor.name)) is missing")
      case let found? where found.shape != tensor.shape:
        faults.append(
          "\(name) (\(tensor.name)): expected \(describe(tensor.shape)), found \(describe(found.shape))")
      default:
        model.parameters.setValues(
          of: tensor, to: try file.floats(name, shape: tensor.shape, path: path))
      }
    }
    guard faults.isEmpty else {
      throw InputError(.badFile, "\(path): the tensors do not fit: \(faults.joined(separator: "; "))")
    }
    return model
  }
}
