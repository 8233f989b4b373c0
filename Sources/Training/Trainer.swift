import Autoencoder
import Compute
import Datasets
import Formats

/// Training as a value: the model, the state of method and optimiser and the position in the data, moved on by `step()`.
///
///     var trainer = Trainer(configuration, data: data, team: ThreadTeam(threadCount: 2))
///     while !trainer.isFinished {
///       try trainer.step()
///       if trainer.isAtEpochEnd { print(try trainer.endEpoch(seconds: 0).metrics.test.elbo) }
///     }
///
/// Every number depends on the configuration alone: the order of the images and the noise are functions of the seed
/// and the step. A copy goes on by itself, but shares scratch memory: use one at a time.
public struct Trainer {
  public let configuration: TrainingConfiguration
  public private(set) var model: VariationalAutoencoder
  public private(set) var state: InferenceState
  public private(set) var position: TrainingPosition

  private var minibatches: Minibatches
  private let testPixels: [UInt8]
  /// Images of the test set.
  public let testCount: Int
  private let validation: ValidationPart?
  private let fingerprint: DataFingerprint
  private let workspace: Workspace
  private let team: ThreadTeam
  /// The size of the last step's update, where it was measured.
  private(set) var measuredUpdate: UpdateSize?
  private let method: any InferenceMethod

  /// Training from the start. Precondition: the images are of the architecture's size.
  public init(_ configuration: TrainingConfiguration, data: DataSplit, team: ThreadTeam) {
    let random = RandomStream(seed: configuration.seed, stream: RandomPurpose.parameters)
    let model = VariationalAutoencoder(
      configuration.architecture, initialization: configuration.initialization, random: random)
    self.init(
      configuration, model: model, state: nil,
      position: TrainingPosition(learningRate: configuration.learningRate), data: data,
      fingerprint: DataFingerprint(data.train), team: team)
  }

  /// Training from where a checkpoint was written.
  /// - Throws: `badSettings` where the data is not what the checkpoint was trained on or lacks the validation part,
  ///   `badFile` where the checkpoint has no state of the optimiser or not that of its method.
  public init(resuming checkpoint: Checkpoint, data: DataSplit, team: ThreadTeam) throws(InputError) {
    let configuration = checkpoint.configuration
    guard let state = checkpoint.state, let position = checkpoint.position else {
      throw InputError(.badFile, "the checkpoint has no optimiser state and cannot be resumed")
    }
    guard data.imageShape == configuration.architecture.imageShape else {
      throw InputError(
        .badSettings,
        "\(data.name): expected images of \(configuration.architecture.imageShape), found \(data.imageShape)")
    }
    let found = DataFingerprint(data.train)
    if let expected = checkpoint.fingerprint, expected != found {
      throw InputError(
        .badSettings,
        "\(data.name): expected the \(expected.title) that the run was trained on, found \(found.title); give the place of "
          + "its own data")
    }
    guard configuration.selection == .testELBO || data.validation != nil else {
      throw InputError(
        .badSettings, "\(data.name): expected the validation part that the run chooses by, found none")
    }
    self.init(
      configuration, model: checkpoint.model, state: state, position: position, data: data,
      fingerprint: found,
      team: team)
    try state.check(against: initialState, data: data.name)
  }

  private init(
    _ configuration: TrainingConfiguration, model: VariationalAutoencoder, state: InferenceState?,
    position: TrainingPosition, data: DataSplit, fingerprint: DataFingerprint, team: ThreadTeam
  ) {
    precondition(data.imageShape == configuration.architecture.imageShape, "images of \(data.imageShape)")
    self.configuration = configuration
    self.model = model
    self.position = position
    self.fingerprint = fingerprint
    minibatches = Minibatches(
      dataset: data.train, batchSize: configuration.batchSize,
      order: configuration.drawsWithReplacement ? .withReplacement : .shuffled,
      pixelMode: configuration.pixelMode, seed: configuration.streamSeed)
    testPixels = data.test.evaluationPixels(mode: configuration.pixelMode, seed: configuration.seed)
    testCount = data.test.count
    validation = ValidationPart(data, configuration)
    self.team = team
    workspace = Workspace(
      configuration.architecture, batchSize: configuration.batchSize,
      samples: max(configuration.objective.samples, configuration.evaluationSamples), team: team)
    method = configuration.method.method(for: configuration, workspace: workspace)
    self.state =
      state
      ?? method.initialState(
        configuration, layout: model.parameters.layout, exampleCount: data.train.count)
  }

  /// The state in which such a run begins.
  private var initialState: InferenceState {
    method.initialState(configuration, layout: model.parameters.layout, exampleCount: exampleCount)
  }

  /// N, the images of the training set.
  public var exampleCount: Int { minibatches.dataset.count }
  /// All epochs are done, or the configuration's patience is at its end.
  public var isFinished: Bool {
    configuration.isFinished(epoch: position.epoch, bestEpoch: position.bestEpoch)
  }
  /// The epoch's last step has been made: `endEpoch()` is due before the next.
  public var isAtEpochEnd: Bool { position.examplesSeen >= (position.epoch + 1) * exampleCount }

  /// The weight of the KL divergence at the next step: it rises evenly over the warm-up.
  public var klWeight: Float {
    guard isWarmingUp else { return configuration.objective.klWeight }
    return configuration.objective.klWeight * Float(position.examplesSeen) / Float(warmUpExamples)
  }

  private var warmUpExamples: Int { configuration.klWarmUpEpochs * exampleCount }
  private var isWarmingUp: Bool { position.examplesSeen < warmUpExamples }

  /// The rate of the next step, as the schedule has it; from the first candidate while it is still to be chosen.
  public var learningRate: Float {
    (position.learningRate ?? Preset.candidateLearningRates[0]) * scheduleFactor
  }

  private var scheduleFactor: Float {
    configuration.schedule.factor(epoch: position.epoch, of: configuration.epochs)
  }

  /// Changes the rate from the next step on; the schedule goes on from there. Precondition: `rate` is positive and
  /// finite.
  public mutating func setLearningRate(_ rate: Float) {
    precondition(rate > 0 && rate.isFinite, "learning rate \(rate)")
    position.learningRate = rate / scheduleFactor
  }

  /// Makes one step: the method's updates on a minibatch.
  /// - Returns: the ELBO of the minibatch as it was before the first update, the objective beside it where that is another
  ///   quantity, and the number of images.
  /// - Throws: `diverged` if a number is no longer finite.
  @discardableResult
  public mutating func step() throws(InputError) -> (elbo: ELBO, count: Int) {
    let updates = stepsOfMoments * configuration.method.updatesPerStep
    if position.learningRate == nil && updates >= configuration.optimizer.accumulatingSteps {
      position.learningRate = chooseLearningRate()
    }
    return try step(learningRate: learningRate)
  }

  private mutating func step(learningRate: Float) throws(InputError) -> (elbo: ELBO, count: Int) {
    let indices = minibatches.indices(step: position.step)
    let (minibatches, step, count) = (minibatches, position.step, indices.count)
    var objective = configuration.objective
    objective.klWeight = klWeight
    let rules = rules(learningRate: learningRate, count: count)
    let probe = Self.isMeasured(step) ? UpdateProbe(model, state.optimizer) : nil
    let input = StepInput(
      images: { minibatches.copy(indices, step: step, slots: $0, to: $1) }, indices: indices,
      exampleCount: exampleCount, objective: objective, rules: rules,
      seed: configuration.streamSeed, step: step)
    var elbo: ELBO
    do {
      elbo = try method.step(&model, &state, on: input)
    } catch {
      throw diverged(tensor: error.tensor)
    }
    // A warm-up may pass by a weight of 1: its values are of one kind all the same.
    if isWarmingUp { elbo.objective = objective.weightedValue(of: elbo) }
    guard elbo.isFinite else { throw diverged(tensor: "the bound") }
    measuredUpdate = probe?.size(
      after: model, state.optimizer, rules: rules, count: count, workspace: workspace)
    position.update = measuredUpdate ?? position.update
    position.step += 1
    position.examplesSeen += count
    position.epochSum.add(elbo, weight: Double(count))
    position.epochExamples += count
    return (elbo, count)
  }

  /// Steps since the optimiser's moments were zero.
  private var stepsOfMoments: Int { position.step - (position.momentsStart ?? 0) }

  /// Steps of a fork in which zero moments only take gradients in, and no weight moves: Adam's first steps would be as long as
  /// the rate in every weight at once.
  static let settlingSteps = 100

  /// Whether the moments of a fork are still to settle.
  private var isSettling: Bool {
    position.momentsStart != nil && configuration.optimizer.stateCount > 0
      && stepsOfMoments < Self.settlingSteps
  }

  /// Whether the size of a step's update is measured: eight times in each doubling of the number of steps, later at every
  /// 512th, so that it costs a fraction of a percent.
  static func isMeasured(_ step: Int) -> Bool {
    let number = step + 1
    let power = 1 << (Int.bitWidth - 1 - number.leadingZeroBitCount)
    return number % min(512, max(1, power / 8)) == 0
  }

  /// The rules of the next step's updates on `count` images.
  private func rules(learningRate: Float, count: Int) -> [UpdateRule] {
    let updates = configuration.method.updatesPerStep
    return (1...updates).map {
      configuration.optimizer.rule(
        step: stepsOfMoments * updates + $0, learningRate: isSettling ? 0 : learningRate,
        gradientScale: configuration.sumsGradient ? 1 : 1 / Float(count),
        weightDecay: configuration.hasWeightPrior ? Float(count) / Float(exampleCount) : 0)
    }
  }

  /// The first images of the test set as they are evaluated, N×D bytes; fewer where there are no more.
  public func testImages(_ count: Int) -> ArraySlice<UInt8> {
    testPixels.prefix(min(count, testCount) * configuration.architecture.pixelCount)
  }

  /// Ends the epoch: evaluates the test set. Precondition: `isAtEpochEnd`.
  /// - Parameter seconds: of work since the start of the run, for the record.
  /// - Returns: the epoch's metrics, and whether it is the best so far.
  /// - Throws: `diverged` if a number is no longer finite.
  public mutating func endEpoch(seconds: Double) throws(InputError) -> (
    metrics: EpochMetrics, isBest: Bool
  ) {
    precondition(isAtEpochEnd, "\(position.examplesSeen) examples seen")
    let test = try evaluate()
    let validationBound = try validate()
    let rateOfLastStep = learningRate
    position.epoch += 1
    position.seconds = seconds
    let metrics = EpochMetrics(
      epoch: position.epoch, examplesSeen: position.examplesSeen, seconds: seconds,
      train: position.epochSum.divided(by: Double(position.epochExamples)), test: test.bound,
      validation: validationBound, klPerDimension: test.klPerDimension.map(\.mean),
      activeUnits: test.activeUnits, learningRate: rateOfLastStep, update: position.update)
    position.metrics = metrics
    position.update = nil
    position.epochSum = .zero
    position.epochExamples = 0
    let isBest = metrics.criterion > position.bestELBO ?? -.infinity
    if isBest { (position.bestEpoch, position.bestELBO) = (metrics.epoch, metrics.criterion) }
    return (metrics, isBest)
  }

  /// The ELBO on the test set, with the same noise at each call, whatever objective is ascended.
  public func evaluate() throws(InputError) -> Evaluation {
    do {
      return try model.evaluate(
        pixels: testPixels, count: testCount, samples: configuration.evaluationSamples,
        noise: RandomStream(seed: configuration.seed, stream: RandomPurpose.evaluation), workspace: workspace)
    } catch {
      throw diverged(tensor: error.tensor)
    }
  }

  /// What the validation part comes to; `nil` where the test set decides.
  private func validate() throws(InputError) -> ELBO? {
    do {
      return try validation?.measure(model, workspace: workspace, team: team)
    } catch {
      throw diverged(tensor: error.tensor)
    }
  }

  /// What is needed to go on from here. It shares the parameters with this trainer until the next step.
  public func checkpoint(seconds: Double) -> Checkpoint {
    var position = position
    position.seconds = seconds
    return Checkpoint(
      configuration: configuration, model: model, state: state, position: position, fingerprint: fingerprint)
  }

  private func diverged(tensor: String) -> InputError {
    InputError(
      .diverged,
      "training diverged at step \(position.step + 1): \(tensor) is no longer finite; "
        + "try a smaller learning rate")
  }
}

extension Trainer {
  /// The steps of a trial, and how many at its end count.
  private static let trialSteps = (all: 50, counted: 25)

  /// Tries each candidate on the same next steps from the same start, and takes the one whose last minibatches have
  /// the highest bound; one that diverges is out.
  private func chooseLearningRate() -> Float {
    let results = Preset.candidateLearningRates.map { rate -> (rate: Float, bound: Double) in
      var trial = self
      var sum = 0.0
      for index in 0..<Self.trialSteps.all {
        guard let result = try? trial.step(learningRate: rate) else { return (rate, -.infinity) }
        if index >= Self.trialSteps.all - Self.trialSteps.counted { sum += result.elbo.ascendedBound }
      }
      return (rate, sum)
    }
    return results.max { $0.bound < $1.bound }!.rate
  }
}
