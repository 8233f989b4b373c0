import Autoencoder
import Compute
import Formats
import TestFiles
import Testing

@testable import Training

struct ForeignWeightsTests {
  private let folder = TemporaryFolder()

  /// A file of tensors with shapes outputs × inputs and numbers that are all different.
  private func file(_ layers: [(name: String, outputs: Int, inputs: Int)]) throws -> String {
    var writer = SafeTensorsWriter(metadata: [:])
    var next: Float = 0
    func numbers(_ count: Int) -> [Float] {
      (0..<count).map { _ in
        next += 0.001
        return next
      }
    }
    for layer in layers {
      writer.add(
        layer.name + ".weight", shape: [layer.outputs, layer.inputs],
        values: numbers(layer.outputs * layer.inputs))
      writer.add(layer.name + ".bias", shape: [layer.outputs], values: numbers(layer.outputs))
    }
    return folder.write(writer.bytes(), to: "weights.safetensors")
  }

  private func layers(_ last: [String], pixels: Int = 16) -> [(name: String, outputs: Int, inputs: Int)] {
    [("fc1", 5, pixels), ("fc21", 2, 5), ("fc22", 2, 5), ("fc3", 5, 2)] + last.map { ($0, pixels, 5) }
  }

  private func values(_ model: VariationalAutoencoder, _ name: String) throws -> [Float] {
    model.parameters.values(of: try #require(model.parameters.layout.tensors.first { $0.name == name }))
  }

  @Test func pyTorchsExampleIsKnown() throws {
    let path = try file(layers(["fc4"]))
    let weights = try ForeignWeights(contentsOf: path, .init())
    let architecture = weights.model.architecture
    #expect(
      architecture
        == Architecture(
          imageShape: ImageShape(height: 4, width: 4), hiddenSizes: [5], latentSize: 2, activation: .relu,
          likelihood: .bernoulli))
    let stored = try SafeTensors(WholeFile.read(path), path: path)
    for (theirs, ours) in [
      ("fc22.weight", "encoder.logVariance.weight"), ("fc4.bias", "decoder.logits.bias"),
    ] {
      let shape = try #require(stored.tensors[theirs]).shape
      #expect(try values(weights.model, ours) == stored.floats(theirs, shape: shape, path: path), "\(ours)")
    }
    #expect(weights.notices.contains("the names are those of PyTorch's example"))
    #expect(weights.notices.contains("hidden layers are relu, as in PyTorch's example"))
    #expect(weights.notices.contains("images are taken to be 4×4; --image-size says otherwise"))
  }

  @Test func theReferenceRepositoryIsKnown() throws {
    let grey = try ForeignWeights(contentsOf: file(layers(["fc41"])), .init()).model.architecture
    #expect(grey.likelihood == .bernoulli && grey.activation == .tanh)
    let frey = try ForeignWeights(contentsOf: file(layers(["fc41", "fc42"], pixels: 560)), .init()).model
    #expect(frey.architecture.likelihood == .gaussian)
    #expect(frey.architecture.imageShape == ImageShape(height: 28, width: 20))
  }

  @Test func aMapNamesOtherLayers() throws {
    let path = try file([
      ("enc.0", 6, 12), ("enc.2", 4, 6), ("mu", 3, 4), ("lv", 3, 4), ("dec.0", 4, 3), ("dec.2", 6, 4),
      ("out", 12, 6),
    ])
    var options = ForeignWeights.Options()
    options.map = [
      "encoder.hidden.0": "enc.0", "encoder.hidden.1": "enc.2", "encoder.mean": "mu",
      "encoder.logVariance": "lv", "decoder.hidden.0": "dec.0", "decoder.hidden.1": "dec.2",
      "decoder.logits": "out",
    ]
    options.imageShape = ImageShape(height: 3, width: 4)
    let model = try ForeignWeights(contentsOf: path, options).model
    #expect(model.architecture.hiddenSizes == [6, 4] && model.architecture.latentSize == 3)
    options.imageShape = ImageShape(height: 3, width: 5)
    let error = inputError { try ForeignWeights(contentsOf: path, options) }
    #expect(error?.description.contains("--image-size: expected 12 pixels") == true, "\(error as Any)")
  }

  @Test func whatDoesNotFitIsSaidTensorByTensor() throws {
    var parts = layers(["fc4"])
    parts[3] = ("fc3", 5, 3)
    let error = inputError { try ForeignWeights(contentsOf: try file(parts), .init()) }
    #expect(error?.kind == .badFile)
    #expect(
      error?.description.contains("fc3.weight (decoder.hidden.0.weight): expected 5×2, found 5×3") == true,
      "\(error as Any)")
    let unknown = inputError { try ForeignWeights(contentsOf: try file([("a", 1, 1)]), .init()) }
    #expect(unknown?.description.contains("--map THEIRS=OURS") == true, "\(unknown as Any)")
  }

  @Test func anOptionThatContradictsTheFileIsRefused() throws {
    var options = ForeignWeights.Options()
    options.likelihood = .gaussian
    let error = inputError { try ForeignWeights(contentsOf: try file(layers(["fc4"])), options) }
    #expect(error?.description.contains("--likelihood: expected bernoulli") == true, "\(error as Any)")
  }
}
