import TerminalGraphics
import Testing

@testable import Explorer

struct PreferencesTests {
  private func set(_ text: String, environment: [String: String] = [:]) -> PreferenceSet {
    var set = PreferenceSet()
    set.takeFile(text, path: "config")
    set.takeEnvironment(environment)
    return set
  }

  /// What a key writes, it reads.
  @Test func everyValueIsWrittenAsItIsRead() {
    var values = Preferences()
    values.theme = .light
    values.pictures = PictureStyle(characters: .halfBlocks, isSmooth: true)
    values.usesMouse = false
    values.step = 0.025
    values.charts.charts = [.kl, .gradientNorm]
    values.charts.axis = .seconds
    values.charts.smoothing = 0
    for preferences in [Preferences(), values] {
      var read = Preferences()
      for key in Preferences.keys { #expect(key.take(key.text(preferences), &read), "\(key.name)") }
      #expect(read == preferences)
    }
    #expect(
      Preferences.keys.map { "\($0.name) = \($0.text(values))" } == [
        "theme = light", "pictures = half-blocks", "enlarging = smooth", "mouse = off", "step = 0.025",
        "charts = kl, gradient-norm", "horizontal-axis = seconds", "horizontal-scale = logarithmic",
        "vertical-scale = linear", "smoothing = 1",
      ])
  }

  @Test func theFileHasLinesOfNamesAndValues() {
    let set = set("# mine\n\n  theme=dark  # at night\npictures = sextants\nfuture = 1\n")
    #expect(set.values.theme == .dark && set.values.pictures.characters == .sextants)
    #expect(set.values.step == 0.1 && set.problem == nil)
  }

  @Test func eachSourceGoesOverTheOnesBefore() throws {
    var set = set(
      "theme = dark\npictures = braille\nmouse = off\n", environment: ["VAE_THEME": "light", "VAE_STEP": ""])
    set.takeOption("mouse", "on")
    #expect(set.values.theme == .light && set.values.usesMouse)
    let sources = Preferences.keys.map { "\($0.name): \(set.source(of: $0).rawValue)" }
    #expect(
      sources == [
        "theme: environment", "pictures: file", "enlarging: default", "mouse: option", "step: default",
        "charts: default", "horizontal-axis: default", "horizontal-scale: default", "vertical-scale: default",
        "smoothing: default",
      ])
  }

  @Test(
    arguments: [
      ("theme = blue", "config, line 1: expected auto, dark or light for theme, found 'blue'"),
      ("\nstep = 9", "config, line 2: expected a number from 0.0125 to 1.6 for step, found '9'"),
      ("step = NaN", "config, line 1: expected a number from 0.0125 to 1.6 for step, found 'NaN'"),
      ("just words", "config, line 1: expected 'name = value', found 'just words'"),
      ("theme =", "config, line 1: expected 'name = value', found 'theme ='"),
    ])
  func aBadLineIsToldAndTheRestIsTaken(line: String, problem: String) {
    let set = set(line + "\nmouse = off\n")
    #expect(set.problem == problem)
    #expect(set.values.theme == .auto && set.values.step == 0.1 && !set.values.usesMouse)
  }

  @Test func manyProblemsAreOneLine() {
    let set = set("a\nb\nc\n", environment: ["VAE_MOUSE": "maybe"])
    #expect(
      set.problems.count == 4 && set.problems[3] == "VAE_MOUSE: expected on or off for mouse, found 'maybe'")
    #expect(set.problem == "config, line 1: expected 'name = value', found 'a' ('vae config' shows 3 more)")
  }

  @Test func aChangeLeavesOtherLinesAsTheyAre() {
    let changes = [PreferenceChange(name: "theme", text: "light"), .init(name: "mouse", text: "off")]
    #expect(
      PreferencesText.updated("# mine\ntheme = dark\n\nfuture = 1", with: changes)
        == "# mine\ntheme = light\n\nfuture = 1\nmouse = off\n")
    #expect(
      PreferencesText.updated("theme = a\ntheme = b\n", with: [changes[0]]) == "theme = a\ntheme = light\n")
    #expect(
      PreferencesText.updated("", with: [changes[1]])
        == "# What vae keeps of your choices; 'vae config' explains it.\nmouse = off\n")
  }

  // MARK: In the explorer

  private func kept(_ effects: [Effect]) -> [PreferenceChange] {
    effects.flatMap { if case .keep(let changes) = $0 { changes } else { [PreferenceChange]() } }
  }

  @Test func keysChangeThemAndTheyAreKept() {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press("B", "P", "T", "M", "[")
    #expect(
      kept(fixture.takeEffects()).map { "\($0.name) = \($0.text)" } == [
        "pictures = half-blocks", "enlarging = smooth", "theme = dark", "mouse = off", "step = 0.05",
      ])
    #expect(fixture.model.preferences.pictures == PictureStyle(characters: .halfBlocks, isSmooth: true))
    #expect(fixture.model.walk.step == 0.05)
    fixture.press("w", .left, "t", "?", .escape)
    #expect(kept(fixture.takeEffects()).isEmpty)
  }

  @Test func everyKindOfPictureHasItsTurn() {
    var fixture = ExplorerFixture(page: .samples)
    var seen: [String] = []
    for _ in 0..<7 {
      seen.append(fixture.model.preferences.pictures.characters?.title ?? "automatic")
      fixture.press("b")
    }
    #expect(seen == ["automatic", "half blocks", "quadrants", "sextants", "braille", "shades", "ASCII"])
    #expect(fixture.model.preferences.pictures.characters == nil)
  }

  /// The step of another model is the one that was kept.
  @Test func theStepStaysWithAnotherModel() {
    var fixture = ExplorerFixture(page: .walk)
    fixture.press("]")
    fixture.send(.opened(fixture.openModel(5), ExplorerFixture.testImages, nil))
    #expect(fixture.model.walk.step == 0.2)
  }

  @Test func theThemeDecidesOverTheTerminal() {
    var preferences = Preferences()
    #expect(preferences.adapted(Capabilities(isLight: true)).isLight)
    preferences.theme = .dark
    #expect(!preferences.adapted(Capabilities(isLight: true)).isLight)
    preferences.theme = .light
    #expect(preferences.adapted(Capabilities()).isLight)
  }
}
