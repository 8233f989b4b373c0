import Explorer
import Foundation
import Terminal
import TerminalGraphics
import Training

/// The explorer on a screen: events and answers become messages, messages change the model and cause effects, and changes
/// are shown.
public final class ExplorerSession {
  private let screen: any Screen
  private let runner: EffectRunner
  private var model: ExplorerModel
  private var frames: FrameClock
  private let clock: () -> Double
  private var nextTick = 0.0
  /// The signal that asked the program to end, if there was one.
  private var endingSignal: Int32?

  private static let tickInterval = 1 / FrameClock.movingRate

  /// - Parameter clock: in seconds; it never goes back.
  public init(
    page: Page, settings: ExplorerSettings, screen: any Screen,
    clock: @escaping () -> Double = TrainingRun.systemClock
  ) {
    self.screen = screen
    runner = EffectRunner(settings: settings, clock: clock, wake: screen.wake)
    model = ExplorerModel(page: page, size: screen.size)
    frames = FrameClock(now: clock())
    self.clock = clock
  }

  /// Runs the explorer until the user quits, and saves the run.
  /// - Parameter runs: the paths of runs to compare on Reconstruct.
  /// - Returns: the last words for the normal screen, and the signal that ended it, if one did.
  public func run(opening target: OpenTarget, comparing runs: [String] = []) -> (
    lastWords: [String], signal: Int32?
  ) {
    frames.noteInput(at: clock())
    runner.carryOut(model.start(opening: target, comparing: runs))
    while !runner.hasQuit, endingSignal == nil {
      step()
    }
    let words = runner.finish()
    screen.close()
    return (words, endingSignal)
  }

  private func step() {
    let events = screen.nextEvents(timeout: timeout)
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
    answers.forEach(noteArrival)
    if model.isAnimating, clock() >= nextTick {
      take(.tick(at: clock()))
      frames.noteMotion(at: clock())
      nextTick = clock() + Self.tickInterval
    }
    showIfDue()
  }

  private func noteArrival(_ message: Message) {
    switch message {
    case .progress, .snapshot, .history: frames.noteNews()
    case .answered(let answer) where answer.isSuperseded: break
    default: frames.noteAnswer(at: clock())
    }
  }

  private func take(_ message: Message) { runner.carryOut(update(&model, message)) }

  private func showIfDue() {
    guard let due = frames.due(isAwaitingDecode: model.isAwaitingDecode), clock() >= due,
      screen.isReadyForFrame
    else { return }
    screen.present(render(model, size: screen.size, capabilities: screen.capabilities))
    frames.noteFrame(at: clock())
  }

  /// The time to wait for events: until the next frame or tick.
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

extension ModelAnswer {
  /// Whether the answer changes nothing on the screen.
  fileprivate var isSuperseded: Bool {
    if case .failure(.superseded) = result { true } else { false }
  }
}
