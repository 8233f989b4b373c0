import Explorer
import Formats
import Foundation
import TerminalGraphics
import Training

/// One page as text, for `vae explore --once`.
public struct ExplorePrinting {
  public let page: Page
  public let size: Size
  public let capabilities: Capabilities

  /// Seconds to wait at most for everything that the page shows; of a new run, what it trains meanwhile.
  private static let patience = 20.0

  public init(page: Page, size: Size, capabilities: Capabilities) {
    self.page = page
    self.size = size
    self.capabilities = capabilities
  }

  /// Opens something and renders the page once it is complete. A new run trains for one epoch.
  /// - Throws: `notFound` with the reason, where it cannot be opened.
  public func grid(opening target: OpenTarget, settings: ExploreSettings) throws -> CellGrid {
    let clock = TrainingRun.systemClock
    let runner = ExploreRunner(settings: settings, clock: clock)
    var model = ExplorerModel(page: page, size: size)
    runner.carryOut(model.start(opening: target))
    let deadline = clock() + Self.patience
    var isPausing = false
    while clock() < deadline {
      for message in runner.collect() {
        if case .openFailed(let reason) = message { throw InputError(.notFound, reason) }
        runner.carryOut(update(&model, message))
      }
      if model.isTrainingUnderWay, !isPausing, !(model.progress?.history.isEmpty ?? true) {
        runner.carryOut([.train(.pause)])
        isPausing = true
      }
      let isAtRest = !model.isTrainingUnderWay || model.progress?.state == .paused
      if model.openModel != nil, isAtRest, model.timeline.live != nil, !model.isIncomplete { break }
      usleep(2000)
    }
    _ = runner.finish()
    return render(model, size: size, capabilities: capabilities)
  }
}
