import Autoencoder
import Compute
import Formats

/// What the layers of a foreign file are called.
struct LayerNames {
  /// The naming that was recognised; `nil` for our own names and those of a map alone.
  let naming: ForeignWeights.Naming?
  let likelihood: Likelihood
  let notices: [String]
  /// Theirs by ours.
  private let layers: [String: String]

  /// - Throws: `badFile` where the names are none that are known and no map says what they are.
  init(_ file: SafeTensors, _ options: ForeignWeights.Options, path: String) throws(InputError) {
    func holds(_ layer: String) -> Bool { file.tensors[layer + ".weight"] != nil }
    let mapped = options.map
    let recognised =
      mapped.isEmpty && !holds("encoder.mean")
      ? ForeignWeights.Naming.known.first { $0.layers.values.allSatisfy(holds) } : nil
    let layers = recognised?.layers ?? mapped
    func isThere(_ layer: String) -> Bool { holds(layers[layer] ?? layer) }
    guard isThere("encoder.mean") else {
      let names = file.tensors.keys.sorted().prefix(12).joined(separator: ", ")
      throw InputError(
        .badFile,
        "\(path): expected the names of PyTorch's example (fc1, fc21, fc22, fc3, fc4), of the reference repository (fc41) "
          + "or of vae (encoder.hidden.0 …), found \(names); --map THEIRS=OURS says which layer is which")
    }
    let found: Likelihood = isThere("decoder.logVariance") ? .gaussian : .bernoulli
    if let wanted = options.likelihood, wanted != found {
      throw InputError(
        .badSettings,
        "--likelihood: expected \(found.rawValue), for the file \(found == .gaussian ? "has" : "has no") log-variances of "
          + "pixels, found \(wanted.rawValue)")
    }
    self.layers = layers
    naming = recognised
    likelihood = found
    notices = recognised.map { ["the names are those of \($0.title)"] } ?? []
  }

  /// Their name of one of our tensors.
  func theirs(_ tensor: String) -> String {
    let layer = String(tensor[..<tensor.lastIndex(of: ".")!])
    return (layers[layer] ?? layer) + tensor.dropFirst(layer.count)
  }
}

/// The sizes that the weights of a foreign file have.
struct LayerShapes {
  let hiddenSizes: [Int]
  let latentSize: Int
  /// D.
  let pixelCount: Int
  private let path: String

  /// - Throws: `badFile` where the encoder's weights are missing or no matrices.
  init(_ file: SafeTensors, _ names: LayerNames, path: String) throws(InputError) {
    func shape(_ layer: String) throws(InputError) -> [Int]? {
      guard let tensor = file.tensors[names.theirs(layer + ".weight")] else { return nil }
      guard tensor.shape.count == 2, tensor.shape.allSatisfy({ $0 > 0 }) else {
        throw .badFile(
          path, expected: "outputs × inputs in \(names.theirs(layer + ".weight"))",
          found: describe(tensor.shape))
      }
      return tensor.shape
    }
    var shapes: [[Int]] = []
    while let next = try shape("encoder.hidden.\(shapes.count)") { shapes.append(next) }
    guard let first = shapes.first, let mean = try shape("encoder.mean") else {
      throw .badFile(
        path, expected: "the weights \(names.theirs("encoder.hidden.0.weight"))", found: "none")
    }
    hiddenSizes = shapes.map { $0[0] }
    latentSize = mean[0]
    pixelCount = first[1]
    self.path = path
  }

  /// The shape of the images: as a person says it, else that of a data set that is known, else square.
  /// - Throws: `badSettings` where it has another number of pixels or cannot be guessed.
  func imageShape(_ wanted: ImageShape?) throws(InputError) -> ImageShape {
    if let wanted {
      guard wanted.count == pixelCount else {
        throw InputError(
          .badSettings, "--image-size: expected \(pixelCount) pixels, as \(path) has, found \(wanted)")
      }
      return wanted
    }
    let freyFace = ImageShape(height: 28, width: 20)
    if pixelCount == freyFace.count { return freyFace }
    let side = Int(Double(pixelCount).squareRoot())
    guard side * side == pixelCount else {
      throw InputError(
        .badSettings,
        "--image-size: expected height × width, for \(path) has \(pixelCount) pixels, found none")
    }
    return ImageShape(height: side, width: side)
  }
}
