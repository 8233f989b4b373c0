import Compute

/// Chains of Hamiltonian Monte Carlo over p(z|x) of the images of a minibatch, a chain an image.
public struct PosteriorChains: Sendable, Equatable {
  /// B × L: where the chains are.
  public var positions: Matrix
  /// B: ε of each chain.
  public var stepSizes: [Double]

  /// Precondition: there are as many step sizes as positions.
  public init(positions: Matrix, stepSizes: [Double]) {
    precondition(
      positions.rows == stepSizes.count, "\(stepSizes.count) step sizes of \(positions.rows) chains")
    self.positions = positions
    self.stepSizes = stepSizes
  }
}

/// The random numbers of one step of Monte Carlo EM on B images.
public struct MonteCarloEMNoise {
  /// Draws 0 ..< B·L: the noise of z ~ q(z|x) of the bound that is reported.
  public let posterior: RandomStream
  /// Draws 0 ..< B·(L + 1): momenta, and whether a transition is accepted.
  public let transition: RandomStream

  public init(posterior: RandomStream, transition: RandomStream) {
    self.posterior = posterior
    self.transition = transition
  }
}

/// Monte Carlo expectation maximisation, the baseline of Kingma & Welling 2014 (section 5, appendix E): Hamiltonian
/// Monte Carlo draws z from p(z|x), then the decoder ascends log p(x|z) by several updates with that z.
///
/// The method has no encoder. One is trained beside it on log q(z|x) of the same z, by as many updates, so that the model
/// has an ELBO and can encode images. Neither the chains nor the decoder depend on the encoder.
extension VariationalAutoencoder {
  /// One transition of each image's chain, then an update for each rule.
  ///
  /// - Parameters:
  ///   - images: writes the minibatch's `count` images.
  ///   - chains: those of the images, which move. An image that stands twice has two, which know nothing of each other.
  ///   - rules: as for `step(images:…)`, one for each update.
  /// - Returns: the ELBO of the images before the updates, which the method does not ascend.
  /// - Throws: `NonFiniteError`, with nothing changed.
  public mutating func monteCarloEMStep(
    images: ImageWriter, count: Int, chains: inout PosteriorChains, leapfrogSteps: Int,
    noise: MonteCarloEMNoise, rules: [UpdateRule], state: inout OptimizerState, workspace: Workspace
  ) throws(NonFiniteError) -> ELBO {
    precondition(chains.positions.rows == count, "\(chains.positions.rows) chains of \(count) images")
    for rule in rules {
      precondition(
        rule.kind != .store && state.moments.count == rule.stateCount, "state of another optimiser")
    }
    workspace.load(count: count, samples: 1, noise: noise.posterior, images: images)
    let elbo = try reportedBound(workspace)
    chains = advanced(chains, leapfrogSteps: leapfrogSteps, noise.transition, workspace)
    workspace.latent.load(chains.positions, rows: 0..<count)
    workspace.listImagesByPixel()
    let layout = parameters.layout
    for rule in rules {
      parameters.block.withUnsafeMutablePointer { base in
        workspace.completedDataBackward(NetworkMemory(layout, at: base))
        state.withPointers { first, second in
          workspace.update(UpdateTargets(layout, base, first: first, second: second, gradient: nil), rule)
        }
      }
    }
    return elbo
  }

  /// The gradient that an update follows, the mean over a minibatch of B × D bytes at given latent positions, B × L: of
  /// −log p(x|z) for the decoder, of −log q(z|x) for the encoder.
  public func monteCarloEMGradient(
    pixels: [UInt8], latents: Matrix, workspace: Workspace
  ) -> Parameters {
    precondition(workspace.architecture == architecture, "a workspace for another architecture")
    let count = latents.rows
    pixels.withUnsafeBufferPointer { workspace.load($0, count: count, samples: 1, noise: nil) }
    workspace.latent.load(latents, rows: 0..<count)
    workspace.listImagesByPixel()
    var gradient = Parameters(layout: parameters.layout)
    let rule = UpdateRule(kind: .store, gradientScale: 1 / Float(count))
    parameters.block.withUnsafePointer { base in
      workspace.completedDataBackward(NetworkMemory(reading: parameters.layout, at: base))
      gradient.block.withUnsafeMutablePointer { target in
        let targets = UpdateTargets(
          parameters.layout, UnsafeMutablePointer(mutating: base), first: nil, second: nil, gradient: target)
        workspace.update(targets, rule)
      }
    }
    return gradient
  }

  /// The ELBO of the minibatch that the workspace has loaded.
  private func reportedBound(_ workspace: Workspace) throws(NonFiniteError) -> ELBO {
    precondition(workspace.architecture == architecture, "a workspace for another architecture")
    parameters.block.withUnsafePointer {
      workspace.forward(NetworkMemory(reading: parameters.layout, at: $0))
    }
    let elbo = workspace.weighSamples(Objective())
    guard elbo.isFinite else {
      throw NonFiniteError(tensor: parameters.firstNonFiniteTensor?.name ?? "log p(x|z)")
    }
    return elbo
  }

  /// The chains after a transition over p(z|x) of the images that the workspace has loaded. The density holds the
  /// parameters no longer than this call, so that the updates need not copy them.
  private func advanced(
    _ chains: PosteriorChains, leapfrogSteps: Int, _ random: RandomStream, _ workspace: Workspace
  ) -> PosteriorChains {
    let density = JointDensity(self, loadedBy: workspace)
    var transition = HamiltonianChains(
      at: chains.positions, of: density, stepSizes: chains.stepSizes, random: random)
    transition.advance(over: density, leapfrogSteps: leapfrogSteps, adaption: .persistent)
    return PosteriorChains(positions: transition.positions, stepSizes: transition.stepSizes)
  }
}

extension Workspace {
  /// The gradients of −log p(x|z) and −log q(z|x), summed over the minibatch, at the positions in `latent`: all but those
  /// of the weights themselves.
  fileprivate func completedDataBackward(_ network: NetworkMemory) {
    decoderForward(network)
    decoderBackward(network)
    recognitionBackward(network)
  }
}
