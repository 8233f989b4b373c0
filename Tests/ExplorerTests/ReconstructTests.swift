import Autoencoder
import TerminalGraphics
import Testing

@testable import Explorer

/// The columns and rows of Reconstruct.
struct ReconstructTests {
  private let window = Size(width: 80, height: 24)
  private let wide = Size(width: 200, height: 24)

  /// A page with a run set beside what is open, on Runs.
  private func withARun() -> ExplorerFixture {
    var fixture = ExplorerFixture(page: .runs)
    fixture.press(.down, "c", "r")
    return fixture
  }

  @Test func chosenRunsComeBeforeShippedModels() {
    let networks = withARun().model.reconstructNetworks
    #expect(networks == [.current, .run("runs/drawn-2d-2"), .model("drawn-5d")])
  }

  @Test func otherModelsAreHiddenAndShownAgainAsTheyWere() {
    var fixture = withARun()
    let before = fixture.model.reconstructNetworks
    #expect(fixture.text(wide).contains("c hide others"))
    fixture.press("c")
    #expect(fixture.model.reconstructNetworks == [.current])
    #expect(fixture.text(wide).contains("c show others"))
    #expect(!fixture.text(window).contains("drawn-5d"))
    fixture.press("c")
    #expect(fixture.model.reconstructNetworks == before)
  }

  @Test func aRunIsTakenAwayOnRuns() {
    var fixture = withARun()
    fixture.press("u", "c")
    #expect(fixture.model.notice?.text == "drawn-2d-2 is no longer compared on Reconstruct.")
    #expect(fixture.model.reconstructNetworks == [.current, .model("drawn-5d")])
  }

  @Test func aRunChosenWhileOthersAreHiddenShowsThem() {
    var fixture = ExplorerFixture(page: .reconstruct)
    fixture.press("c", "u", .down, "c")
    #expect(fixture.model.reconstructNetworks.count == 3)
  }

  @Test func withoutOtherModelsTheKeySaysSo() {
    var fixture = ExplorerFixture(page: .reconstruct)
    fixture.send(.listed(Listing()))
    fixture.press("c")
    #expect(
      fixture.model.notice?.text == "There is no shipped model for this data; c on Runs compares a run.")
  }

  @Test func thePageSaysWhatANarrowWindowLeavesOut() {
    var fixture = withARun()
    fixture.press("u", .down, "c", "r")
    #expect(fixture.model.reconstructNetworks.count == 4)
    fixture.send(.input(.resize(Size(width: 66, height: 24))))
    #expect(fixture.text(fixture.model.size).contains("2 of 4 models · 1 of 120"))
    fixture.press("v")
    #expect(fixture.model.notice?.text.hasPrefix("The difference needs a wider window") ?? false)
    fixture.press("c")
    #expect(fixture.text(fixture.model.size).contains("− original"))
    fixture.press("v")
    #expect(!fixture.model.reconstruct.hasDifference)
  }

  @Test func theDrawingIsNotCountedAmongTheImages() {
    var fixture = ExplorerFixture(page: .reconstruct)
    fixture.press("d", " ", .down, .enter)
    #expect(fixture.text(window).contains("your drawing · 120 images"))
    fixture.press(.down)
    #expect(fixture.text(window).contains(" 1 of 120 "))
    fixture.press(.pageDown)
    #expect(fixture.text(window).contains(" 11 of 120 "))
  }

  @Test func nothingOfAPoorBoundIsCut() {
    var fixture = ExplorerFixture(page: .reconstruct)
    fixture.press("d", " ", .down)
    let reconstruction = fixture.model.drawing?.reconstruction
    fixture.model.drawing?.reconstruction = reconstruction.map {
      let poor = ELBO(elbo: -1_423_906.5, reconstruction: -1_423_889.4, klDivergence: 17.1)
      return Reconstruction(picture: $0.picture, elbo: poor, mean: $0.mean, logVariance: $0.logVariance)
    }
    let pad = fixture.text(window)
    #expect(pad.components(separatedBy: "−1.42M").count == 3)
    #expect(!pad.contains("…"))
  }

  @Test func numbersFitTheirColumns() {
    #expect(Numbers.nats(-152.34) == " −152.3")
    #expect(Numbers.nats(-30_305.3) == "−30,305")
    #expect(Numbers.nats(-1_423_906.5) == " −1.42M")
    #expect(Numbers.nats(nil) == "      —")
    #expect(Numbers.fitted(67.61, to: 4) == "67.6")
    #expect(Numbers.fitted(167.61, to: 4) == "168")
  }
}
