import Commands
import Formats
import Training

extension ModelOptions {
  /// What the options change of a run that goes on.
  /// - Parameter dataset: its data as named on the command line.
  func changes(dataset: String?) -> RunChanges {
    RunChanges(epochs: epochs, learningRate: learningRate, patience: patience, dataset: dataset)
  }

  /// Checks that the options agree with a run that is to go on. What `changes` holds may differ.
  /// - Throws: `badSettings`, which names each option that differs with its value and the run's.
  func check(against run: TrainingConfiguration, at path: String) throws(InputError) {
    let differing = settled(by: run).filter { $0.given != nil && $0.given != $0.settled }
    guard !differing.isEmpty else { return }
    let texts = differing.map { "\($0.setting.option!) \($0.given!) (the run has \($0.settled))" }
    throw InputError(
      .badSettings,
      "\(texts.joined(separator: ", ")): expected the settings of the run \(path); leave them out, or give another --output"
    )
  }

  /// The settings that a run keeps, each as the option gives it and as the run has it.
  private func settled(
    by run: TrainingConfiguration
  ) -> [(setting: Setting, given: String?, settled: String)] {
    func text(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: ",") }
    func text<Value>(_ value: Value?) -> String? { value.map { "\($0)" } }
    let (architecture, objective, reading) = (run.architecture, run.objective, run.reading)
    return [
      (.latentSize, text(latentSize), "\(architecture.latentSize)"),
      (.hiddenSizes, hidden.map { text($0.sizes) }, text(architecture.hiddenSizes)),
      (.likelihood, likelihood?.rawValue, architecture.likelihood.rawValue),
      (.activation, activation?.rawValue, architecture.activation.rawValue),
      (.initialDeviation, text(initialDeviation), text(run.initialDeviation) ?? "the preset's"),
      (.preset, preset?.rawValue, run.preset.rawValue),
      (.method, method?.rawValue, run.method.rawValue),
      (.weightPosterior, weightPosterior?.rawValue, run.posteriorExtent.rawValue),
      (.objective, self.objective?.rawValue, objective.bound.rawValue),
      (.samples, text(noiseSamples), "\(objective.samples)"),
      (.klWeight, text(klWeight), "\(objective.klWeight)"),
      (.klWarmUp, text(klWarmUp), "\(run.klWarmUpEpochs)"),
      (.optimizer, optimizer?.rawValue, run.optimizer.kind.rawValue),
      (.adamEpsilon, text(adamEpsilon), "\(run.optimizer.epsilon)"),
      (.schedule, schedule?.rawValue, run.schedule.rawValue),
      (.batchSize, text(batchSize), "\(run.batchSize)"),
      (.pixelMode, pixelMode?.rawValue, run.pixelMode.rawValue),
      (.trainCount, text(trainImages), text(run.trainCount) ?? "all"),
      (.seed, text(seed), "\(run.seed)"),
      (.validationFraction, text(validationFraction), text(run.validationFraction) ?? "none"),
      (.imageSize, text(imageSize), "\(architecture.imageShape)"),
      (.range, text(files.range), text(reading?.range) ?? "none"),
      (.layout, files.layout?.rawValue, reading?.layout?.rawValue ?? "none"),
      (
        .transposition, files.transpose ? "true" : nil, reading?.isTransposed == true ? "true" : "false"
      ),
    ]
  }
}
