import Explorer
import Formats
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
  private let clock: @Sendable () -> Double
  private var nextTick = 0.0
  /// The signal that asked the program to end, if there was one.
  private var endingSignal: Int32?
  /// Whether what was asked for at the start is still being opened, and nothing else has been asked for.
  private var isStarting = true
  /// Why that could not be opened, if it could not.
  private var startFailure: InputError?
  /// What could not be taken of the preferences.
  private let preferencesProblem: String?
  /// The notice in the footer that is to leave it, and when.
  private var passingNotice: (text: String, end: Double)?

  private static let tickInterval = 1 / FrameClock.movingRate
  private var usage = UsageMeter()

  /// How the explorer ended.
  public struct End: Sendable {
    /// What the normal screen says about the run that was trained.
    public let lastWords: [String]
    /// The signal that ended it, if one did.
    public let signal: Int32?
    /// Why nothing could be opened, or why the run could not be saved.
    public let failure: InputError?
  }

  /// - Parameters:
  ///   - preferences: what the person prefers at the start.
  ///   - seed: that of random jumps.
  ///   - clock: in seconds; it never goes back.
  public init(
    page: Page, settings: ExplorerSettings, preferences: PreferenceSet = PreferenceSet(), screen: any Screen,
    seed: UInt64 = .random(in: 0...UInt64.max),
    clock: @escaping @Sendable () -> Double = TrainingRun.systemClock
  ) {
    self.screen = screen
    preferencesProblem = preferences.problem
    runner = EffectRunner(settings: settings, clock: clock, wake: screen.wake)
    model = ExplorerModel(
      page: page, size: screen.size, preferences: preferences.values, seed: seed)
    frames = FrameClock(now: clock())
    self.clock = clock
  }

  /// Runs the explorer until the user quits, and saves the run.
  /// - Parameter runs: the paths of runs to compare on Reconstruct.
  public func run(opening target: OpenTarget, comparing runs: [String] = []) -> End {
    frames.noteInput(at: clock())
    runner.carryOut(model.start(opening: target, comparing: runs))
    if let preferencesProblem { take(.failure(preferencesProblem)) }
    followPreferences(since: nil)
    while !runner.hasQuit, endingSignal == nil, startFailure == nil {
      step()
    }
    let (words, failure) = runner.finish()
    screen.close()
    return End(lastWords: words, signal: endingSignal, failure: startFailure ?? failure)
  }

  private func step() {
    let events = screen.nextEvents(timeout: timeout)
    // A signal goes before the keys that came with it.
    for case .terminate(let signal) in events {
      endingSignal = signal
      return
    }
    takeInTurn(events)
    let answers = runner.collect()
    answers.forEach(take)
    answers.forEach(noteArrival)
    if model.isAnimating, clock() >= nextTick {
      take(.tick(at: clock()))
      frames.noteMotion(at: clock())
      nextTick = clock() + Self.tickInterval
    }
    if model.showsUsage, let measured = usage.measure(at: clock()) { take(.usage(measured)) }
    expireNotice()
    showIfDue()
  }

  private func takeInTurn(_ events: [TerminalEvent]) {
    var keysAreDropped = false
    for event in events {
      switch event {
      case .input(.key) where keysAreDropped: break
      case .input(let input):
        let wasAsking = model.asksBeforeDeleting
        take(.input(input))
        frames.noteInput(at: clock())
        if model.asksBeforeDeleting, !wasAsking {
          // Keys that were pressed before the question was shown are no answer to it.
          keysAreDropped = true
          screen.discardInput()
        }
      case .log(let lines):
        take(.logged(lines))
        frames.noteNews()
      case .save: runner.save()
      case .wake, .terminate: break
      }
    }
  }

  private func noteArrival(_ message: Message) {
    switch message {
    case .progress, .snapshot, .history: frames.noteNews()
    case .answered(let answer) where answer.isSuperseded: break
    default: frames.noteAnswer(at: clock())
    }
  }

  private func take(_ message: Message) {
    switch message {
    case .openFailed(let reason) where isStarting: startFailure = reason
    case .opened: isStarting = false
    default: break
    }
    let preferences = model.preferences
    let effects = update(&model, message)
    if model.preferences != preferences { followPreferences(since: preferences) }
    if effects.contains(where: \.changesOpening) { isStarting = false }
    runner.carryOut(effects)
  }

  /// Has the screen do what the person prefers.
  /// - Parameter before: the preferences until now; `nil` at the start.
  private func followPreferences(since before: Preferences?) {
    screen.reportMouse(model.preferences.usesMouse)
    if let before, before.theme != .auto, model.preferences.theme == .auto { screen.askForBackground() }
  }

  /// Takes a notice that has been read out of the footer.
  private func expireNotice() {
    if model.passingNotice?.text != passingNotice?.text {
      passingNotice = model.passingNotice.map { ($0.text, clock() + $0.seconds) }
    }
    guard let passingNotice, clock() >= passingNotice.end else { return }
    take(.noticeExpired)
    self.passingNotice = nil
    frames.noteNews()
  }

  private func showIfDue() {
    guard let due = frames.due(isAwaitingDecode: model.isAwaitingDecode), clock() >= due,
      screen.isReadyForFrame
    else { return }
    let capabilities = model.preferences.adapted(screen.capabilities)
    screen.present(render(model, size: screen.size, capabilities: capabilities))
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
    if let passingNotice { times.append(passingNotice.end) }
    return times.min().map { .seconds(max(0, $0 - clock())) }
  }
}

extension Effect {
  /// Whether something else is opened from now on, or nothing.
  fileprivate var changesOpening: Bool {
    switch self {
    case .open, .cancelOpening: true
    default: false
    }
  }
}

extension ModelAnswer {
  /// Whether the answer changes nothing on the screen.
  fileprivate var isSuperseded: Bool {
    if case .failure(.superseded) = result { true } else { false }
  }
}
