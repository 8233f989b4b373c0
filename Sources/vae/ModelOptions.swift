import ArgumentParser
import Autoencoder
import Commands
import Compute
import Datasets
import Formats
import Foundation
import Training

/// The settings of a new run. What is not given follows from the preset and the data.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("L, the latent dimensions (default: 20; 2 for explore).", valueName: "n"))
  var latentSize: Int?
  @Option(
    help: ArgumentHelp(
      "Widths of the hidden layers, as 500 or 200,200 (default: 500; 200 for faces).", valueName: "widths"))
  var hidden: HiddenSizes?
  @Option(
    help: ArgumentHelp(
      "Passes over the data (default: 200; 2000 for faces; 3280 with --schedule iwae).", valueName: "n"))
  var epochs: Int?
  @Option(
    help: ArgumentHelp(
      "adam, or paper for Kingma & Welling's own settings (default: adam).", valueName: "name"))
  var preset: Preset?
  @Option(
    help: ArgumentHelp(
      "How a step learns: aevb, full-vb for a posterior over the weights too, or the paper's baselines wake-sleep and mcem "
        + "(default: aevb).",
      valueName: "name"
    ))
  var method: InferenceMethodName?
  @Option(
    help: ArgumentHelp(
      "Which weights have a posterior with full-vb: decoder or all (default: decoder).", valueName: "name"))
  var weightPosterior: WeightPosterior.Extent?
  @Option(help: ArgumentHelp("What is maximised: elbo or iwae (default: elbo).", valueName: "name"))
  var objective: Objective.Bound?
  @Option(
    name: .customLong("samples"),
    help: ArgumentHelp("K, noise samples per image (default: 1).", valueName: "k"))
  var noiseSamples: Int?
  @Option(
    help: ArgumentHelp(
      "β, the weight of the KL divergence; unless it is 1 the objective is not a bound (default: 1).",
      valueName: "beta")
  )
  var klWeight: Float?
  @Option(
    help: ArgumentHelp("Epochs over which the KL weight rises from 0 (default: 0).", valueName: "epochs"))
  var klWarmUp: Int?
  @Option(
    help: ArgumentHelp(
      "The distribution of a pixel: bernoulli or gaussian (default: what suits the data).", valueName: "name")
  )
  var likelihood: Likelihood?
  @Option(
    help: ArgumentHelp(
      "The activation of the hidden layers: tanh or relu (default: tanh).", valueName: "name"))
  var activation: Activation?
  @Option(
    help: ArgumentHelp(
      "The standard deviation of the initial weights, which then are normal (default: the preset's).",
      valueName: "sd"))
  var initialDeviation: Float?
  @Option(help: ArgumentHelp("The learning rate (default: the preset's).", valueName: "rate"))
  var learningRate: Float?
  @Option(help: ArgumentHelp("sgd, adagrad or adam (default: the preset's).", valueName: "name"))
  var optimizer: Optimizer.Kind?
  @Option(help: ArgumentHelp("Adam's ε, added to the root (default: 1e-8).", valueName: "number"))
  var adamEpsilon: Float?
  @Option(
    help: ArgumentHelp(
      "The learning rate over the epochs: constant, or iwae for the eight steps of Burda et al., 3280 passes or "
        + "in proportion to --epochs (default: constant).",
      valueName: "name"))
  var schedule: LearningRateSchedule?
  @Option(help: ArgumentHelp("B, images per minibatch (default: 100).", valueName: "n"))
  var batchSize: Int?
  @Option(
    help: ArgumentHelp(
      "grey, threshold, stochastic or fixed (default: what suits the data).", valueName: "mode"))
  var pixelMode: PixelMode?
  @Option(
    help: ArgumentHelp(
      "Train on the first so many images; of digits and faces so many are drawn (default: all).",
      valueName: "n"))
  var trainImages: Int?
  @Option(help: ArgumentHelp("The seed of every random number (default: 0).", valueName: "n"))
  var seed: UInt64?
  @Option(
    help: ArgumentHelp("Height×width of the images, where a file does not give them.", valueName: "hxw"))
  var imageSize: ImageShape?
  @OptionGroup var files: ReadingOptions

  func validate() throws {
    try Setting.latentSize.validate(latentSize)
    for width in hidden?.sizes ?? [] { try Setting.hiddenSizes.validate(width) }
    try Setting.epochs.validate(epochs)
    try Setting.samples.validate(noiseSamples)
    try Setting.batchSize.validate(batchSize)
    try Setting.klWarmUp.validate(klWarmUp)
    try Setting.trainCount.validate(trainImages)
    guard learningRate ?? 1 > 0, (learningRate ?? 1).isFinite else {
      throw ValidationError("--learning-rate: expected more than 0, found \(learningRate!)")
    }
    guard klWeight ?? 1 >= 0, (klWeight ?? 1).isFinite else {
      throw ValidationError("--kl-weight: expected 0 or more, found \(klWeight!)")
    }
    guard objective != .iwae || (klWeight ?? 1 == 1 && klWarmUp ?? 0 == 0) else {
      throw ValidationError("--kl-weight, --kl-warm-up: iwae has no KL term to be weighted; leave them out")
    }
  }

  /// The configuration for a data set.
  /// - Throws: `badSettings` for settings that cannot be.
  func configuration(dataset: String, data: DataSplit) throws(InputError) -> TrainingConfiguration {
    let architecture = Architecture(
      imageShape: data.imageShape, hiddenSizes: hidden?.sizes ?? [data.isContinuous ? 200 : 500],
      latentSize: latentSize ?? 20, activation: activation ?? .tanh,
      likelihood: likelihood ?? .suited(toContinuous: data.isContinuous))
    var settings = TrainingConfiguration(
      dataset: KnownDataset(name: dataset)?.name ?? Self.absolutePath(dataset), architecture: architecture,
      preset: preset ?? .adam, epochs: epochs ?? standardEpochs(data), seed: seed ?? 0)
    settings.reading = data.source?.reading
    settings.trainCount = try trainCount(of: data)
    settings.initialDeviation = initialDeviation
    settings.pixelMode =
      pixelMode ?? (architecture.likelihood.suitsBinaryPixels ? data.defaultPixelMode : .grey)
    if let optimizer, optimizer != settings.optimizer.kind {
      settings.optimizer = Optimizer(optimizer)
      settings.learningRate = optimizer == .adam ? 1e-3 : 1e-2
    }
    if let learningRate { settings.learningRate = learningRate }
    if let adamEpsilon {
      guard settings.optimizer.kind == .adam else {
        throw InputError(
          .badSettings,
          "--adam-epsilon: goes with adam only, the optimizer is \(settings.optimizer.kind.rawValue)")
      }
      settings.optimizer.epsilon = adamEpsilon
    }
    settings.schedule = schedule ?? .constant
    if let batchSize { settings.batchSize = batchSize }
    settings.method = method ?? .aevb
    settings.weightPosterior = weightPosterior
    settings.klWarmUpEpochs = klWarmUp ?? 0
    settings.objective = Objective(objective ?? .elbo, samples: noiseSamples ?? 1, klWeight: klWeight ?? 1)
    try settings.checkOptions()
    return settings
  }

  /// The images to train on, of data that `loadOptions` has loaded.
  private func trainCount(of data: DataSplit) throws(InputError) -> Int? {
    guard let trainImages, trainImages > data.train.count else { return trainImages }
    throw InputError(
      .badSettings,
      "--train-images: expected at most the \(data.train.count) of \(data.name), found \(trainImages)")
  }

  private func standardEpochs(_ data: DataSplit) -> Int {
    if schedule == .iwae { return LearningRateSchedule.iwaePasses }
    return data.isContinuous ? 2000 : 200
  }

  /// A path that finds the data from any working directory, so that a run can be resumed from elsewhere.
  private static func absolutePath(_ path: String) -> String {
    URL(fileURLWithPath: (path as NSString).expandingTildeInPath).standardizedFileURL.path
  }

  /// How the data of a new run is loaded.
  var loadOptions: LoadOptions {
    LoadOptions(seed: seed ?? 0, imageShape: imageSize, trainCount: trainImages, reading: files.reading)
  }

  /// The settings given that a run to be resumed has settled already.
  var settled: [Setting] {
    let given: [(Setting, Any?)] = [
      (.latentSize, latentSize), (.hiddenSizes, hidden), (.preset, preset), (.method, method),
      (.weightPosterior, weightPosterior),
      (.objective, objective),
      (.samples, noiseSamples), (.klWeight, klWeight), (.klWarmUp, klWarmUp), (.likelihood, likelihood),
      (.activation, activation), (.initialDeviation, initialDeviation), (.optimizer, optimizer),
      (.adamEpsilon, adamEpsilon), (.schedule, schedule),
      (.batchSize, batchSize), (.pixelMode, pixelMode),
      (.trainCount, trainImages), (.seed, seed), (.imageSize, imageSize),
    ]
    return given.filter { $0.1 != nil }.map(\.0) + files.given
  }
}

extension Setting {
  /// Checks the value of an option; none given is right.
  func validate(_ value: Int?) throws {
    guard let value else { return }
    do {
      try check(value)
    } catch {
      throw ValidationError(error.optionMessage)
    }
  }
}
