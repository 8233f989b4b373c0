/// A setting of a training run that a person or a file may give, for messages and for the ranges of its values.
public enum Setting: Sendable, Hashable, CaseIterable {
  case imageSize, range, layout, transposition
  case latentSize, hiddenSizes, likelihood, activation, initialDeviation
  case preset, epochs, batchSize, optimizer, adamEpsilon, learningRate, schedule
  case method, weightPosterior, objective, samples, klWeight, klWarmUp, evaluationSamples
  case pixelMode, trainCount, seed, patience, validationFraction

  /// The name as written in a sentence.
  public var name: String {
    switch self {
    case .imageSize: "image size"
    case .range: "range of pixels"
    case .layout: "layout"
    case .transposition: "transposition"
    case .latentSize: "latent size"
    case .hiddenSizes: "width of a hidden layer"
    case .likelihood: "likelihood"
    case .activation: "activation"
    case .initialDeviation: "standard deviation of the initial weights"
    case .preset: "preset"
    case .epochs: "epochs"
    case .batchSize: "batch size"
    case .optimizer: "optimizer"
    case .adamEpsilon: "Adam's ε"
    case .learningRate: "learning rate"
    case .schedule: "schedule of the learning rate"
    case .method: "method"
    case .weightPosterior: "posterior over weights"
    case .objective: "objective"
    case .samples: "noise samples"
    case .klWeight: "KL weight"
    case .klWarmUp: "KL warm-up"
    case .evaluationSamples: "noise samples of an evaluation"
    case .pixelMode: "pixel mode"
    case .trainCount: "training images"
    case .seed: "seed"
    case .patience: "patience"
    case .validationFraction: "validation fraction"
    }
  }

  /// The range of a setting that is a whole number, `nil` for others. The range of `imageSize` is that of height, width
  /// and pixels; that of `hiddenSizes` is of each width.
  public var range: ClosedRange<Int>? {
    switch self {
    case .imageSize: 1...1_000_000
    case .latentSize, .hiddenSizes, .batchSize, .samples, .evaluationSamples: 1...100_000
    case .epochs, .klWarmUp: 0...1_000_000_000
    case .trainCount, .patience: 1...1_000_000_000
    case .range, .layout, .transposition, .likelihood, .activation, .initialDeviation, .preset, .optimizer,
      .adamEpsilon,
      .learningRate, .schedule, .method, .weightPosterior,
      .objective, .klWeight, .pixelMode, .seed, .validationFraction:
      nil
    }
  }
}

/// A setting with a value that is not allowed.
public struct SettingError: Error, Hashable, CustomStringConvertible {
  public let setting: Setting
  /// The values allowed, as in "1 to 100000".
  public let expected: String
  /// The value given.
  public let found: String

  public init(setting: Setting, expected: String, found: String) {
    self.setting = setting
    self.expected = expected
    self.found = found
  }

  /// As in "latent size: expected 1 to 100000, found 0".
  public var description: String { description(named: setting.name) }

  /// The same with the name by which the reader gave the setting, as an option of a command line.
  public func description(named name: String) -> String { "\(name): expected \(expected), found \(found)" }
}

extension Setting {
  /// Checks that a value is in the setting's range.
  /// - Throws: an error that names the range.
  public func check(_ value: Int) throws(SettingError) {
    guard let range, !range.contains(value) else { return }
    throw SettingError(
      setting: self, expected: "\(range.lowerBound) to \(range.upperBound)", found: "\(value)")
  }

  /// Throws an error unless a condition holds.
  func require(_ condition: Bool, _ expected: String, found: Any) throws(SettingError) {
    guard condition else { throw SettingError(setting: self, expected: expected, found: "\(found)") }
  }
}
