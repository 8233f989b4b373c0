/// A mean over images with its standard error, in nats.
public struct Estimate: Codable, Hashable, Sendable {
  public let mean: Double
  /// The standard deviation over the images, divided by √N.
  public let standardError: Double

  public init(mean: Double, standardError: Double) {
    self.mean = mean
    self.standardError = standardError
  }

  /// The mean of one number per image. Precondition: not empty.
  public init(_ values: [Double]) {
    precondition(!values.isEmpty, "an estimate from no image")
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
    self.init(mean: mean, standardError: (variance / count).squareRoot())
  }
}

/// The numbers of a mean that is made one at a time, without keeping them (Welford 1962).
struct EstimateTally {
  private var count = 0.0
  private var sum = 0.0
  /// The mean so far, and the sum of squared differences from it.
  private var mean = 0.0
  private var squares = 0.0

  mutating func add(_ value: Double) {
    count += 1
    sum += value
    let difference = value - mean
    mean += difference / count
    squares += difference * (value - mean)
  }

  /// The mean with its standard error. Precondition: there is a number.
  var estimate: Estimate {
    precondition(count > 0, "an estimate from no image")
    return Estimate(mean: sum / count, standardError: (squares / max(1, count - 1) / count).squareRoot())
  }
}
