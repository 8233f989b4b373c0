import Autoencoder
import Compute
import Datasets
import Plotting
import Training

/// Times training steps and the decoding of one latent position.
public struct StepBenchmark {
  public let configuration: TrainingConfiguration
  public let data: DataSplit
  public let team: ThreadTeam

  public init(configuration: TrainingConfiguration, data: DataSplit, team: ThreadTeam) {
    self.configuration = configuration
    self.data = data
    self.team = team
  }

  /// What was measured; the keys of `--json`.
  public struct Result: Encodable {
    let dataset: String
    let method: String
    let latentSize: Int
    let batchSize: Int
    let threads: Int
    let instructionSet: String
    let millisecondsPerStep: Double
    let imagesPerSecond: Double
    /// Useful dense arithmetic only.
    let gigaflopsPerSecond: Double
    /// Multiply-adds in registers, on all threads, in the same run.
    let peakGigaflopsPerSecond: Double
    let decodeMilliseconds: Double

    public var text: String {
      let share = gigaflopsPerSecond / peakGigaflopsPerSecond * 100
      let lines = [
        ("method", method),
        ("data", "\(dataset), batch \(batchSize), latent \(latentSize)"),
        ("threads", "\(threads), \(instructionSet)"),
        ("step", NumberFormat.plain(millisecondsPerStep, decimals: 3) + " ms"),
        ("images", NumberFormat.plain(imagesPerSecond, decimals: 0) + " /s"),
        (
          "arithmetic",
          NumberFormat.plain(gigaflopsPerSecond, decimals: 1) + " Gflop/s, "
            + NumberFormat.plain(share, decimals: 0) + " % of the peak"
        ),
        ("peak", NumberFormat.plain(peakGigaflopsPerSecond, decimals: 1) + " Gflop/s"),
        ("decode one point", NumberFormat.plain(decodeMilliseconds, decimals: 3) + " ms"),
      ]
      return lines.map { $0.0.padded(to: 18) + $0.1 }.joined(separator: "\n")
    }
  }

  private static let stepsPerBlock = 50

  /// Times steps for about so many seconds, and takes the fastest of blocks of fifty.
  /// - Throws: as `Trainer.step` does.
  public func measure(seconds: Double) throws -> Result {
    let kernels = Kernels.current
    var trainer = Trainer(configuration, data: data, team: team)
    for _ in 0..<20 { try trainer.step() }
    let peakBefore = kernels.peakGigaflopsPerSecond(team: team)
    let clock = TrainingRun.systemClock
    let start = clock()
    var best = Double.infinity
    repeat {
      let blockStart = clock()
      for _ in 0..<Self.stepsPerBlock { try trainer.step() }
      best = min(best, (clock() - blockStart) / Double(Self.stepsPerBlock))
    } while clock() - start < seconds
    let peak = max(peakBefore, kernels.peakGigaflopsPerSecond(team: team))
    let layout = ParameterLayout(configuration.architecture)
    let flops = Double(
      configuration.method.operationsPerImage(layout, posterior: configuration.posteriorExtent)
        * configuration.batchSize)
    return Result(
      dataset: configuration.dataset, method: configuration.method.rawValue,
      latentSize: configuration.architecture.latentSize,
      batchSize: configuration.batchSize, threads: team.threadCount, instructionSet: kernels.instructionSet,
      millisecondsPerStep: rounded(best * 1e3),
      imagesPerSecond: (Double(configuration.batchSize) / best).rounded(),
      gigaflopsPerSecond: rounded(flops / best / 1e9), peakGigaflopsPerSecond: rounded(peak),
      decodeMilliseconds: rounded(decodeTime(trainer.model, clock) * 1e3))
  }

  /// The median time to decode one latent position, in seconds.
  private func decodeTime(_ model: VariationalAutoencoder, _ clock: () -> Double) -> Double {
    let workspace = Workspace(model.architecture, batchSize: 1, samples: 1, team: team)
    let latent = Matrix(rows: 1, columns: model.architecture.latentSize, repeating: 0.5)
    let times = (0..<201).map { _ -> Double in
      let start = clock()
      _ = model.decode(latent, workspace: workspace)
      return clock() - start
    }
    return times.sorted()[100]
  }

  private func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}
