import Compute

/// The optimiser's memory: one or two numbers for each parameter.
public struct OptimizerState: Sendable, Equatable {
  /// First and second moments (Adam), accumulated squares (Adagrad), or none (SGD).
  public var moments: [Parameters]

  /// All zero, for a rule with `count` numbers of state per parameter.
  public init(layout: ParameterLayout, count: Int) {
    precondition((0...2).contains(count), "\(count) moments")
    moments = (0..<count).map { _ in Parameters(layout: layout) }
  }

  /// Calls `body` with the first and the second moment, which it must not keep.
  mutating func withPointers<R>(
    _ body: (_ first: UnsafeMutablePointer<Float>?, _ second: UnsafeMutablePointer<Float>?) -> R
  ) -> R {
    guard !moments.isEmpty else { return body(nil, nil) }
    guard moments.count == 2 else { return moments[0].block.withUnsafeMutablePointer { body($0, nil) } }
    var second = moments.removeLast()
    defer { moments.append(second) }
    return moments[0].block.withUnsafeMutablePointer { first in
      second.block.withUnsafeMutablePointer { body(first, $0) }
    }
  }
}

/// A step met a NaN or an infinity; the parameters are as they were before it.
public struct NonFiniteError: Error, Hashable {
  /// The first parameter tensor that is not finite, or the quantity that became so.
  public let tensor: String
}

extension VariationalAutoencoder {
  /// One update on a minibatch: forward, backward and the optimiser's rule in one go.
  ///
  /// - Parameters:
  ///   - images: writes the minibatch's `count` images.
  ///   - noise: draws 0 ..< B·K·L are used.
  ///   - rule: turns the gradient into new parameters; its `gradientScale` makes a sum or a mean of the minibatch.
  ///   - state: the optimiser's memory, with `rule.stateCount` moments.
  /// - Returns: the ELBO, the mean over the images before the update, with the objective beside it where that is another
  ///   quantity.
  /// - Throws: `NonFiniteError`, with nothing changed.
  public mutating func step(
    images: ImageWriter, count: Int, objective: Objective, noise: RandomStream, rule: UpdateRule,
    state: inout OptimizerState, workspace: Workspace
  ) throws(NonFiniteError) -> ELBO {
    precondition(rule.kind != .store && state.moments.count == rule.stateCount, "state of another optimiser")
    precondition(workspace.architecture == architecture, "a workspace for another architecture")
    workspace.load(count: count, samples: objective.samples, noise: noise, images: images)
    let elbo = try forwardAndBackward(objective, workspace)
    let layout = parameters.layout
    parameters.block.withUnsafeMutablePointer { base in
      state.withPointers { first, second in
        workspace.update(UpdateTargets(layout, base, first: first, second: second, gradient: nil), rule)
      }
    }
    return elbo
  }

  /// The same on a minibatch of B × D bytes.
  public mutating func step(
    pixels: [UInt8], count: Int, objective: Objective, noise: RandomStream, rule: UpdateRule,
    state: inout OptimizerState, workspace: Workspace
  ) throws(NonFiniteError) -> ELBO {
    let size = architecture.pixelCount
    precondition(pixels.count >= count * size, "\(pixels.count) bytes for \(count) images of \(size)")
    return try step(
      images: { _ = $1.update(fromContentsOf: pixels[$0.lowerBound * size..<$0.upperBound * size]) },
      count: count, objective: objective, noise: noise, rule: rule, state: &state, workspace: workspace)
  }

  /// The gradient of the negative objective, the mean over a minibatch, for checks and for methods that are not one
  /// fused step.
  public func gradient(
    pixels: [UInt8], count: Int, objective: Objective, noise: RandomStream, workspace: Workspace
  ) throws(NonFiniteError) -> (elbo: ELBO, gradient: Parameters) {
    precondition(workspace.architecture == architecture, "a workspace for another architecture")
    pixels.withUnsafeBufferPointer {
      workspace.load($0, count: count, samples: objective.samples, noise: noise)
    }
    let elbo = try forwardAndBackward(objective, workspace)
    var gradient = Parameters(layout: parameters.layout)
    let rule = UpdateRule(kind: .store, gradientScale: 1 / Float(count))
    parameters.block.withUnsafePointer { base in
      gradient.block.withUnsafeMutablePointer { target in
        workspace.update(
          UpdateTargets(
            parameters.layout, UnsafeMutablePointer(mutating: base), first: nil, second: nil, gradient: target
          ),
          rule)
      }
    }
    return (elbo, gradient)
  }

  /// The ELBO and, in the workspace, the gradients of the minibatch that the workspace has loaded.
  private func forwardAndBackward(_ objective: Objective, _ workspace: Workspace) throws(NonFiniteError)
    -> ELBO
  {
    try parameters.block.withUnsafePointer { base throws(NonFiniteError) in
      let network = NetworkMemory(reading: parameters.layout, at: base)
      workspace.forward(network)
      let elbo = workspace.weighSamples(objective)
      guard elbo.isFinite else {
        throw NonFiniteError(tensor: parameters.firstNonFiniteTensor?.name ?? "log p(x|z)")
      }
      workspace.backward(network, objective)
      return elbo
    }
  }
}
