import Autoencoder
import Formats
import Plotting
import TerminalGraphics
import Training

/// Trains on this thread and says how it goes: one line that is kept up to date in a terminal, a line an epoch in a
/// pipe.
///
///     var training = HeadlessTraining(run, console: .standardOutput)
///     let signal = try training.train { Interruption.signal }
public struct HeadlessTraining {
  /// When to end before the last epoch of the run.
  public struct Limit: Sendable {
    public let epochs: Int
    /// An epoch that would go beyond is not begun, unless it is the first.
    public let seconds: Double

    public init(epochs: Int, seconds: Double) {
      self.epochs = epochs
      self.seconds = seconds
    }
  }

  /// A run's place among others that are trained one after the other.
  public struct Place: Sendable {
    /// As in "job 1 (2 of 8)".
    public let title: String
    /// The work of the runs after this one, as the number of examples of this run that take as long.
    public let laterExamples: Double

    public init(title: String, laterExamples: Double) {
      self.title = title
      self.laterExamples = laterExamples
    }
  }

  public private(set) var run: TrainingRun
  private let limit: Limit?
  private let place: Place?
  private var rate: RateMeter
  private let line: ProgressLine

  public init(
    _ run: TrainingRun, limit: Limit? = nil, place: Place? = nil, console: Console,
    clock: @escaping @Sendable () -> Double = TrainingRun.systemClock
  ) {
    self.run = run
    self.limit = limit
    self.place = place
    rate = RateMeter(clock: clock)
    line = ProgressLine(console: console, clock: clock)
  }

  /// The last epoch that it may train.
  private var epochs: Int {
    let all = run.trainer.configuration.epochs
    return limit.map { min($0.epochs, all) } ?? all
  }

  private var isDone: Bool {
    let done = run.trainer.position.epoch
    if run.isFinished || done >= epochs { return true }
    guard let limit, done > 0 else { return false }
    return run.seconds * Double(done + 1) / Double(done) > limit.seconds
  }

  /// Trains to the last epoch, or until a signal asks for an end; either way the run is saved.
  /// - Parameters:
  ///   - interruption: the signal that asks for an end, if one has come; asked before each step.
  ///   - afterStep: called after each step.
  /// - Returns: the signal that ended it, if one did.
  /// - Throws: `InputError` as `TrainingRun` and `afterStep` do.
  public mutating func train(
    interruption: () -> Int32?,
    afterStep: (Trainer) throws(InputError) -> Void = { (_) throws(InputError) in }
  ) throws(InputError) -> Int32? {
    line.keep(headline, inTerminalToo: true)
    defer { line.finish() }
    while !isDone {
      if let signal = interruption() {
        try saveInterrupted()
        return signal
      }
      let report = try run.advance()
      try afterStep(run.trainer)
      rate.add(report)
      if let epoch = report.epoch { line.keep(text(epoch)) }
      if line.isDue { line.show(status) }
    }
    try run.save()
    line.keep(summary, inTerminalToo: true)
    return nil
  }

  private mutating func saveInterrupted() throws(InputError) {
    try run.save()
    let end = run.folder.map { folder in
      " and saved; "
        + (place == nil
          ? "'vae train --resume --output \(folder.path)' goes on." : "the same command goes on.")
    }
    line.keep(
      "Interrupted in epoch \(run.trainer.position.epoch + 1)" + (end ?? "; nothing is kept."),
      inTerminalToo: true)
  }

  /// What the progress line says, most wanted first.
  private var status: [String] {
    let trainer = run.trainer
    var parts = place.map { [$0.title] } ?? []
    parts.append("epoch \(min(trainer.position.epoch + 1, epochs))/\(epochs)")
    let remaining = rate.imagesPerSecond > 0 ? remaining(imagesPerSecond: rate.imagesPerSecond) : nil
    if place != nil, let remaining { parts.append(remaining) }
    if let recent = rate.recent { parts.append("train " + Self.text(recent)) }
    if let test = run.history.last?.test { parts.append("test " + Self.text(test)) }
    if rate.imagesPerSecond > 0 { parts.append("\(Int(rate.imagesPerSecond)) images/s") }
    if place == nil, let remaining { parts.append(remaining) }
    return parts
  }

  /// The time that the run will still take, and with a place that of all runs.
  private func remaining(imagesPerSecond: Double) -> String {
    let left = max(0, Double(epochs * run.trainer.exampleCount - run.trainer.position.examplesSeen))
    let text = "ETA " + NumberFormat.duration(seconds: left / imagesPerSecond)
    guard let place else { return text }
    return text + ", of all jobs "
      + NumberFormat.duration(seconds: (left + place.laterExamples) / imagesPerSecond)
  }

  private var headline: String {
    let configuration = run.trainer.configuration
    let architecture = configuration.architecture
    let hidden = architecture.hiddenSizes.map(String.init).joined(separator: "-")
    let shape =
      line.console.isUnicode
      ? architecture.imageShape.description
      : architecture.imageShape.description.replacing("×", with: "x")
    let images = configuration.trainCount.map { ", \($0) training images" } ?? ""
    let deviation = configuration.initialDeviation.map { ", initial deviation \($0)" } ?? ""
    return "\(configuration.dataset) \(shape)\(images), \(architecture.likelihood.rawValue), "
      + "\(configuration.pixelMode.rawValue) pixels; hidden \(hidden) \(architecture.activation.rawValue), "
      + "latent \(architecture.latentSize); \(configuration.ascended), "
      + "\(configuration.optimizer.kind.rawValue)\(deviation), seed \(configuration.seed)"
      + (run.folder.map { "; \($0.path)" } ?? "")
  }

  private var summary: String {
    guard let epoch = run.trainer.position.bestEpoch, let best = run.trainer.position.bestELBO else {
      return "Nothing to train: all epochs are done."
    }
    return
      "Done in \(NumberFormat.duration(seconds: run.seconds)): best test ELBO \(Self.number(best)) nats per image at "
      + "epoch \(epoch)" + (run.folder.map { "; \($0.bestCheckpointPath)" } ?? "")
  }

  /// The ELBO, and the objective by its name where that is another quantity.
  private static func text(_ value: ELBO) -> String {
    "ELBO " + number(value.elbo) + (value.objective.map { ", \($0.kind.title) \(number($0.value))" } ?? "")
  }

  private func text(_ metrics: EpochMetrics) -> String {
    let rate = Double(metrics.examplesSeen) / max(metrics.seconds, 1e-9)
    return (place.map { $0.title + "  " } ?? "")
      + "epoch \(metrics.epoch)/\(epochs)  train \(Self.text(metrics.train))  "
      + "test \(Self.text(metrics.test))  reconstruction \(Self.number(metrics.test.reconstruction))  "
      + "KL \(Self.number(metrics.test.klDivergence))  active \(metrics.activeUnits)  \(Int(rate)) images/s  "
      + NumberFormat.duration(seconds: metrics.seconds)
      + (place.map { _ in "  " + remaining(imagesPerSecond: rate) } ?? "")
  }

  private static func number(_ value: Double) -> String { NumberFormat.plain(value, decimals: 2) }
}
