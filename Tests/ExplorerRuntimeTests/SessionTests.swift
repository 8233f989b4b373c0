import Foundation
import Synchronization
import Terminal
import TerminalGraphics
import Testing

@testable import Datasets
@testable import Explorer
@testable import ExplorerRuntime
@testable import Training

/// A screen in memory, whose keys are pressed when it shows something.
private final class MemoryScreen: Screen {
  struct Step {
    /// What must be shown.
    let sign: String
    let events: [TerminalEvent]
  }

  let size = Size(width: 100, height: 30)
  let capabilities = Capabilities()
  let isReadyForFrame = true
  private(set) var frames: [String] = []
  private(set) var isClosed = false
  private var steps: [Step]
  private let arrival = DispatchSemaphore(value: 0)
  private let deadline = Date(timeIntervalSinceNow: 30)

  init(_ steps: [Step]) { self.steps = steps }

  var wake: @Sendable () -> Void { { [arrival] in arrival.signal() } }

  func nextEvents(timeout: Duration?) -> [TerminalEvent] {
    if let step = steps.first, frames.last?.contains(step.sign) ?? false {
      steps.removeFirst()
      return step.events
    }
    guard Date.now < deadline else { return [.terminate(signal: SIGALRM)] }
    let seconds = min(timeout.map { $0 / .seconds(1) } ?? 1, 1)
    return arrival.wait(timeout: .now() + seconds) == .success ? [.wake] : []
  }

  private(set) var discardCount = 0
  func discardInput() { discardCount += 1 }
  private(set) var isMouseReported: Bool?
  func reportMouse(_ isReported: Bool) { isMouseReported = isReported }
  private(set) var questionCount = 0
  func askForBackground() { questionCount += 1 }
  func present(_ grid: CellGrid) { frames.append(grid.text()) }
  func close() { isClosed = true }
}

/// The explorer on a screen.
struct SessionTests {
  private let place = Workplace()

  private func key(_ key: Key) -> TerminalEvent { .input(.key(key)) }

  @Test func keysAreAnsweredAndTheRunIsSaved() throws {
    let screen = MemoryScreen([
      .init(sign: "● training", events: [key(" ")]),
      .init(sign: "paused", events: [key("w")]),
      .init(sign: "z1", events: [.log(["a stray line"]), key("!")]),
      .init(sign: "a stray line", events: [key(.escape), key("q")]),
    ])
    let session = ExplorerSession(page: .train, settings: place.settings(epochs: 100_000), screen: screen)
    let end = session.run(opening: .dataset(place.dataset))
    #expect(end.signal == nil)
    #expect(screen.isClosed)
    #expect(end.lastWords.last?.hasPrefix("Go on with: vae explore ") == true)
    let run = try #require(place.library.runs().first)
    #expect(throws: Never.self) {
      try Checkpoint(contentsOf: RunFolder(reading: run.path).lastCheckpointPath)
    }
  }

  @Test func aSignalEndsIt() throws {
    let model = try place.writeModel("model")
    let screen = MemoryScreen([.init(sign: "shipped model", events: [.terminate(signal: SIGTERM)])])
    let end = ExplorerSession(page: .walk, settings: place.settings(), screen: screen)
      .run(opening: .model(model))
    #expect(end.signal == SIGTERM && end.lastWords.isEmpty)
  }

  @Test func aSignalGoesBeforeKeys() throws {
    try place.writeRun("kept")
    let model = try place.writeModel("model")
    let screen = MemoryScreen([
      .init(sign: "shipped model", events: [key("u"), key("d"), .terminate(signal: SIGTERM), key("y")])
    ])
    let end = ExplorerSession(page: .walk, settings: place.settings(), screen: screen)
      .run(opening: .model(model))
    #expect(end.signal == SIGTERM)
    #expect(!screen.frames.contains { $0.contains("Delete the run") })
  }

  @Test func theAnswerToAQuestionIsOneThatWasGivenToIt() throws {
    try place.writeRun("kept")
    let model = try place.writeModel("model")
    let screen = MemoryScreen([
      .init(sign: " kept ", events: [key("d"), key("y"), key("y")]),
      .init(sign: "Delete the run kept", events: [key("y")]),
      .init(sign: "There are no runs yet", events: [key("z")]),
      .init(sign: "kept is back", events: [key("q")]),
    ])
    let end = ExplorerSession(page: .runs, settings: place.settings(), screen: screen)
      .run(opening: .model(model))
    #expect(end.signal == nil && screen.discardCount == 1)
    #expect(place.library.runs().map(\.name) == ["kept"])
  }

  @Test func whatCannotBeOpenedEndsIt() throws {
    let path = try place.writeRun("broken")
    place.folder.write([1, 2, 3], to: "runs/broken/last.safetensors")
    let screen = MemoryScreen([])
    let end = ExplorerSession(page: .walk, settings: place.settings(), screen: screen)
      .run(opening: .run(path))
    #expect(end.failure?.kind == .badFile && end.signal == nil && screen.isClosed)
    #expect(end.failure?.description.contains("last.safetensors") == true)
  }

  /// What is opened from within and fails is said there.
  @Test func whatCannotBeOpenedLaterIsSaidInTheFooter() throws {
    let model = try place.writeModel("model")
    try place.writeRun("broken")
    place.folder.write([1, 2, 3], to: "runs/broken/last.safetensors")
    let screen = MemoryScreen([
      .init(sign: " broken ", events: [key(.enter)]),
      .init(sign: "expected", events: [key("q")]),
    ])
    let end = ExplorerSession(page: .runs, settings: place.settings(), screen: screen)
      .run(opening: .model(model))
    #expect(end.failure == nil && end.signal == nil)
  }

  /// What a person prefers is told to the screen, and what cannot be taken of it stands in the footer at the start.
  @Test func preferencesAreFollowed() throws {
    let model = try place.writeModel("model")
    var preferences = PreferenceSet()
    preferences.takeFile("theme = blue\nmouse = off\n", path: "config")
    let screen = MemoryScreen([
      .init(sign: "config, line 1: expected auto, dark or light for theme", events: [key("T")]),
      .init(sign: "Theme: dark.", events: [key("T"), key("T")]),
      .init(sign: "Theme: as the terminal says.", events: [key("M")]),
      .init(sign: "The mouse works here.", events: [key("q")]),
    ])
    let session = ExplorerSession(
      page: .samples, settings: place.settings(), preferences: preferences, screen: screen)
    let end = session.run(opening: .model(model))
    #expect(end.signal == nil && screen.isMouseReported == true && screen.questionCount == 1)
  }

  @Test func noticesLeaveTheFooterAfterAWhile() throws {
    let model = try place.writeModel("model")
    let time = Mutex(0.0)
    let screen = MemoryScreen([
      .init(sign: "shipped model", events: [key("b")]),
      .init(sign: "Pictures: half blocks.", events: [.wake]),
      .init(sign: "q quit", events: [key("q")]),
    ])
    // Each look at the clock takes a tenth of a second.
    let session = ExplorerSession(page: .samples, settings: place.settings(), screen: screen) {
      time.withLock { time in
        time += 0.1
        return time
      }
    }
    _ = session.run(opening: .model(model))
    #expect(screen.frames.contains { $0.contains("Pictures: half blocks.") })
    #expect(screen.frames.last?.contains("Pictures: half blocks.") == false)
  }

  @Test func escapeCancelsADownload() throws {
    let settings = place.settings { _, _, progress in
      while progress(.init(file: "images", received: 0, total: 11_000_000)) {
        Thread.sleep(forTimeInterval: 0.001)
      }
    }
    let screen = MemoryScreen([
      .init(sign: "Fetching mnist: 0 % of 11 MB; Esc cancels.", events: [key(.escape)]),
      .init(sign: "Opening mnist was cancelled. Nothing is open: o lists", events: [key("q")]),
    ])
    let end = ExplorerSession(page: .walk, settings: settings, screen: screen).run(opening: .dataset("mnist"))
    #expect(end.signal == nil && end.lastWords.isEmpty)
  }
}
