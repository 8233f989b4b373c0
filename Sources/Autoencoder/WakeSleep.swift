import Compute

/// The wake–sleep algorithm (Hinton, Dayan, Frey and Neal 1995), the baseline of Kingma & Welling 2014: the decoder
/// learns from images with z ~ q(z|x), the encoder from dreams x ~ p(x|z) with z ~ N(0, I).
///
/// Both half-steps use the parameters from the start of the step. Dreams are sampled: with the pixels' means in their
/// place the bound becomes several nats worse.
public struct WakeSleepWorkspace {
  /// For the images of a minibatch.
  let wake: Workspace
  /// For as many dreams.
  let sleep: Workspace

  /// Scratch memory for minibatches of up to B images.
  public init(_ architecture: Architecture, batchSize: Int, team: ThreadTeam) {
    wake = Workspace(architecture, batchSize: batchSize, team: team)
    sleep = Workspace(architecture, batchSize: batchSize, team: team)
  }
}

/// The random numbers of one step of wake–sleep on B images.
public struct WakeSleepNoise {
  /// Draws 0 ..< B·L: the noise of z ~ q(z|x).
  public let posterior: RandomStream
  /// Draws 0 ..< B·L: z ~ N(0, I) of the dreams.
  public let prior: RandomStream
  /// Draws 0 ..< B·D: the pixels of the dreams.
  public let pixels: RandomStream

  public init(posterior: RandomStream, prior: RandomStream, pixels: RandomStream) {
    self.posterior = posterior
    self.prior = prior
    self.pixels = pixels
  }
}

extension VariationalAutoencoder {
  /// One update of decoder and encoder.
  ///
  /// - Parameters:
  ///   - images: writes the minibatch's `count` images.
  ///   - rule: as for `step(images:…)`.
  /// - Returns: the ELBO of the images before the update, which wake–sleep does not ascend.
  /// - Throws: `NonFiniteError`, with nothing changed.
  public mutating func wakeSleepStep(
    images: ImageWriter, count: Int, noise: WakeSleepNoise, rule: UpdateRule, state: inout OptimizerState,
    workspace: WakeSleepWorkspace
  ) throws(NonFiniteError) -> ELBO {
    precondition(rule.kind != .store && state.moments.count == rule.stateCount, "state of another optimiser")
    workspace.wake.load(count: count, samples: 1, noise: noise.posterior, images: images)
    let elbo = try wakeAndSleep(noise, workspace)
    let layout = parameters.layout
    parameters.block.withUnsafeMutablePointer { base in
      state.withPointers { first, second in
        let targets = UpdateTargets(layout, base, first: first, second: second, gradient: nil)
        workspace.wake.update(targets, rule, part: .decoder)
        workspace.sleep.update(targets, rule, part: .encoder)
      }
    }
    return elbo
  }

  /// The gradient that a step follows, the mean over a minibatch of B × D bytes: of −log p(x|z) for the decoder, of
  /// −log q(z|x) of dreams for the encoder.
  public func wakeSleepGradient(
    pixels: [UInt8], count: Int, noise: WakeSleepNoise, workspace: WakeSleepWorkspace
  ) throws(NonFiniteError) -> (elbo: ELBO, gradient: Parameters) {
    pixels.withUnsafeBufferPointer {
      workspace.wake.load($0, count: count, samples: 1, noise: noise.posterior)
    }
    let elbo = try wakeAndSleep(noise, workspace)
    var gradient = Parameters(layout: parameters.layout)
    let rule = UpdateRule(kind: .store, gradientScale: 1 / Float(count))
    parameters.block.withUnsafePointer { base in
      gradient.block.withUnsafeMutablePointer { target in
        let targets = UpdateTargets(
          parameters.layout, UnsafeMutablePointer(mutating: base), first: nil, second: nil, gradient: target)
        workspace.wake.update(targets, rule, part: .decoder)
        workspace.sleep.update(targets, rule, part: .encoder)
      }
    }
    return (elbo, gradient)
  }

  /// Both halves but for the update, on the images that `wake` has loaded.
  private func wakeAndSleep(
    _ noise: WakeSleepNoise, _ workspace: WakeSleepWorkspace
  ) throws(NonFiniteError) -> ELBO {
    let (wake, sleep) = (workspace.wake, workspace.sleep)
    precondition(wake.architecture == architecture, "a workspace for another architecture")
    return try parameters.block.withUnsafePointer { base throws(NonFiniteError) in
      let network = NetworkMemory(reading: parameters.layout, at: base)
      wake.forward(network)
      let elbo = wake.weighSamples(Objective())
      guard elbo.isFinite else {
        throw NonFiniteError(tensor: parameters.firstNonFiniteTensor?.name ?? "log p(x|z)")
      }
      wake.decoderBackward(network)
      sleep.dream(network, count: wake.count, latents: noise.prior, pixels: noise.pixels)
      sleep.listImagesByPixel()
      sleep.recognitionBackward(network)
      return elbo
    }
  }
}
