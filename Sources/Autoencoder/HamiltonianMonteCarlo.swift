import Compute

/// How a transition changes the step size of each chain, given the probability α with which it was accepted. Both
/// rules steer α towards 0.9 (Kingma & Welling 2014, appendix E).
public enum StepSizeAdaption: Sendable {
  /// log ε += 2(α − 0.9) / (t + 4)^0.6 at the transition number t: in burn-in, before samples are taken.
  case burnIn
  /// log ε += 0.1(α − 0.9): for chains that are visited again and again while their density changes.
  case persistent
  /// None, so that the chain leaves its density invariant.
  case frozen
}

/// Chains of Hamiltonian Monte Carlo that advance side by side, each with a step size of its own (Duane et al. 1987;
/// Neal, "MCMC using Hamiltonian dynamics", 2011).
///
///     var chains = HamiltonianChains(at: start, of: density, random: RandomStream(seed: 1, stream: 0))
///     for _ in 0..<100 { chains.advance(over: density, leapfrogSteps: 4, adaption: .burnIn) }
///     for _ in 0..<50 { chains.advance(over: density, leapfrogSteps: 4, adaption: .frozen) }
///
/// Randomness is counter-based: chain number c takes the draws c·(L + 1) on of a stream for each transition. A chain's
/// path depends neither on the chains beside it nor on the number of threads.
public struct HamiltonianChains: Sendable {
  /// R × L: where the chains are.
  public private(set) var positions: Matrix
  /// The density and its gradient there, kept so that a transition of s steps costs s gradients.
  public private(set) var point: DensityGradient
  /// R: ε of each chain.
  public private(set) var stepSizes: [Double]
  /// R: α of each chain's last transition, min(1, exp(−ΔH)).
  public private(set) var acceptances: [Double]
  /// t, the transitions made.
  public private(set) var transitions: Int
  private let random: RandomStream
  private let firstChain: Int

  /// Chains at given positions.
  ///
  /// - Parameters:
  ///   - positions: R × L.
  ///   - stepSizes: one for each chain, or `nil` for 0.1 each.
  ///   - random: transition t takes its draws from the stream numbered `random.stream + t`.
  ///   - firstChain: the number of the first chain among all that share `random`.
  ///   - transitions: t, those that the chains have made before.
  public init(
    at positions: Matrix, of density: some DifferentiableDensity, stepSizes: [Double]? = nil,
    random: RandomStream, firstChain: Int = 0, transitions: Int = 0
  ) {
    precondition(stepSizes.map { $0.count == positions.rows } ?? true, "\(positions.rows) chains")
    self.positions = positions
    point = density.gradient(at: positions)
    self.stepSizes = stepSizes ?? Array(repeating: 0.1, count: positions.rows)
    acceptances = Array(repeating: 0, count: positions.rows)
    self.transitions = transitions
    self.random = random
    self.firstChain = firstChain
  }

  /// One transition of each chain: fresh momenta, `leapfrogSteps` gradients, acceptance.
  ///
  /// A Hamiltonian that is not finite is a rejection: the chain stays where it is.
  public mutating func advance(
    over density: some DifferentiableDensity, leapfrogSteps: Int, adaption: StepSizeAdaption
  ) {
    precondition(leapfrogSteps > 0, "\(leapfrogSteps) leapfrog steps")
    let draws = (0..<positions.rows).map(draw)
    var momenta = Matrix(
      rows: positions.rows, columns: positions.columns, elements: draws.flatMap(\.momentum))
    let before = energies(of: point, momenta)
    var (moved, arrival) = (positions, point)
    for _ in 0..<leapfrogSteps {
      kick(&momenta, arrival.gradients)
      drift(&moved, momenta)
      arrival = density.gradient(at: moved)
      kick(&momenta, arrival.gradients)
    }
    let after = energies(of: arrival, momenta)
    for chain in 0..<positions.rows {
      let change = before[chain] - after[chain]
      acceptances[chain] = after[chain].isFinite && !change.isNaN ? exp(min(0, change)) : 0
      if Double(draws[chain].threshold) < acceptances[chain] { move(chain, to: moved, arrival) }
    }
    adapt(adaption)
    transitions += 1
  }

  private func draw(_ chain: Int) -> (momentum: [Float], threshold: Float) {
    let size = positions.columns
    var stream = RandomStream(
      seed: random.seed, stream: random.stream &+ UInt64(transitions),
      index: random.index &+ UInt64((firstChain + chain) * (size + 1)))
    var momentum = [Float](repeating: 0, count: size)
    momentum.withUnsafeMutableBufferPointer { stream.fillNormal($0) }
    return (momentum, stream.uniform())
  }

  /// H = −log density + ½|momentum|² of each chain.
  private func energies(of point: DensityGradient, _ momenta: Matrix) -> [Double] {
    point.logDensities.enumerated().map { chain, logDensity in
      0.5 * momenta.row(chain).reduce(0.0) { $0 + Double($1) * Double($1) } - logDensity
    }
  }

  /// momentum += ½ε · gradient.
  private func kick(_ momenta: inout Matrix, _ gradients: Matrix) {
    addScaled(gradients, to: &momenta, share: 0.5)
  }

  /// position += ε · momentum.
  private func drift(_ positions: inout Matrix, _ momenta: Matrix) {
    addScaled(momenta, to: &positions, share: 1)
  }

  private func addScaled(_ change: Matrix, to target: inout Matrix, share: Double) {
    for chain in 0..<target.rows {
      let scale = Float(share * stepSizes[chain])
      for index in chain * target.columns..<(chain + 1) * target.columns {
        target.elements[index] += scale * change.elements[index]
      }
    }
  }

  private mutating func move(_ chain: Int, to moved: Matrix, _ arrival: DensityGradient) {
    for unit in 0..<positions.columns {
      positions[chain, unit] = moved[chain, unit]
      point.gradients[chain, unit] = arrival.gradients[chain, unit]
    }
    point.logDensities[chain] = arrival.logDensities[chain]
  }

  private mutating func adapt(_ adaption: StepSizeAdaption) {
    let rate =
      switch adaption {
      case .burnIn: 2 / pow(Double(transitions) + 4, 0.6)
      case .persistent: 0.1
      case .frozen: 0.0
      }
    guard rate > 0 else { return }
    for chain in stepSizes.indices { stepSizes[chain] *= exp(rate * (acceptances[chain] - 0.9)) }
  }
}
