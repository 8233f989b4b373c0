import Autoencoder
import Compute

/// How a step of training changes the model: what it ascends, and by which parameters.
///
/// A method has scratch memory and no other state: what a run needs to go on is in the model, the state that is handed to
/// each step, and the position.
protocol InferenceMethod {
  /// The state in which a run begins.
  /// - Parameters:
  ///   - layout: of the model.
  ///   - exampleCount: N, the images of the training set.
  func initialState(
    _ configuration: TrainingConfiguration, layout: ParameterLayout, exampleCount: Int
  ) -> InferenceState

  /// The updates on one minibatch, of which the images count as examples.
  ///
  /// - Returns: the bound of the minibatch before the first update.
  /// - Throws: `NonFiniteError`, with nothing changed.
  func step(
    _ model: inout VariationalAutoencoder, _ state: inout InferenceState, on minibatch: StepInput
  ) throws(NonFiniteError) -> ELBO
}

extension InferenceMethod {
  /// Of a method that has nothing of its own.
  func initialState(
    _ configuration: TrainingConfiguration, layout: ParameterLayout, exampleCount: Int
  ) -> InferenceState {
    InferenceState(optimizer: OptimizerState(layout: layout, count: configuration.optimizer.stateCount))
  }
}

/// The methods by name, as files and command lines give them.
public enum InferenceMethodName: String, Codable, Sendable, CaseIterable {
  /// Auto-encoding variational Bayes: ascends the objective by the reparameterisation trick (Kingma & Welling 2014).
  case aevb
  /// The wake–sleep algorithm (Hinton et al. 1995).
  case wakeSleep = "wake-sleep"
  /// Monte Carlo expectation maximisation by Hamiltonian Monte Carlo (Kingma & Welling 2014, appendix E). The encoder is
  /// trained beside the decoder, which does not depend on it. Where the learning rate is chosen on the first steps, the
  /// choice is by the ELBO, and so by the encoder too.
  case mcem
  /// Full variational Bayes: a posterior over the weights too, drawn by local reparameterisation (Kingma & Welling 2014,
  /// appendix F).
  case fullBayes = "full-vb"
}

/// What a step is made on.
struct StepInput {
  let images: ImageWriter
  /// B: which image of the training set stands where in the minibatch.
  let indices: [Int]
  /// N, the images of the training set.
  let exampleCount: Int
  let objective: Objective
  /// The rule of each update, as many as the method makes in a step.
  let rules: [UpdateRule]
  let seed: UInt64
  /// The number of the step, counted from 0.
  let step: Int

  /// B.
  var count: Int { indices.count }

  /// The random sequence of this step that serves a purpose.
  func random(_ purpose: UInt64) -> RandomStream {
    RandomStream(seed: seed, stream: purpose | UInt64(step))
  }
}

/// Auto-encoding variational Bayes.
struct AutoEncodingVariationalBayes: InferenceMethod {
  let workspace: Workspace

  func step(
    _ model: inout VariationalAutoencoder, _ state: inout InferenceState, on minibatch: StepInput
  ) throws(NonFiniteError) -> ELBO {
    try model.step(
      images: minibatch.images, count: minibatch.count, objective: minibatch.objective,
      noise: minibatch.random(RandomPurpose.noise), rule: minibatch.rules[0], state: &state.optimizer,
      workspace: workspace)
  }
}

/// The wake–sleep algorithm; the dreams do not count as examples.
struct WakeSleep: InferenceMethod {
  let workspace: WakeSleepWorkspace

  func step(
    _ model: inout VariationalAutoencoder, _ state: inout InferenceState, on minibatch: StepInput
  ) throws(NonFiniteError) -> ELBO {
    let noise = WakeSleepNoise(
      posterior: minibatch.random(RandomPurpose.noise), prior: minibatch.random(RandomPurpose.dreamLatents),
      pixels: minibatch.random(RandomPurpose.dreamPixels))
    return try model.wakeSleepStep(
      images: minibatch.images, count: minibatch.count, noise: noise, rule: minibatch.rules[0],
      state: &state.optimizer, workspace: workspace)
  }
}

extension InferenceMethodName {
  /// The method with its scratch memory.
  /// - Parameter workspace: one that others may use between steps.
  func method(for configuration: TrainingConfiguration, workspace: Workspace) -> any InferenceMethod {
    switch self {
    case .aevb: AutoEncodingVariationalBayes(workspace: workspace)
    case .wakeSleep:
      WakeSleep(
        workspace: WakeSleepWorkspace(
          configuration.architecture, batchSize: configuration.batchSize, team: workspace.team))
    case .mcem: MonteCarloEM(workspace: workspace)
    case .fullBayes:
      FullVariationalBayes(
        workspace: WeightPosteriorWorkspace(configuration.posteriorExtent, workspace: workspace))
    }
  }
}

extension TrainingConfiguration {
  /// What a step ascends, in a word: "ELBO", "IWAE bound (K = 5)"; of another method its name, as it ascends no bound.
  public var ascended: String {
    switch method {
    case .aevb: objective.otherThanELBO?.title ?? "ELBO"
    case .wakeSleep, .mcem: method.rawValue
    case .fullBayes:
      ObjectiveValue.Kind.fullBayes.title + (posteriorExtent == .all ? " (all weights)" : " (decoder)")
    }
  }
}

extension KeyedDecodingContainer {
  /// A configuration from before there were other methods.
  func decode(_ type: InferenceMethodName.Type, forKey key: Key) throws -> InferenceMethodName {
    try decodeIfPresent(type, forKey: key) ?? .aevb
  }
}
