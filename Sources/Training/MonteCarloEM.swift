import Autoencoder
import Compute
import Foundation

/// Monte Carlo EM: each image of the training set has a chain, which goes on from visit to visit.
///
/// Chains start at a draw from the prior. The state holds `chains.position`, N × L, and `chains.logStepSize`, N × 1. An
/// image that stands several times in a minibatch takes as many transitions from the same place, each with momenta of its
/// own; all of their samples count in the updates, and the chain goes on from the last.
struct MonteCarloEM: InferenceMethod {
  let workspace: Workspace

  /// Of a transition.
  static let leapfrogSteps = 10
  /// Of the weights, after a transition.
  static let updates = 5
  /// ε of a new chain.
  private static let firstStepSize = 0.1

  private static let positionName = "chains.position"
  private static let stepSizeName = "chains.logStepSize"

  func initialState(
    _ configuration: TrainingConfiguration, layout: ParameterLayout, exampleCount: Int
  ) -> InferenceState {
    let moments = OptimizerState(layout: layout, count: configuration.optimizer.stateCount)
    var positions = Matrix(rows: exampleCount, columns: configuration.architecture.latentSize)
    var random = RandomStream(seed: configuration.seed, stream: RandomPurpose.chainStarts)
    positions.elements.withUnsafeMutableBufferPointer { random.fillNormal($0) }
    let stepSizes = Matrix(rows: exampleCount, columns: 1, repeating: Float(log(Self.firstStepSize)))
    return InferenceState(
      optimizer: moments, matrices: [Self.positionName: positions, Self.stepSizeName: stepSizes])
  }

  func step(
    _ model: inout VariationalAutoencoder, _ state: inout InferenceState, on minibatch: StepInput
  ) throws(NonFiniteError) -> ELBO {
    var chains = Self.chains(of: minibatch.indices, in: state)
    let noise = MonteCarloEMNoise(
      posterior: minibatch.random(RandomPurpose.noise),
      transition: minibatch.random(RandomPurpose.transitions)
    )
    let elbo = try model.monteCarloEMStep(
      images: minibatch.images, count: minibatch.count, chains: &chains, leapfrogSteps: Self.leapfrogSteps,
      noise: noise, rules: minibatch.rules, state: &state.optimizer, workspace: workspace)
    Self.store(chains, of: minibatch.indices, in: &state)
    return elbo
  }

  private static func chains(of indices: [Int], in state: InferenceState) -> PosteriorChains {
    let (positions, stepSizes) = (state.matrices[positionName]!, state.matrices[stepSizeName]!)
    return PosteriorChains(
      positions: Matrix(
        rows: indices.count, columns: positions.columns, elements: indices.flatMap { positions.row($0) }),
      stepSizes: indices.map { exp(Double(stepSizes[$0, 0])) })
  }

  /// A later chain of the same image replaces an earlier one.
  private static func store(
    _ chains: PosteriorChains, of indices: [Int], in state: inout InferenceState
  ) {
    let columns = chains.positions.columns
    for (slot, index) in indices.enumerated() {
      for unit in 0..<columns {
        state.matrices[positionName]![index, unit] = chains.positions[slot, unit]
      }
      state.matrices[stepSizeName]![index, 0] = Float(log(chains.stepSizes[slot]))
    }
  }
}
