import Autoencoder
import Compute

/// How a step of training changes the model: what it ascends, and by which parameters.
///
/// A method has scratch memory and no other state: what a run needs to go on is in the model, the optimiser's state and
/// the position.
protocol InferenceMethod {
  /// One update on a minibatch, of which the images count as examples.
  ///
  /// - Returns: the bound of the minibatch before the update.
  /// - Throws: `NonFiniteError`, with nothing changed.
  func step(
    _ model: inout VariationalAutoencoder, _ state: inout OptimizerState, on minibatch: StepInput
  ) throws(NonFiniteError) -> ELBO
}

/// The methods by name, as files and command lines give them.
public enum InferenceMethodName: String, Codable, Sendable, CaseIterable {
  /// Auto-encoding variational Bayes: ascends the objective by the reparameterisation trick (Kingma & Welling 2014).
  case aevb
  /// The wake–sleep algorithm (Hinton et al. 1995).
  case wakeSleep = "wake-sleep"
}

/// What a step is made on.
struct StepInput {
  let images: ImageWriter
  let count: Int
  let objective: Objective
  let rule: UpdateRule
  let seed: UInt64
  /// The number of the step, counted from 0.
  let step: Int

  /// The random sequence of this step that serves a purpose.
  func random(_ purpose: UInt64) -> RandomStream {
    RandomStream(seed: seed, stream: purpose | UInt64(step))
  }
}

/// Auto-encoding variational Bayes.
struct AutoEncodingVariationalBayes: InferenceMethod {
  let workspace: Workspace

  func step(
    _ model: inout VariationalAutoencoder, _ state: inout OptimizerState, on minibatch: StepInput
  ) throws(NonFiniteError) -> ELBO {
    try model.step(
      images: minibatch.images, count: minibatch.count, objective: minibatch.objective,
      noise: minibatch.random(RandomPurpose.noise), rule: minibatch.rule, state: &state, workspace: workspace)
  }
}

/// The wake–sleep algorithm; the dreams do not count as examples.
struct WakeSleep: InferenceMethod {
  let workspace: WakeSleepWorkspace

  func step(
    _ model: inout VariationalAutoencoder, _ state: inout OptimizerState, on minibatch: StepInput
  ) throws(NonFiniteError) -> ELBO {
    let noise = WakeSleepNoise(
      posterior: minibatch.random(RandomPurpose.noise), prior: minibatch.random(RandomPurpose.dreamLatents),
      pixels: minibatch.random(RandomPurpose.dreamPixels))
    return try model.wakeSleepStep(
      images: minibatch.images, count: minibatch.count, noise: noise, rule: minibatch.rule, state: &state,
      workspace: workspace)
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
    }
  }
}

extension TrainingConfiguration {
  /// What a step ascends, in a word: "ELBO", "IWAE bound (K = 5)"; of another method its name, as it ascends no bound.
  public var ascended: String {
    switch method {
    case .aevb: objective.otherThanELBO?.title ?? "ELBO"
    case .wakeSleep: method.rawValue
    }
  }
}

extension KeyedDecodingContainer {
  /// A configuration from before there were other methods.
  func decode(_ type: InferenceMethodName.Type, forKey key: Key) throws -> InferenceMethodName {
    try decodeIfPresent(type, forKey: key) ?? .aevb
  }
}
