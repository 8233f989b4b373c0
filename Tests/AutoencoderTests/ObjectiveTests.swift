import Autoencoder
import Compute
import Foundation
import Testing

/// What training ascends stands beside the ELBO, never in its place.
@Suite struct ObjectiveTests {
  private static let objectives = [
    Objective(.elbo), Objective(.elbo, samples: 5), Objective(.elbo, samples: 5, klWeight: 4),
    Objective(.iwae, samples: 5),
  ]

  private func step(_ objective: Objective) throws -> ELBO {
    var model = smallModel()
    var state = OptimizerState(layout: model.parameters.layout, count: 0)
    return try model.step(
      pixels: somePixels(7, of: model.architecture), count: 7, objective: objective,
      noise: RandomStream(seed: 8, stream: 2), rule: UpdateRule(kind: .sgd, stepSize: 0.1), state: &state,
      workspace: Workspace(model.architecture, 7, samples: 5))
  }

  /// Against the plain computation of log 1/K Σ w, and of reconstruction − 4·KL.
  @Test(arguments: objectives) func itsValueIsThePlainOne(objective: Objective) throws {
    let found = try step(objective)
    let model = smallModel()
    let expected = ReferenceModel(model).bound(
      somePixels(7, of: model.architecture), objective,
      noise: draws(7 * objective.samples * 3, from: RandomStream(seed: 8, stream: 2)))
    #expect(isClose(found.elbo, expected.elbo))
    #expect(abs(found.elbo - (found.reconstruction - found.klDivergence)) < 1e-9)
    #expect(found.objective?.kind == objective.otherThanELBO)
    #expect(isClose(found.objective?.value ?? found.elbo, expected.objective))
  }

  /// The ELBO does not depend on what is ascended, and the importance-weighted bound is above it.
  @Test func theELBOIsTheSameForAll() throws {
    let plain = try step(Objective(.elbo, samples: 5))
    let weighted = try step(Objective(.elbo, samples: 5, klWeight: 4))
    let iwae = try step(Objective(.iwae, samples: 5))
    #expect(plain.objective == nil && weighted.elbo == plain.elbo && iwae.elbo == plain.elbo)
    let value = try #require(weighted.objective).value
    #expect(value == plain.reconstruction - 4 * plain.klDivergence)
    #expect(weighted.ascendedBound == plain.elbo)
    #expect(try #require(iwae.objective).value > plain.elbo)
    #expect(iwae.ascendedBound == iwae.objective?.value)
  }

  @Test func valuesOfOneKindAreAveraged() {
    func value(_ elbo: Double, _ objective: ObjectiveValue?) -> ELBO {
      ELBO(elbo: elbo, reconstruction: elbo + 2, klDivergence: 2, objective: objective)
    }
    func mean(_ values: [ELBO]) -> ELBO {
      var sum = ELBO.zero
      for value in values { sum.add(value, weight: 2) }
      return sum.divided(by: 2 * Double(values.count))
    }
    let plain = mean([value(-10, nil), value(-20, nil)])
    #expect(plain == ELBO(elbo: -15, reconstruction: -13, klDivergence: 2))
    let iwae = ObjectiveValue.Kind.iwae(samples: 5)
    #expect(
      mean([value(-10, .init(iwae, value: -8)), value(-20, .init(iwae, value: -16))]).objective
        == .init(iwae, value: -12))
    // In a warm-up the weight rises: the mean has the mean weight.
    let rising = [0.25, 0.75].map { value(-10, .init(.weighted(klWeight: $0), value: -8 - 2 * $0)) }
    #expect(mean(rising).objective == .init(.weighted(klWeight: 0.5), value: -9))
    // Values of different kinds have no mean.
    #expect(mean([value(-10, .init(iwae, value: -8)), rising[0]]).objective == nil)
    #expect(mean([value(-10, nil), rising[0]]).objective == nil)
    #expect(mean([rising[0], value(-10, nil)]).objective == nil)
    #expect(!value(-10, .init(iwae, value: .nan)).isFinite)
  }

  @Test func itIsCalledByItsName() {
    #expect(ObjectiveValue.Kind.iwae(samples: 5).title == "IWAE bound (K = 5)")
    #expect(ObjectiveValue.Kind.weighted(klWeight: 4).title == "objective with KL weight 4 (not a bound)")
    #expect(ObjectiveValue.Kind.weighted(klWeight: 0.248_75).shortTitle == "KL × 0.249")
    #expect(Self.objectives.map(\.title) == ["ELBO, K = 1", "ELBO, K = 5", "KL × 4, K = 5", "IWAE, K = 5"])
  }

  @Test func filesHoldItsKind() throws {
    for (value, json) in [
      (ObjectiveValue(.fullBayes, value: -101.5), #"{"kind":"full-vb","value":-101.5}"#),
      (ObjectiveValue(.iwae(samples: 5), value: -98.5), #"{"kind":"iwae","samples":5,"value":-98.5}"#),
      (
        ObjectiveValue(.weighted(klWeight: 4), value: -130), #"{"kind":"weighted","klWeight":4,"value":-130}"#
      ),
    ] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      #expect(String(decoding: try encoder.encode(value), as: UTF8.self) == json)
      #expect(try JSONDecoder().decode(ObjectiveValue.self, from: Data(json.utf8)) == value)
    }
  }
}
