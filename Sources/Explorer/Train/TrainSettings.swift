import Autoencoder
import Plotting
import TerminalGraphics
import Training

/// What the program takes of the machine.
public struct ProgramUsage: Sendable, Equatable {
  /// Memory in use, in bytes.
  public let memory: Int
  /// Seconds of processor time a second: 2 where two cores are busy.
  public let processors: Double

  public init(memory: Int, processors: Double) {
    self.memory = memory
    self.processors = processors
  }
}

extension ExplorerModel {
  /// What was trained and how, in five lines, and what the program takes.
  var settingFacts: [Facts.Fact] {
    guard let configuration = openModel?.configuration else { return [] }
    let architecture = configuration.architecture
    let sizes = [architecture.pixelCount] + architecture.hiddenSizes + [architecture.latentSize]
    var facts = [
      Facts.Fact(name: "data", value: dataSize(configuration)),
      Facts.Fact(
        name: "model",
        value: sizes.map(String.init).joined(separator: "-") + " \(architecture.activation.rawValue)"),
      Facts.Fact(name: "likelihood", value: architecture.likelihood.rawValue),
      Facts.Fact(name: "objective", value: configuration.objectiveTitle),
      Facts.Fact(
        name: configuration.optimizer.kind.rawValue,
        value: "batch \(configuration.batchSize), seed \(configuration.seed)"),
    ]
    if let fork = configuration.fork {
      facts.append(
        Facts.Fact(name: "forked", value: "\(fork.run), \(NumberFormat.grouped(fork.examplesSeen)) examples"))
    }
    if let usage {
      facts.append(Facts.Fact(name: "memory", value: NumberFormat.bytes(usage.memory)))
      facts.append(Facts.Fact(name: "processor", value: "\((usage.processors * 100).roundedInt) %"))
    }
    return facts
  }

  private func dataSize(_ configuration: TrainingConfiguration) -> String {
    let train = progress?.examplesPerEpoch ?? record.examplesPerEpoch
    guard train > 0 else { return configuration.dataTitle }
    let test =
      progress.flatMap { $0.testExamples > 0 ? "+\(NumberFormat.grouped($0.testExamples))" : nil } ?? ""
    return "\(configuration.dataTitle) \(NumberFormat.grouped(train))\(test)"
  }
}

extension TrainingConfiguration {
  /// What is ascended, with β and K: "ELBO, β 1", "IWAE, K 5".
  var objectiveTitle: String {
    let weight = "β \(NumberFormat.compact(Double(objective.klWeight)))"
    guard method == .aevb else { return ascended }
    return objective.bound == .iwae ? "IWAE, K \(objective.samples)" : "ELBO, \(weight)"
  }

  /// The settings in which a run differs from another one, in the words of a legend: "L 5", "rate 0.002".
  func differences(from other: TrainingConfiguration) -> [String] {
    let (own, others) = (architecture, other.architecture)
    func rate(_ value: Float?) -> String { value.map(Numbers.rate) ?? "chosen" }
    let all: [(isSame: Bool, text: String)] = [
      (own.latentSize == others.latentSize, "L \(own.latentSize)"),
      (
        own.hiddenSizes == others.hiddenSizes,
        "hidden \(own.hiddenSizes.map(String.init).joined(separator: "-"))"
      ),
      (own.activation == others.activation, own.activation.rawValue),
      (method == other.method && objective == other.objective, objectiveTitle),
      (klWarmUpEpochs == other.klWarmUpEpochs, "warm-up \(klWarmUpEpochs)"),
      (optimizer.kind == other.optimizer.kind, optimizer.kind.rawValue),
      (learningRate == other.learningRate, "rate \(rate(learningRate))"),
      (schedule == other.schedule, "\(schedule.rawValue) rates"),
      (batchSize == other.batchSize, "batch \(batchSize)"),
      (preset == other.preset, "preset \(preset.rawValue)"),
      (trainCount == other.trainCount, "\(trainCount.map(String.init) ?? "all") images"),
      (seed == other.seed, "seed \(seed)"),
      (
        fork == other.fork,
        fork.map { "forked at \(NumberFormat.grouped($0.examplesSeen))" } ?? "not forked"
      ),
    ]
    return all.filter { !$0.isSame }.map(\.text)
  }
}
