import Compute

/// log p(x) of models with one or two latent dimensions as an integral over a grid, refined until two grids agree: the
/// oracle for the other estimators.
///
/// On a smooth integrand that has died away at the edges, the sum over an even grid converges faster than any power of
/// the spacing, once that is below the width of the posterior.
public struct GridEstimator: LogLikelihoodEstimator {
  /// The grid covers ±`halfWidth` in each dimension.
  public let halfWidth: Double
  /// The spacing of the first grid; each following one halves it.
  public let spacing: Double
  /// How far log p(x) of an image may differ from one grid to the next, in nats.
  public let tolerance: Double
  /// No grid but the first two has more points.
  public let pointLimit: Int

  public init(
    halfWidth: Double = 8, spacing: Double = 0.1, tolerance: Double = 0.01, pointLimit: Int = 8_000_000
  ) {
    precondition(halfWidth > 0 && spacing > 0 && tolerance > 0, "±\(halfWidth) by \(spacing)")
    self.halfWidth = halfWidth
    self.spacing = spacing
    self.tolerance = tolerance
    self.pointLimit = pointLimit
  }

  public func obstacle(for architecture: Architecture) -> String? {
    architecture.latentSize <= 2
      ? nil : "a grid serves 1 or 2 latent dimensions, the model has \(architecture.latentSize)"
  }

  public func estimate(
    _ model: VariationalAutoencoder, pixels: [UInt8], count: Int, random: RandomStream, team: ThreadTeam,
    progress: (Double) -> Void
  ) -> LogLikelihoodEstimate {
    precondition(model.architecture.latentSize <= 2, "a grid of \(model.architecture.latentSize) dimensions")
    let size = model.architecture.pixelCount
    var (values, errors, points) = ([Double](), [Double](), 0)
    for first in stride(from: 0, to: count, by: 500) {
      let images = first..<min(count, first + 500)
      let table = LikelihoodTable(
        model, pixels: pixels[(first * size)...], count: images.count, team: team)
      let result = refine(table, dimensions: model.architecture.latentSize, images.count, team)
      values += result.values
      errors += result.errors
      points = max(points, result.points)
      progress(Double(images.upperBound) / Double(count))
    }
    let open = errors.count { !($0 <= tolerance) }
    return LogLikelihoodEstimate(
      values: values, errors: errors, samples: points, effectiveSampleSizes: nil,
      warning: open == 0
        ? nil : "\(open) of \(count) images still change by more than \(tolerance) nats from grid to grid.")
  }

  /// Grids of half the spacing each, until all images agree or the next would be too large. The error of an image is
  /// its last change.
  private func refine(
    _ table: LikelihoodTable, dimensions: Int, _ images: Int, _ team: ThreadTeam
  ) -> (values: [Double], errors: [Double], points: Int) {
    var grid = Grid(dimensions: dimensions, halfWidth: halfWidth, spacing: spacing)
    var values = grid.logIntegrals(table, images, team)
    var errors: [Double]
    var finer = grid.refined
    repeat {
      let refined = finer.logIntegrals(table, images, team)
      errors = zip(values, refined).map { abs($0 - $1) }
      (grid, values, finer) = (finer, refined, finer.refined)
    } while errors.contains { !($0 <= tolerance) } && finer.count <= pointLimit
    return (values, errors, grid.count)
  }
}

/// Points of an even spacing in one or two dimensions, symmetric about the origin.
private struct Grid {
  private let dimensions: Int
  private let halfWidth, spacing: Double
  /// Points a dimension.
  private let side: Int

  init(dimensions: Int, halfWidth: Double, spacing: Double) {
    self.dimensions = dimensions
    self.halfWidth = halfWidth
    self.spacing = spacing
    side = 2 * Int((halfWidth / spacing).rounded(.up)) + 1
  }

  var count: Int { dimensions == 1 ? side : side * side }

  /// The grid of half the spacing.
  var refined: Grid { Grid(dimensions: dimensions, halfWidth: halfWidth, spacing: spacing / 2) }

  /// Points `range`, a row each.
  private func points(_ range: Range<Int>) -> Matrix {
    let coordinate = { (index: Int) in Float(Double(index - side / 2) * spacing) }
    return Matrix(
      rows: range.count, columns: dimensions,
      elements: range.flatMap { index in
        dimensions == 1 ? [coordinate(index)] : [coordinate(index / side), coordinate(index % side)]
      })
  }

  /// log ∫ p(x|z) p(z) dz of each image of a table.
  func logIntegrals(_ table: LikelihoodTable, _ images: Int, _ team: ThreadTeam) -> [Double] {
    var sums = Array(repeating: RunningLogSum(), count: images)
    for first in stride(from: 0, to: count, by: 2_000) {
      let points = points(first..<min(count, first + 2_000))
      let logLikelihoods = table.logLikelihoods(at: points)
      let logPriors = points.logPriors
      sums.withUnsafeMutableBufferPointer { sums in
        // Each task has images of its own.
        nonisolated(unsafe) let sums = sums
        team.run(tasks: (images + 15) / 16) { task in
          for row in 0..<points.rows {
            let values = logLikelihoods.row(row)
            for image in task * 16..<min(images, task * 16 + 16) {
              sums[image].add(Double(values[image]) + logPriors[row])
            }
          }
        }
      }
    }
    return sums.map { $0.value + Double(dimensions) * log(spacing) }
  }
}

/// log Σ exp(x) of numbers that come one after the other.
private struct RunningLogSum {
  private var highest = -Double.infinity
  private var sum = 0.0

  /// log Σ exp(x); −∞ of none.
  var value: Double { highest + log(sum) }

  mutating func add(_ x: Double) {
    if x > highest {
      sum = sum * exp(highest - x) + 1
      highest = x
    } else if x > highest - 50 {
      // Less than that is lost in the sum's last place.
      sum += exp(x - highest)
    }
  }
}
