import Autoencoder
import Compute
import Testing

/// The hand-written gradients against central differences of the reference model.
@Suite struct GradientTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let likelihood: Likelihood
    let activation: Activation
    let hiddenSizes: [Int]
    let objective: Objective
    /// Below 0.4 the first layer takes the sparse path.
    let density: Float

    var testDescription: String {
      "\(likelihood) \(activation) \(hiddenSizes) \(objective.bound) K=\(objective.samples) "
        + "β=\(objective.klWeight) density \(density)"
    }

    static let all: [Case] = {
      let objectives = [
        Objective(.elbo), Objective(.elbo, samples: 5), Objective(.elbo, samples: 5, klWeight: 0.3),
        Objective(.iwae), Objective(.iwae, samples: 5),
      ]
      var cases: [Case] = []
      for likelihood in Likelihood.allCases {
        for activation in Activation.allCases {
          for hiddenSizes in [[5], [6, 4]] {
            for objective in objectives {
              // Both paths are taken with every objective, alternating over the rest.
              cases.append(
                Case(
                  likelihood: likelihood, activation: activation, hiddenSizes: hiddenSizes,
                  objective: objective,
                  density: cases.count % 2 == 0 ? 0.2 : 0.9))
            }
          }
        }
      }
      return cases
    }()
  }

  @Test(arguments: Case.all)
  func gradientIsTheCentralDifference(test: Case) throws {
    let model = smallModel(
      hiddenSizes: test.hiddenSizes, activation: test.activation, likelihood: test.likelihood)
    let (count, objective) = (3, test.objective)
    let pixels = somePixels(count, of: model.architecture, density: test.density)
    let stream = RandomStream(seed: 8, stream: 2, index: 1)
    let noise = draws(count * objective.samples * model.architecture.latentSize, from: stream)
    let workspace = Workspace(model.architecture, count, samples: objective.samples)
    let (elbo, gradient) = try model.gradient(
      pixels: pixels, count: count, objective: objective, noise: stream, workspace: workspace)

    var reference = ReferenceModel(model)
    let bound = reference.bound(pixels, objective, noise: noise)
    #expect(isClose(elbo.elbo, bound.elbo), "\(elbo.elbo) instead of \(bound.elbo)")
    #expect(isClose(elbo.reconstruction, bound.reconstruction))
    #expect(isClose(elbo.klDivergence, bound.klDivergence))
    #expect(elbo.objective?.kind == objective.otherThanELBO)
    #expect(isClose(elbo.objective?.value ?? elbo.elbo, bound.objective))

    var random = RandomStream(seed: 9, stream: 0)
    for tensor in gradient.layout.tensors {
      let found = gradient.values(of: tensor).map(Double.init)
      let values = reference.tensors[tensor.name]!
      // A few numbers each by itself, then all at once in a random direction.
      let single = (0..<min(4, tensor.count)).map { _ in [random.below(tensor.count): 1.0] }
      let every = Dictionary(uniqueKeysWithValues: values.indices.map { ($0, Double(random.normal())) })
      for direction in single + [every] {
        let objectives = [1e-5, -1e-5].map { step in
          for (index, part) in direction { reference.tensors[tensor.name]![index] += step * part }
          defer { reference.tensors[tensor.name] = values }
          return reference.bound(pixels, objective, noise: noise).objective
        }
        let expected = -(objectives[0] - objectives[1]) / 2e-5
        let slope = direction.reduce(0) { $0 + $1.value * found[$1.key] }
        #expect(isClose(slope, expected, 2e-5), "\(tensor.name): \(slope) instead of \(expected)")
      }
    }
  }

  /// The padding of the flat block stays zero, whatever rule is applied to it.
  @Test func paddingStaysZero() throws {
    var model = smallModel(hiddenSizes: [7, 6], likelihood: .gaussian)
    let pixels = somePixels(4, of: model.architecture)
    let workspace = Workspace(model.architecture, 4, samples: 2)
    let rule = UpdateRule(kind: .adam, stepSize: 0.01, gradientScale: 0.25, weightDecay: 0.1)
    var state = OptimizerState(layout: model.parameters.layout, count: 2)
    for step in 0..<3 {
      _ = try model.step(
        pixels: pixels, count: 4, objective: Objective(.elbo, samples: 2),
        noise: RandomStream(seed: 1, stream: UInt64(step)), rule: rule, state: &state, workspace: workspace)
    }
    for var parameters in [model.parameters] + state.moments {
      for tensor in parameters.layout.tensors {
        parameters.setValues(of: tensor, to: Array(repeating: 0, count: tensor.count))
      }
      #expect(parameters == Parameters(layout: parameters.layout))
    }
  }
}
