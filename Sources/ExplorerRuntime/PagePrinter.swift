import Explorer
import Formats
import Foundation
import TerminalGraphics
import Training

/// One page as text, for `vae explore --once`.
public struct PagePrinter {
  public let page: Page
  public let size: Size
  public let capabilities: Capabilities
  /// The longest time, in seconds, to wait for a complete page: a new run must train first, and a model may hang.
  let patience: Double
  private let clock: @Sendable () -> Double

  public init(
    page: Page, size: Size, capabilities: Capabilities, patience: Double = 20,
    clock: @escaping @Sendable () -> Double = TrainingRun.systemClock
  ) {
    self.page = page
    self.size = size
    self.capabilities = capabilities
    self.patience = patience
    self.clock = clock
  }

  /// Opens the target and renders the page when it is complete. A new run is trained for one epoch if the page shows its
  /// model.
  /// - Parameter runs: the paths of runs to compare on Reconstruct.
  /// - Throws: `InputError` with the reason if the target cannot be opened.
  public func grid(
    opening target: OpenTarget, comparing runs: [String] = [], settings: ExplorerSettings
  ) throws -> CellGrid {
    let arrival = DispatchSemaphore(value: 0)
    let runner = EffectRunner(settings: settings, clock: clock) { arrival.signal() }
    defer { _ = runner.finish() }
    var model = ExplorerModel(page: page, size: size)
    runner.carryOut(model.start(opening: target, comparing: runs))
    let deadline = clock() + patience
    var isPausing = false
    while clock() < deadline {
      for message in runner.collect() {
        if case .openFailed(let reason) = message { throw reason }
        runner.carryOut(update(&model, message))
      }
      if page.needsModel, model.isTrainingUnderWay, !isPausing, !(model.progress?.history.isEmpty ?? true) {
        runner.carryOut([.train(.pause)])
        isPausing = true
      }
      if isComplete(model), !runner.isOpening { break }
      _ = arrival.wait(timeout: .now() + max(0, deadline - clock()))
    }
    return render(model, size: size, capabilities: capabilities)
  }

  private func isComplete(_ model: ExplorerModel) -> Bool {
    guard page.needsModel else { return model.openModel != nil && !model.isIncomplete }
    let isAtRest = !model.isTrainingUnderWay || model.progress?.state == .paused
    return model.openModel != nil && isAtRest && model.timeline.live != nil && !model.isIncomplete
  }
}
