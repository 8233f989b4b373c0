import Autoencoder

/// The speed of training and the smoothed ELBO over recent minibatches.
public struct RateMeter {
  private let clock: @Sendable () -> Double
  private var windowStart: Double
  private var windowExamples = 0
  /// Images a second over the last full window of half a second; 0 before the first.
  public private(set) var imagesPerSecond = 0.0
  /// The same over about the last ten seconds, by which the time that is left is told.
  public private(set) var steadyImagesPerSecond = 0.0
  /// The last minibatch.
  public private(set) var latest: ELBO?
  /// The mean over recent minibatches, older ones with less weight; `nil` before the first. It begins anew when the
  /// objective becomes another quantity, as at the end of a warm-up.
  public private(set) var recent: ELBO?

  private static let window = 0.5
  private static let steadyTime = 10.0
  private static let weightOfNewest = 0.05

  public init(clock: @escaping @Sendable () -> Double) {
    self.clock = clock
    windowStart = clock()
  }

  /// Takes a step into account.
  public mutating func add(_ report: TrainingRun.Report) {
    let isOfSameKind = latest.map { $0.isOfSameKind(as: report.elbo) } ?? true
    latest = report.elbo
    if isOfSameKind, var mean = recent {
      mean = mean.scaled(by: 1 - Self.weightOfNewest)
      mean.add(report.elbo, weight: Self.weightOfNewest)
      recent = mean
    } else {
      recent = report.elbo
    }
    windowExamples += report.count
    let now = clock()
    guard now - windowStart >= Self.window else { return }
    let length = now - windowStart
    imagesPerSecond = Double(windowExamples) / length
    let weight = steadyImagesPerSecond == 0 ? 1 : length / (Self.steadyTime + length)
    steadyImagesPerSecond += weight * (imagesPerSecond - steadyImagesPerSecond)
    windowStart = now
    windowExamples = 0
  }

  /// Begins a new window, as after a pause.
  public mutating func restart() {
    windowStart = clock()
    windowExamples = 0
  }
}
