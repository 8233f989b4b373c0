import Autoencoder
import Plotting
import Training

/// A quantity of the training that has a chart, in the order of the digits that show it. Preferences hold its name.
enum MonitorChart: String, CaseIterable, Sendable {
  case elbo, reconstruction, kl, gap
  case gradientNorm = "gradient-norm"
  case updateRatio = "update-ratio"
  case learningRate = "learning-rate"
  case imagesPerSecond = "images-per-second"
  case klPerDimension = "kl-per-dimension"

  /// The digit that shows it or takes it away.
  var digit: Int { Self.allCases.firstIndex(of: self)! + 1 }

  /// The title of its frame.
  var title: String {
    switch self {
    case .elbo: "ELBO, nats per image"
    case .reconstruction: "reconstruction, nats"
    case .kl: "KL, nats"
    case .gap: "gap: train − test ELBO"
    case .gradientNorm: "gradient norm"
    case .updateRatio: "update/weight"
    case .learningRate: "learning rate"
    case .imagesPerSecond: "images/s"
    case .klPerDimension: "KL of each dimension"
    }
  }

  /// The decimals of its values; `nil` for three significant digits.
  var decimals: Int? {
    switch self {
    case .elbo, .reconstruction, .kl: 1
    case .gap: 2
    case .imagesPerSecond: 0
    case .gradientNorm, .updateRatio, .learningRate, .klPerDimension: nil
    }
  }

  /// Whether it is measured on the test set alone, after each epoch.
  var isByEpoch: Bool { self == .gap || self == .klPerDimension }

  /// Whether its course over minibatches is drawn smoothed.
  var isSmoothed: Bool {
    switch self {
    case .elbo, .reconstruction, .kl, .gradientNorm, .imagesPerSecond: true
    case .gap, .updateRatio, .learningRate, .klPerDimension: false
    }
  }
}

/// What is drawn on the horizontal axis.
enum MonitorAxis: String, CaseIterable, Sendable {
  case examples, epochs, seconds

  var next: MonitorAxis { Self.allCases[(Self.allCases.firstIndex(of: self)! + 1) % Self.allCases.count] }
}

/// How the charts of Train are drawn, as a person prefers.
struct ChartOptions: Equatable, Sendable {
  /// The charts, the large one first; those for which there is no room wait.
  var charts: [MonitorChart] = initialCharts
  var axis = MonitorAxis.examples
  var isLogarithmic = true
  var isYLogarithmic = false
  /// How strongly curves are smoothed, as an index of `smoothingReaches`.
  var smoothing = 1

  static let initialCharts: [MonitorChart] = [
    .elbo, .kl, .gradientNorm, .klPerDimension, .updateRatio, .gap, .imagesPerSecond,
  ]
  /// The points on either side over which a point is averaged.
  static let smoothingReaches = [0, 6, 20, 60]

  var reach: Int { Self.smoothingReaches[min(max(0, smoothing), Self.smoothingReaches.count - 1)] }

  /// As in "mean of 13 points".
  var smoothingTitle: String { reach == 0 ? "not smoothed" : "mean of \(2 * reach + 1) points" }

  /// Shows a chart, or takes it away where it is shown.
  /// - Parameter room: how many charts there is room for.
  mutating func toggle(_ chart: MonitorChart, room: Int) {
    let index = charts.firstIndex(of: chart)
    if let index { charts.remove(at: index) }
    if let index, index < room, !charts.isEmpty { return }
    charts.insert(chart, at: min(charts.count, max(0, room - 1)))
  }

  /// Makes a chart the large one.
  mutating func enlarge(_ chart: MonitorChart) {
    guard let index = charts.firstIndex(of: chart) else { return }
    charts.swapAt(0, index)
  }
}
