import Formats
import Training

extension Setting {
  /// The option that gives the setting on the command line; `nil` where there is none.
  public var option: String? {
    switch self {
    case .imageSize: "--image-size"
    case .range: "--range"
    case .layout: "--layout"
    case .transposition: "--transpose"
    case .latentSize: "--latent-size"
    case .hiddenSizes: "--hidden"
    case .likelihood: "--likelihood"
    case .activation: "--activation"
    case .initialDeviation: "--initial-deviation"
    case .preset: "--preset"
    case .epochs: "--epochs"
    case .batchSize: "--batch-size"
    case .optimizer: "--optimizer"
    case .adamEpsilon: "--adam-epsilon"
    case .learningRate: "--learning-rate"
    case .schedule: "--schedule"
    case .method: "--method"
    case .weightPosterior: "--weight-posterior"
    case .objective: "--objective"
    case .samples: "--samples"
    case .klWeight: "--kl-weight"
    case .klWarmUp: "--kl-warm-up"
    case .evaluationSamples: nil
    case .pixelMode: "--pixel-mode"
    case .trainCount: "--train-images"
    case .seed: "--seed"
    }
  }
}

extension SettingError {
  /// The message for a person who gave the setting as an option.
  public var optionMessage: String { description(named: setting.option ?? setting.name) }
}

extension TrainingConfiguration {
  /// Checks settings that came from the command line.
  /// - Throws: `badSettings`, naming the option, what it may be and what it is.
  public func checkOptions() throws(InputError) {
    do {
      try check()
    } catch {
      throw InputError(.badSettings, error.optionMessage)
    }
  }
}
