import Autoencoder
import TerminalGraphics
import Testing

@testable import Explorer
@testable import Training

/// The form for a new run.
struct NewRunFormTests {
  private func form(_ keys: Key...) -> ExplorerFixture {
    var fixture = ExplorerFixture(page: .train)
    _ = fixture.takeEffects()
    fixture.press("o", .enter)
    for key in keys { fixture.press(key) }
    return fixture
  }

  private func started(_ fixture: inout ExplorerFixture) -> NewRunSettings? {
    fixture.press(.enter)
    for case .open(.newRun(_, let settings)) in fixture.takeEffects() { return settings }
    return nil
  }

  private func failure(_ fixture: ExplorerFixture) -> String? {
    if case .newRun(let form) = fixture.model.overlay { form.failure } else { nil }
  }

  @Test func itHasTheDefaultsFilledInAndEnterStarts() {
    var fixture = form()
    let text = fixture.text(Size(width: 80, height: 24))
    for part in [
      "new run on digits", "500", "layer widths, such as 500 or 200,200", "elbo", "0.001", "200", "digits-2d",
      "Esc cancel",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(started(&fixture) == NewRunSettings())
    #expect(fixture.model.overlay == nil && fixture.model.opening?.name == "digits")
  }

  @Test func everyFieldCanBeChanged() {
    var fixture = form(
      "5", .down, "2", "0", ",", "1", "0", .down, .right, .down, "5", .down, .down, ".", "0", "1")
    fixture.press(.down, "7", .down, "9", .down, "m", "y", "-", "1")
    var expected = NewRunSettings()
    expected.latentSize = 5
    expected.hiddenSizes = [20, 10]
    expected.objective = Objective(.iwae, samples: 5)
    expected.learningRate = 0.01
    expected.epochs = 7
    expected.seed = 9
    expected.name = "my-1"
    #expect(started(&fixture) == expected)
  }

  @Test func theNameFollowsTheLatentSizeUntilItIsWritten() {
    let fixture = form("7")
    #expect(fixture.text(Size(width: 80, height: 24)).contains("digits-7d"))
  }

  @Test(
    arguments: [
      (0, "0", "latent size: expected 1 to 100000, found 0"),
      (1, "a", "width of a hidden layer: expected widths as 500 or 200,200, found a"),
      (4, "-", "KL weight: expected 0 or more, found -"),
      (7, "-", "seed: expected a whole number from 0 on, found -"),
      (8, "/", "name: expected letters, digits, - and _, found /"),
    ] as [(Int, Key, String)])
  func whatCannotBeIsSaidInTheForm(field: Int, key: Key, reason: String) {
    var fixture = form()
    for _ in 0..<field { fixture.press(.down) }
    fixture.press(key)
    #expect(started(&fixture) == nil && failure(fixture) == reason)
    fixture.press(.backspace)
    #expect(failure(fixture) == nil)
  }

  @Test func aNameThatIsTakenIsNotTakenAgain() {
    var fixture = form()
    for _ in 0..<8 { fixture.press(.down) }
    for scalar in "drawn-2d".unicodeScalars { fixture.press(.character(scalar)) }
    #expect(started(&fixture) == nil)
    #expect(failure(fixture) == "name: there is a run drawn-2d already; choose another")
  }

  @Test func theWeightedObjectiveGoesWithTheELBOOnly() {
    var fixture = form(.down, .down, .right, .down, .down, "4")
    #expect(started(&fixture) == nil)
    #expect(failure(fixture)?.hasPrefix("KL weight: expected 1 with iwae") == true)
  }

  @Test func theRunThatWasOpenIsOverlaid() throws {
    var fixture = ExplorerFixture(page: .train)
    fixture.send(.listed(Listing(datasets: [.init(name: "drawn", detail: "", isPresent: true)])))
    fixture.model.overlay = .newRun(NewRunForm(fixture.model.listing.datasets[0]))
    fixture.press(.enter)
    #expect(fixture.model.parentOfNewRun == "runs/drawn-2d")
    let new = OpenModel(
      name: "drawn", origin: .run(path: "runs/drawn-2d-4"), configuration: fixture.openModel(2).configuration!
    )
    fixture.send(.opened(new, ExplorerFixture.testImages, nil))
    #expect(fixture.model.train.overlaidRuns == ["runs/drawn-2d"] && fixture.model.train.showsOthers)
    #expect(fixture.model.parentOfNewRun == nil)
  }

  @Test func settingsAreCarriedOutOnTheConfigurationOfTheData() throws {
    var configuration = try #require(ExplorerFixture().openModel(2).configuration)
    configuration.batchSize = 50
    var settings = NewRunSettings()
    settings.latentSize = 7
    settings.hiddenSizes = [30, 20]
    settings.objective = Objective(klWeight: 4)
    settings.learningRate = 0.01
    settings.seed = 3
    try settings.apply(to: &configuration)
    #expect(configuration.architecture.latentSize == 7 && configuration.architecture.hiddenSizes == [30, 20])
    #expect(configuration.architecture.imageShape == ExplorerFixture.imageShape)
    #expect(configuration.objective.klWeight == 4 && configuration.seed == 3 && configuration.batchSize == 50)
    settings.learningRate = nil
    #expect(throws: SettingError.self) { try settings.apply(to: &configuration) }
  }
}
