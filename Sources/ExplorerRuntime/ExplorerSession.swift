import Explorer
import Foundation
import Terminal
import TerminalGraphics
import Training

/// The explorer on a terminal: events and answers become messages, messages change the model and ask for effects, and
/// what has changed is shown.
public final class ExploreSession {
  private let screen: TerminalScreen
  private let runner: ExploreRunner
  private var model: ExplorerModel
  private var frames: ExploreFrameClock
  private let clock: () -> Double
  private var nextTick = 0.0
  /// The signal that asks the program to end, if one has come.
  private var endingSignal: Int32?

  private static let tickInterval = 1 / ExploreFrameClock.movingRate

  /// Takes over the terminal.
  public init(
    page: Page, settings: ExploreSettings, options: TerminalOptions,
    clock: @escaping () -> Double = TrainingRun.systemClock
  ) throws(TerminalError) {
    screen = try TerminalScreen(options: options)
    runner = ExploreRunner(settings: settings, clock: clock)
    model = ExplorerModel(page: page, size: screen.size)
    frames = ExploreFrameClock(now: clock())
    self.clock = clock
  }

  /// Shows the explorer until it is left, and saves the run.
  /// - Returns: the last words for the normal screen, and the signal that ended it, if one did.
  public func run(opening target: OpenTarget) -> (lastWords: [String], signal: Int32?) {
    frames.noteInput(at: clock())
    runner.carryOut(model.start(opening: target))
    while !runner.hasQuit, endingSignal == nil {
      step()
    }
    let words = runner.finish()
    screen.close()
    return (words, endingSignal)
  }

  private func step() {
    let events = screen.nextEvents(timeout: timeout, wake: runner.inbox.wakeDescriptor)
    for event in events {
      switch event {
      case .input(let input):
        take(.input(input))
        frames.noteInput(at: clock())
      case .log(let lines):
        take(.logged(lines))
        frames.noteNews()
      case .wake: break
      case .terminate(let signal): endingSignal = signal
      }
    }
    let answers = runner.collect()
    answers.forEach(take)
    for answer in answers { answer.isNewsOfTraining ? frames.noteNews() : frames.noteAnswer(at: clock()) }
    if model.isAnimating, clock() >= nextTick {
      take(.tick(at: clock()))
      frames.noteMotion(at: clock())
      nextTick = clock() + Self.tickInterval
    }
    showIfDue()
  }

  private func take(_ message: Message) { runner.carryOut(update(&model, message)) }

  private func showIfDue() {
    guard let due = frames.due(isAwaitingDecode: model.isAwaitingDecode), clock() >= due,
      screen.isReadyForFrame
    else { return }
    screen.present(render(model, size: screen.size, capabilities: screen.capabilities))
    frames.noteFrame(at: clock())
  }

  /// How long to wait for events: till the next frame or the next tick.
  private var timeout: Duration? {
    var times: [Double] = []
    if let due = frames.due(isAwaitingDecode: model.isAwaitingDecode) {
      // A terminal that is busy is asked again soon.
      times.append(screen.isReadyForFrame ? due : max(due, clock() + 0.01))
    }
    if model.isAnimating { times.append(nextTick) }
    return times.min().map { .seconds(max(0, $0 - clock())) }
  }
}

extension Message {
  /// Whether it only tells how training goes on, which nobody asked for.
  fileprivate var isNewsOfTraining: Bool {
    switch self {
    case .progress, .snapshot, .history: true
    default: false
    }
  }
}
