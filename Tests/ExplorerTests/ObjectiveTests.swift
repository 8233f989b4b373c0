import Autoencoder
import TerminalGraphics
import Testing

@testable import Explorer
@testable import Training

/// Curves are those of the ELBO whatever is ascended; the objective stands beside them, by its name.
@Suite struct ObjectiveTests {
  private func page(_ kind: ObjectiveValue.Kind?, _ size: Size) -> String {
    var fixture = ExplorerFixture()
    fixture.model.progress?.recent?.objective = kind.map { ObjectiveValue($0, value: -131.5) }
    return fixture.text(size)
  }

  @Test(arguments: [Size(width: 120, height: 40), Size(width: 80, height: 24)])
  func trainNamesWhatIsAscended(size: Size) {
    #expect(!page(nil, size).contains("−131.5"))
    for (kind, name, bound) in [
      (ObjectiveValue.Kind.iwae(samples: 5), "IWAE, K = 5", " a bound "),
      (.weighted(klWeight: 0.25), "KL × 0.25", " not a bound "),
    ] {
      let text = page(kind, size)
      for words in ["ELBO, nats per image", "objective", "−131.5", name, bound] {
        #expect(text.contains(words), "\(words) of \(kind)")
      }
    }
  }

  @Test func runsNameWhatIsAscended() {
    var fixture = ExplorerFixture(page: .runs)
    let run = fixture.model.listing.runs.first { $0.configuration != nil }!
    var (configuration, metrics) = (run.configuration!, fixture.progress.history)
    configuration.objective = Objective(klWeight: 4)
    for index in metrics.indices {
      metrics[index].train.objective = ObjectiveValue(.weighted(klWeight: 4), value: -131.5)
    }
    let listing = Listing(
      runs: [
        RunSummary(
          name: run.name, path: run.path, state: run.state, configuration: configuration,
          figures: RunFigures(metrics), modified: run.modified)
      ])
    fixture.send(.listed(listing))
    let text = fixture.text(Size(width: 120, height: 40))
    for words in ["ELBO, nats per image", "KL × 4, K = 1", "−131.5, not a bound"] {
      #expect(text.contains(words), "\(words)")
    }
  }
}
