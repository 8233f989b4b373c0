import Compute

/// Full variational Bayes: a bound on the evidence of the data with the weights integrated out too (Kingma & Welling 2014,
/// appendix F). An example's share of it, which a step ascends, is
///
///     E[log p(x|z, w)] − KL(q(z|x) ‖ p(z)) − KL(q(w) ‖ p(w)) / N
///
/// with z ~ q(z|x), w ~ q(w) and N examples.
extension VariationalAutoencoder {
  /// One update of the means, which are the parameters of the model, and of the log-variances.
  ///
  /// - Parameters:
  ///   - images: writes the minibatch's `count` images.
  ///   - exampleCount: N, the images of the training set.
  ///   - noise: the random numbers of the step.
  ///   - rule: as for `step(images:…)`, but for its weight decay, in whose place the prior of the weights is.
  ///   - state: the optimiser's memory for the means.
  ///   - posteriorState: that for the log-variances.
  /// - Returns: the ELBO of the images before the update under drawn weights, and the bound with the weights' share beside it.
  /// - Throws: `NonFiniteError`, with nothing changed.
  public mutating func fullBayesStep(
    images: ImageWriter, count: Int, exampleCount: Int, noise: WeightPosteriorNoise, rule: UpdateRule,
    posterior: inout WeightPosterior, state: inout OptimizerState, posteriorState: inout OptimizerState,
    workspace: WeightPosteriorWorkspace
  ) throws(NonFiniteError) -> ELBO {
    precondition(
      rule.kind != .store && state.moments.count == rule.stateCount
        && posteriorState.moments.count == rule.stateCount, "state of another optimiser")
    workspace.workspace.load(count: count, samples: 1, noise: noise.latents, images: images)
    let elbo = try forwardAndBackward(posterior, exampleCount: exampleCount, noise: noise.units, workspace)
    let layout = parameters.layout
    let divergenceWeight = rule.gradientScale * Float(count) / Float(exampleCount)
    parameters.block.withUnsafeMutablePointer { base in
      state.withPointers { first, second in
        workspace.updateMeans(
          UpdateTargets(layout, base, first: first, second: second, gradient: nil), rule,
          divergenceWeight: divergenceWeight)
      }
    }
    posterior.logVariances.block.withUnsafeMutablePointer { base in
      posteriorState.withPointers { first, second in
        workspace.updateLogVariances(
          UpdateTargets(
            layout, base, first: first, second: second, gradient: workspace.logVarianceGradient.base),
          rule, divergenceWeight: divergenceWeight)
      }
    }
    return elbo
  }

  /// The gradient of the negative bound, the mean over a minibatch of B × D bytes, with respect to the means and to the
  /// log-variances of the weights.
  public func fullBayesGradient(
    pixels: [UInt8], count: Int, exampleCount: Int, noise: WeightPosteriorNoise, posterior: WeightPosterior,
    workspace: WeightPosteriorWorkspace
  ) throws(NonFiniteError) -> (elbo: ELBO, means: Parameters, logVariances: Parameters) {
    pixels.withUnsafeBufferPointer {
      workspace.workspace.load($0, count: count, samples: 1, noise: noise.latents)
    }
    let elbo = try forwardAndBackward(posterior, exampleCount: exampleCount, noise: noise.units, workspace)
    let layout = parameters.layout
    let rule = UpdateRule(kind: .store, gradientScale: 1 / Float(count))
    var (means, logVariances) = (Parameters(layout: layout), Parameters(layout: layout))
    let first = layout.layers(of: workspace.extent)[0].offset
    parameters.block.withUnsafePointer { base in
      means.block.withUnsafeMutablePointer { gradient in
        let unchanged = UnsafeMutablePointer(mutating: base)
        workspace.updateMeans(
          UpdateTargets(layout, unchanged, first: nil, second: nil, gradient: gradient), rule,
          divergenceWeight: 0)
        for index in first..<layout.count { gradient[index] += base[index] / Float(exampleCount) }
      }
    }
    posterior.logVariances.block.withUnsafePointer { base in
      logVariances.block.withUnsafeMutablePointer { gradient in
        let unchanged = UnsafeMutablePointer(mutating: base)
        workspace.updateLogVariances(
          UpdateTargets(layout, unchanged, first: nil, second: nil, gradient: gradient), rule,
          divergenceWeight: 1 / Float(exampleCount))
      }
    }
    return (elbo, means, logVariances)
  }

  /// The bound and, in the workspace, the gradients of the minibatch that it has loaded.
  private func forwardAndBackward(
    _ posterior: WeightPosterior, exampleCount: Int, noise: RandomStream,
    _ workspace: WeightPosteriorWorkspace
  ) throws(NonFiniteError) -> ELBO {
    let memory = workspace.workspace
    precondition(memory.architecture == architecture, "a workspace for another architecture")
    precondition(workspace.extent == posterior.extent, "a workspace for another extent")
    precondition(exampleCount > 0, "\(exampleCount) examples")
    let divergence = workspace.takeIn(posterior, means: parameters)
    return try parameters.block.withUnsafePointer { base throws(NonFiniteError) in
      let passes = NetworkPasses(NetworkMemory(reading: parameters.layout, at: base), workspace)
      memory.forward(passes, noise: noise)
      var elbo = memory.weighSamples(Objective())
      elbo.objective = ObjectiveValue(.fullBayes, value: elbo.elbo - divergence / Double(exampleCount))
      guard elbo.isFinite else {
        let tensor = parameters.firstNonFiniteTensor ?? posterior.logVariances.firstNonFiniteTensor
        throw NonFiniteError(tensor: tensor?.name ?? "log p(x|z)")
      }
      memory.backward(passes)
      return elbo
    }
  }
}

/// The random numbers of one step of full variational Bayes on B images.
public struct WeightPosteriorNoise {
  /// Draws 0 ..< B·L: the noise of z ~ q(z|x).
  public let latents: RandomStream
  /// The noise of the units that a posterior over weights reaches: for each image one draw for each output of each layer.
  public let units: RandomStream

  public init(latents: RandomStream, units: RandomStream) {
    self.latents = latents
    self.units = units
  }
}
