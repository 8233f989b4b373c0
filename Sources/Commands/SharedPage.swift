import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import Plotting
import TerminalGraphics
import Training

/// One page that walks a model in a browser, without network: its decoder, the codes of test images, the curve and the
/// figures of its run, put into the template `assets/share/walk.html`.
public struct SharedPage {
  /// As the page and its title say it.
  public let name: String
  public let checkpoint: Checkpoint
  /// Of the run, an epoch each; empty where the file comes alone.
  public let metrics: [EpochMetrics]
  public let codes: SharedCodes?

  public init(name: String, checkpoint: Checkpoint, metrics: [EpochMetrics], codes: SharedCodes?) {
    self.name = name
    self.checkpoint = checkpoint
    self.metrics = metrics
    self.codes = codes
  }

  /// Where the page's data go in the template.
  static let placeholder = "{{data}}"
  /// The most points of a curve.
  private static let curvePoints = 500

  /// The page.
  /// - Parameter template: with `{{data}}` where the data go.
  public func html(template: String) -> String {
    // "<" could end the element that holds the data.
    template.replacingOccurrences(
      of: Self.placeholder, with: json.replacingOccurrences(of: "<", with: "\\u003c"))
  }

  private var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Finite numbers and texts always encode.
    return String(decoding: try! encoder.encode(content), as: UTF8.self)
  }

  private var content: Content {
    let configuration = checkpoint.configuration
    let architecture = configuration.architecture
    let shape = architecture.imageShape
    let kl = checkpoint.metrics?.klPerDimension
    let order = (0..<architecture.latentSize).sorted { (kl?[$0] ?? 0, $1) > (kl?[$1] ?? 0, $0) }
    return Content(
      name: name, subtitle: "\(configuration.dataset), \(shape), L = \(architecture.latentSize)",
      architecture: Content.Architecture(
        latentSize: architecture.latentSize, activation: architecture.activation.rawValue,
        imageSize: [shape.height, shape.width], channels: shape.channels),
      layers: layers, order: order, klPerDimension: kl.map { $0.map(Self.rounded) },
      points: codes.map(Content.Points.init), palette: Content.Palette(), curve: curve, figures: figures)
  }

  /// The layers from z to the means of the pixels.
  private var layers: [Content.Layer] {
    let parameters = checkpoint.model.parameters
    let (layout, decoder) = (parameters.layout, checkpoint.configuration.architecture)
    let names =
      layout.decoderHidden.map { $0.heads[0].name } + [layout.decoderHead.heads[0].name]
    return names.enumerated().map { index, name in
      func text(_ suffix: String) -> String {
        let tensor = layout.tensors.first { $0.name == "\(name).\(suffix)" }!  // Every layer has both.
        return parameters.values(of: tensor).halfPrecisionText
      }
      let inputs = index == 0 ? decoder.latentSize : layout.decoderHidden[index - 1].outputs
      let outputs =
        index < layout.decoderHidden.count ? layout.decoderHidden[index].outputs : decoder.pixelCount
      return Content.Layer(inputs: inputs, outputs: outputs, weights: text("weight"), bias: text("bias"))
    }
  }

  private var curve: Content.Curve? {
    let stride = max(1, (metrics.count + Self.curvePoints - 1) / Self.curvePoints)
    let kept = metrics.indices.filter { $0 % stride == 0 || $0 == metrics.count - 1 }.map { metrics[$0] }
    let finite = kept.filter { $0.train.elbo.isFinite && $0.test.elbo.isFinite }
    guard finite.count > 1 else { return nil }
    return Content.Curve(
      examples: finite.map(\.examplesSeen), train: finite.map { Self.rounded($0.train.elbo) },
      test: finite.map { Self.rounded($0.test.elbo) })
  }

  /// What the table says, a name and a value each.
  private var figures: [[String]] {
    let configuration = checkpoint.configuration
    var rows: [[String]] = []
    if let metrics = checkpoint.metrics {
      rows = [
        ["test ELBO", Self.nats(metrics.test.elbo)],
        ["reconstruction", Self.nats(metrics.test.reconstruction)],
        ["KL divergence", Self.nats(metrics.test.klDivergence)],
        ["active units", "\(metrics.activeUnits) of \(configuration.architecture.latentSize)"],
        ["epoch", "\(metrics.epoch)"], ["training examples", NumberFormat.grouped(metrics.examplesSeen)],
      ]
    }
    let hidden = configuration.architecture.hiddenSizes.map(String.init).joined(separator: ", ")
    return rows + [
      ["data", configuration.dataset],
      ["hidden units", "\(hidden) \(configuration.architecture.activation.rawValue)"],
      ["likelihood", configuration.architecture.likelihood.rawValue],
      ["trained on", configuration.objective.otherThanELBO?.title ?? "ELBO"],
      ["seed", "\(configuration.seed)"],
    ]
  }

  private static func nats(_ value: Double) -> String {
    NumberFormat.fixed(value, decimals: 2) + " nats per image"
  }
  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

/// Images at their places in latent space.
public struct SharedCodes: Sendable {
  /// N×L, the posterior means.
  public let means: Matrix
  /// N classes; `nil` where the data set has none.
  public let labels: [UInt8]?

  public init(means: Matrix, labels: [UInt8]?) {
    self.means = means
    self.labels = labels
  }

  /// Encodes the first `count` images of the test set, as the model was trained to see them.
  public init(_ checkpoint: Checkpoint, images: ImageDataset, count: Int) {
    let count = min(count, images.count)
    let configuration = checkpoint.configuration
    let shown = images.evaluationImages(0..<count, mode: configuration.pixelMode, seed: configuration.seed)
    self.init(means: checkpoint.model.encode(pixels: shown.pixels, count: count).mean, labels: shown.labels)
  }
}

extension SharedPage {
  /// What the page's script reads.
  fileprivate struct Content: Encodable {
    let name, subtitle: String
    let architecture: Architecture
    let layers: [Layer]
    /// The dimensions, most KL first.
    let order: [Int]
    let klPerDimension: [Double]?
    let points: Points?
    let palette: Palette
    let curve: Curve?
    let figures: [[String]]

    struct Architecture: Encodable {
      let latentSize: Int
      let activation: String
      /// Height and width.
      let imageSize: [Int]
      let channels: Int
    }

    /// Outputs × inputs weights and the biases as base64 of half-precision numbers.
    struct Layer: Encodable {
      let inputs, outputs: Int
      let weights, bias: String
    }

    /// N×L codes as base64 of half-precision numbers, N classes.
    struct Points: Encodable {
      let codes: String
      let labels: [UInt8]?

      init(_ codes: SharedCodes) {
        self.codes = codes.means.elements.halfPrecisionText
        labels = codes.labels
      }
    }

    /// The colours of classes, those of the terminal.
    struct Palette: Encodable {
      let light = (0..<10).map { ClassPalette.color($0, isLight: true).css }
      let dark = (0..<10).map { ClassPalette.color($0, isLight: false).css }
    }

    /// The ELBO after so many training examples.
    struct Curve: Encodable {
      let examples: [Int]
      let train, test: [Double]
    }
  }
}

extension [Float] {
  /// Base64 of the numbers in half precision, little-endian.
  fileprivate var halfPrecisionText: String {
    let bytes = flatMap { number -> [UInt8] in
      let bits = HalfPrecision.bits(number)
      return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
    }
    return Data(bytes).base64EncodedString()
  }
}

extension Color {
  /// As style sheets write it.
  fileprivate var css: String {
    guard case .rgb(let red, let green, let blue) = self else { return "currentColor" }
    return String(format: "#%02x%02x%02x", red, green, blue)
  }
}
