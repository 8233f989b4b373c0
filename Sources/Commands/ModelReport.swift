import Autoencoder
import Datasets
import Foundation
import Training

/// What `vae evaluate` prints of a model, as text and as JSON.
public struct ModelReport: Encodable {
  public let model: String
  public let dataset: String
  public let pixelMode: PixelMode
  public let latentSize: Int
  public let epoch: Int?
  public let evaluation: ModelEvaluation
  /// log p(x) by the estimator that was asked for.
  public let estimate: LikelihoodReport?
  /// What log p(x) with importance samples took; `nil` where it was not asked for.
  public let work: EvaluationWork?

  public init(
    model: String, dataset: String, pixelMode: PixelMode, latentSize: Int, epoch: Int?,
    evaluation: ModelEvaluation, estimate: LikelihoodReport? = nil, work: EvaluationWork? = nil
  ) {
    self.model = model
    self.dataset = dataset
    self.pixelMode = pixelMode
    self.latentSize = latentSize
    self.epoch = epoch
    self.evaluation = evaluation
    self.estimate = estimate
    self.work = work
  }

  /// The figures with all digits, keys sorted.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// A line a figure; says where the pixels are not those that the model was trained on.
  public func text(trainedOn configuration: TrainingConfiguration) -> String {
    let (e, prefix) = (evaluation, epoch.map { ", epoch \($0)" } ?? "")
    var lines = [
      "\(model)\(prefix)",
      "\(e.images) test images of \(dataset), \(pixelMode.rawValue) pixels; nats per image", "",
      "ELBO".figure(e.elbo), "reconstruction".figure(e.reconstruction),
      "KL divergence".figure(e.klDivergence),
    ]
    if let likelihood = e.logLikelihood, let samples = e.importanceSamples {
      lines.append("log p(x), S = \(samples)".figure(likelihood))
    }
    if let work { lines.append(work.line) }
    lines += estimate?.lines ?? []
    lines.append("active units".padded(to: 22) + "\(e.activeUnits) of \(latentSize)")
    if let objective = configuration.objective.otherThanELBO {
      lines.append("trained to ascend".padded(to: 22) + objective.title)
    }
    lines += e.klPerDimension.enumerated().map { "KL of z\($0.offset + 1)".figure($0.element) }
    if pixelMode != configuration.pixelMode {
      lines.append(
        "The model was trained on \(configuration.pixelMode.rawValue) pixels: these figures are not comparable with its own."
      )
    }
    return lines.joined(separator: "\n")
  }
}
