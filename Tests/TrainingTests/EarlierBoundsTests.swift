import Autoencoder
import Compute
import Foundation
import Testing

@testable import Training

/// Files from before values said what they are, and those of today, line by line.
@Suite struct EarlierBoundsTests {
  private static let parts = ELBO(elbo: -174.5, reconstruction: -168, klDivergence: 6.5)

  private func line(_ objective: ObjectiveValue?) -> String {
    var train = Self.parts
    train.objective = objective
    return MetricsFile.line(
      EpochMetrics(
        epoch: 1, examplesSeen: 100, seconds: 2, train: train, test: Self.parts, klPerDimension: [6.5],
        activeUnits: 1))
  }

  private func read(_ line: String, _ objective: Objective) throws -> EpochMetrics {
    try Fixture.withFolder { folder in
      try Data((line + "\n").utf8).write(to: URL(fileURLWithPath: folder + "/metrics.jsonl"))
      return try #require(MetricsFile.read(folder + "/metrics.jsonl", objective: objective).first)
    }
  }

  @Test func aLineHoldsTheObjectiveBesideTheELBO() throws {
    let parts = "\"elbo\":-174.5,\"reconstruction\":-168,\"klDivergence\":6.5"
    let head = "{\"epoch\":1,\"examplesSeen\":100,\"seconds\":2,\"train\":{\(parts)"
    let tail = "},\"test\":{\(parts)},\"klPerDimension\":[6.5],\"activeUnits\":1}"
    #expect(line(nil) == head + tail)
    let iwae = ObjectiveValue(.iwae(samples: 5), value: -171.25)
    #expect(
      line(iwae) == head + ",\"objective\":{\"kind\":\"iwae\",\"samples\":5,\"value\":-171.25}" + tail)
    let weighted = ObjectiveValue(.weighted(klWeight: 4), value: -194)
    #expect(
      line(weighted)
        == head + ",\"objective\":{\"kind\":\"weighted\",\"klWeight\":4,\"value\":-194}" + tail)
    for (objective, value) in [
      (Objective(), nil), (Objective(.iwae, samples: 5), iwae), (Objective(klWeight: 4), weighted),
    ] {
      let metrics = try read(line(value), objective)
      #expect(metrics.train.objective == value)
      #expect(metrics.train.elbo == -174.5 && metrics.test == Self.parts)
    }
  }

  /// The line of a run of version 0.1.0, whose `train.elbo` is the importance-weighted bound.
  @Test func anEarlierLineOfAnIWAERunHasItsELBOFromItsParts() throws {
    let earlier =
      #"{"epoch":1,"examplesSeen":1565,"seconds":0.019,"train":{"elbo":-395.781481,"reconstruction":-399.069651,"#
      + #""klDivergence":0.28926},"test":{"elbo":-397.440671,"reconstruction":-397.221229,"#
      + #""klDivergence":0.219442},"klPerDimension":[0.162151,0.047721,0.00957],"activeUnits":1}"#
    let metrics = try read(earlier, Objective(.iwae, samples: 5))
    #expect(metrics.train.objective == ObjectiveValue(.iwae(samples: 5), value: -395.781481))
    #expect(abs(metrics.train.elbo - -399.358911) < 1e-9)
    #expect(metrics.test.elbo == -397.440671 && metrics.test.objective == nil)
    // Of other runs the same line means what it says.
    for objective in [Objective(), Objective(klWeight: 4)] {
      let metrics = try read(earlier, objective)
      #expect(metrics.train.elbo == -395.781481 && metrics.train.objective == nil)
    }
  }

  /// A checkpoint of that age within an epoch goes on with the sum of what it had ascended.
  @Test func anEarlierPositionGoesOn() {
    var position = TrainingPosition()
    position.epochSum = ELBO(elbo: -3000, reconstruction: -3100, klDivergence: 50)
    position.epochExamples = 10
    let read = Objective(.iwae, samples: 5).readingEarlier(position)
    #expect(read.epochSum.elbo == -3150)
    #expect(read.epochSum.objective == ObjectiveValue(.iwae(samples: 5), value: -3000))
    #expect(Objective(klWeight: 4).readingEarlier(position) == position)
  }
}
