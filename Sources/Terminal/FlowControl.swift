/// Keeps the delay of the terminal small: tells when the bytes sent have arrived, so that the next frame may be sent.
///
/// Between the program and the screen, bytes queue up unseen: a pseudo-terminal holds some 10 to 64 KB without reporting
/// them (TIOCOUTQ is 0 even when it is full, and tcdrain returns at once), and ssh and the network hold more. With an arrow
/// key held, the picture would go on moving for seconds after its release. So the terminal is asked: it answers `ESC [ 5 n`
/// at the end of a frame by `ESC [ 0 n` once it has read everything before. Frames wait while more than a few kilobytes are
/// unanswered. A terminal that never answers is sent everything as fast as the system takes it.
struct FlowControl {
  /// The question that the terminal answers (device status report).
  static let question = Array("\u{1B}[5n".utf8)

  /// The number of bytes that may be unanswered when a frame starts, so that a high latency does not stop the picture.
  private static let allowance = 8 * 1024
  /// The number of bytes after which a question is asked; small frames need none.
  private static let questionInterval = 2 * 1024

  private let asks: Bool
  private var sent = 0
  private var answered = 0
  /// The values of `sent` at which the unanswered questions were asked.
  private var questions: [Int] = []
  private var lastProgress: ContinuousClock.Instant
  private var hasEverAnswered = false
  private var isSilent = false

  /// Asks questions only if `asks` is true; nothing is unanswered at `now`.
  init(asks: Bool, now: ContinuousClock.Instant) {
    self.asks = asks
    lastProgress = now
  }

  /// Notes that a frame of `count` bytes is being sent. Returns whether a question is to follow it.
  mutating func send(_ count: Int, at now: ContinuousClock.Instant) -> Bool {
    sent += count
    guard asks else { return false }
    if questions.isEmpty { lastProgress = now }
    guard sent - (questions.last ?? answered) >= Self.questionInterval else { return false }
    questions.append(sent)
    return true
  }

  /// Notes that an answer was read.
  mutating func answer(at now: ContinuousClock.Instant) {
    guard !questions.isEmpty else { return }
    answered = questions.removeFirst()
    lastProgress = now
    hasEverAnswered = true
    isSilent = false
  }

  /// Forgets the unanswered questions, when the terminal was left and entered again.
  mutating func reset() {
    answered = sent
    questions = []
  }

  /// Whether an answer is expected.
  var awaitsAnswer: Bool { !questions.isEmpty && !isSilent }

  /// The time at which waiting for an answer ends; `nil` while there is nothing to wait for.
  var patience: ContinuousClock.Instant? {
    guard awaitsAnswer, sent - answered > Self.allowance else { return nil }
    return lastProgress + (hasEverAnswered ? .seconds(5) : .milliseconds(250))
  }

  /// Whether another frame may be sent at `now`.
  mutating func isClear(at now: ContinuousClock.Instant) -> Bool {
    guard let patience else { return true }
    if now < patience { return false }
    if hasEverAnswered { reset() } else { isSilent = true }
    return true
  }
}
