import Formats
import Foundation
import TerminalGraphics
import Testing

@testable import Explorer
@testable import ExplorerRuntime
@testable import Training

/// Pages as text.
struct PagePrinterTests {
  private let place = Workplace()

  private func text(
    _ page: Page, _ target: OpenTarget, comparing runs: [String] = [], epochs: Int = 1
  ) throws -> String {
    try PagePrinter(
      page: page, size: Size(width: 100, height: 30), capabilities: Capabilities(), patience: 15
    ).grid(opening: target, comparing: runs, settings: place.settings(keepsRuns: false, epochs: epochs))
      .text()
  }

  @Test(arguments: Page.allCases)
  func everyPageOfAModelIsPrinted(page: Page) throws {
    let text = try text(page, .model(place.writeModel("model")))
    #expect(text.contains("model"))
  }

  @Test func aNewRunIsTrainedForAnEpoch() throws {
    let text = try text(.train, .dataset(place.dataset))
    #expect(text.contains("epoch 1/1"))
    #expect(place.library.runs().isEmpty)
  }

  @Test func theListOfRunsWaitsForNoTraining() throws {
    try place.writeRun("earlier")
    // A page that shows the model is printed once training pauses after an epoch.
    #expect(try text(.samples, .dataset(place.dataset), epochs: 1000).contains("paused"))
    let list = try text(.runs, .dataset(place.dataset), epochs: 1000)
    #expect(list.contains("earlier") && !list.contains("paused"))
  }

  @Test func aBrokenComparisonIsNamedAtOnce() throws {
    let model = try place.writeModel("model")
    let broken = try place.writeRun("broken")
    place.folder.write([1, 2, 3], to: "runs/broken/best.safetensors")
    let unreadable = try place.writeRun("unreadable")
    place.folder.write([1, 2, 3], to: "runs/unreadable/config.json")
    place.folder.write([1, 2, 3], to: "runs/unreadable/best.safetensors")
    let start = Date.now
    let text = try text(.reconstruct, .model(model), comparing: [broken, unreadable])
    #expect(Date.now.timeIntervalSince(start) < 2)
    #expect(text.contains("broken, L=2") && text.contains("unreadable"))
    #expect(text.contains("expected"))
  }

  @Test func whatCannotBeOpenedIsAnError() {
    #expect(throws: InputError.self) { try text(.walk, .model(place.folder.path + "/none.safetensors")) }
  }
}
