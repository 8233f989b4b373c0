import Autoencoder
import Compute

/// Full variational Bayes: the model's parameters are the means of a posterior over weights, whose log-variances and their
/// moments are the state `weights.logVariance`, `weights.logVariance.first` and `weights.logVariance.second`.
struct FullVariationalBayes: InferenceMethod {
  let workspace: WeightPosteriorWorkspace

  private static let logVarianceName = "weights.logVariance"
  private static let momentNames = [logVarianceName + ".first", logVarianceName + ".second"]

  func initialState(
    _ configuration: TrainingConfiguration, layout: ParameterLayout, exampleCount: Int
  ) -> InferenceState {
    let moments = OptimizerState(layout: layout, count: configuration.optimizer.stateCount)
    var state = InferenceState(optimizer: moments)
    store(WeightPosterior(layout, extent: workspace.extent), moments, in: &state)
    return state
  }

  func step(
    _ model: inout VariationalAutoencoder, _ state: inout InferenceState, on minibatch: StepInput
  ) throws(NonFiniteError) -> ELBO {
    var (posterior, moments) = take(from: &state)
    defer { store(posterior, moments, in: &state) }
    let noise = WeightPosteriorNoise(
      latents: minibatch.random(RandomPurpose.noise), units: minibatch.random(RandomPurpose.unitNoise))
    return try model.fullBayesStep(
      images: minibatch.images, count: minibatch.count, exampleCount: minibatch.exampleCount, noise: noise,
      rule: minibatch.rules[0], posterior: &posterior, state: &state.optimizer, posteriorState: &moments,
      workspace: workspace)
  }

  /// Takes the blocks out of the state, so that they are not copied when they change.
  private func take(from state: inout InferenceState) -> (WeightPosterior, OptimizerState) {
    var moments = state.optimizer
    for index in moments.moments.indices {
      moments.moments[index] = state.blocks.removeValue(forKey: Self.momentNames[index])!
    }
    let logVariances = state.blocks.removeValue(forKey: Self.logVarianceName)!
    return (WeightPosterior(logVariances, extent: workspace.extent), moments)
  }

  private func store(
    _ posterior: WeightPosterior, _ moments: OptimizerState, in state: inout InferenceState
  ) {
    state.blocks[Self.logVarianceName] = posterior.logVariances
    for (name, moment) in zip(Self.momentNames, moments.moments) { state.blocks[name] = moment }
  }
}
