import Compute

/// How large the gradient of a step was, and how far the step moved the weights.
public struct UpdateSize: Codable, Hashable, Sendable {
  /// ‖g‖₂ of the gradient of the negative objective by all weights and biases, the mean over the minibatch, with that of
  /// their prior where they have one; `nil` where a step makes several updates.
  public var gradientNorm: Double?
  /// ‖Δw‖₂ / ‖w‖₂ over all weights and biases: what the step changed, against what was there.
  public var updateRatio: Double

  public init(gradientNorm: Double?, updateRatio: Double) {
    self.gradientNorm = gradientNorm
    self.updateRatio = updateRatio
  }
}

/// The weights and the optimiser's memory before a step, from which the size of the step follows afterwards.
///
/// The gradient is never whole in memory (`weightUpdate` uses it up tile by tile), but the optimiser's memory tells it:
/// Adam's first moment is β₁m + (1 − β₁)g, Adagrad's squares grow by g², SGD moves by −ηg. To hold a probe costs a copy of
/// the parameters and of one moment at the step that follows, and changes no number of it.
public struct UpdateProbe {
  private let parameters: Parameters
  private let firstMoment: Parameters?

  public init(_ model: VariationalAutoencoder, _ state: OptimizerState) {
    parameters = model.parameters
    firstMoment = state.moments.first
  }

  /// The size of the step that has been made since.
  /// - Parameters:
  ///   - rules: those of the step's updates, in order.
  ///   - count: B, the images of the minibatch.
  public func size(
    after model: VariationalAutoencoder, _ state: OptimizerState, rules: [UpdateRule], count: Int,
    workspace: Workspace
  ) -> UpdateSize {
    let change = workspace.sum(model.parameters, parameters) { kernels, new, old, count in
      kernels.squaredDifference(new, old, count: count)
    }
    let size = workspace.sum(parameters, parameters) { kernels, old, _, count in
      kernels.squaredDifference(old, old, factor: 0, count: count)
    }
    var gradientNorm: Double?
    if rules.count == 1, let square = gradientSquare(rules[0], change, state, workspace) {
      gradientNorm = square.squareRoot() / (Double(rules[0].gradientScale) * Double(count))
    }
    return UpdateSize(gradientNorm: gradientNorm, updateRatio: (change / size).squareRoot())
  }

  /// Σ g² of the gradient as the rule has scaled it.
  private func gradientSquare(
    _ rule: UpdateRule, _ change: Double, _ state: OptimizerState, _ workspace: Workspace
  ) -> Double? {
    switch rule.kind {
    case .store: return nil
    case .sgd: return change / (Double(rule.stepSize) * Double(rule.stepSize))
    case .adagrad:
      return workspace.sum(state.moments[0], firstMoment!) { kernels, new, old, count in
        kernels.difference(new, old, count: count)
      }
    case .adam:
      let square = workspace.sum(state.moments[0], firstMoment!) { kernels, new, old, count in
        kernels.squaredDifference(new, old, factor: rule.beta1, count: count)
      }
      return square / ((1 - Double(rule.beta1)) * (1 - Double(rule.beta1)))
    }
  }
}

extension Workspace {
  /// Numbers of a task that sums.
  private static let sumBlock = 16_384

  /// A sum over two blocks of one layout. Each part is summed by one thread, and the parts are added in order: the result
  /// is the same on any number of threads.
  fileprivate func sum(
    _ a: Parameters, _ b: Parameters,
    _ part: (Kernels, UnsafePointer<Float>, UnsafePointer<Float>, Int) -> Double
  ) -> Double {
    let count = a.block.count
    let starts = Array(stride(from: 0, to: count, by: Self.sumBlock))
    var sums = [Double](repeating: 0, count: starts.count)
    sums.withUnsafeMutableBufferPointer { sums in
      a.block.withUnsafePointer { a in
        b.block.withUnsafePointer { b in
          let sums = sums  // Each task writes a number of its own.
          team.run(tasks: starts.count) { task in
            let start = starts[task]
            sums[task] = part(kernels, a + start, b + start, min(Self.sumBlock, count - start))
          }
        }
      }
    }
    return sums.reduce(0, +)
  }
}
