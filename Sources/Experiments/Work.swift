import Autoencoder
import Training

/// The arithmetic of a run, for estimates of time.
struct Work {
  private let encoder, decoder: Double
  private let configuration: TrainingConfiguration

  init(_ configuration: TrainingConfiguration) {
    func weights(_ layers: [DenseLayer]) -> Double {
      Double(layers.reduce(0) { $0 + $1.inputs * $1.outputs })
    }
    let layout = ParameterLayout(configuration.architecture)
    encoder = weights(layout.encoderHidden + [layout.encoderHead])
    decoder = weights(layout.decoderHidden + [layout.decoderHead])
    self.configuration = configuration
  }

  /// Floating-point operations for each training image. There and back through a network takes three products for each
  /// weight, a pass one.
  var operationsPerTrainedImage: Double {
    let samples = Double(configuration.objective.samples)
    switch configuration.method {
    case .aevb: return 2 * (3 * encoder + 3 * samples * decoder)
    case .wakeSleep: return 2 * (4 * encoder + 4 * decoder)
    // Ten leapfrog steps without the gradients of the weights, and five updates.
    case .mcem: return 2 * (10 * 2 * decoder + 5 * 3 * (encoder + decoder))
    }
  }

  /// Floating-point operations for each image of an evaluation with one noise sample.
  var operationsPerEvaluatedImage: Double { 2 * (encoder + decoder) }

  /// Floating-point operations for each image and sample of log p(x).
  var operationsPerImportanceSample: Double { 2 * decoder }
}
