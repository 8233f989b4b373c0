/// Keeps the picture on the terminal young: says when what was sent has arrived, so that the next frame may go.
///
/// Between the program and the eye bytes queue up where it cannot see them: a pseudo-terminal holds some 10 to 64 KB and
/// reports none (TIOCOUTQ is 0 even when it is full, and tcdrain returns at once), ssh and the network hold more. A held
/// arrow would then go on moving for seconds after its release. So the terminal is asked: `ESC [ 5 n` at the end of
/// a frame is answered by `ESC [ 0 n` once everything before it has been read. Frames wait while more than a little is
/// unanswered. To a terminal that never answers everything is sent as fast as the system takes it.
struct FlowControl {
  /// The question "are you there".
  static let question = Array("\u{1B}[5n".utf8)

  /// So many bytes may be under way when a frame starts, so that a long way (a high latency) does not starve the picture.
  private static let allowance = 8 * 1024
  /// After so many bytes there is a question: small frames need none.
  private static let questionInterval = 2 * 1024

  private let asks: Bool
  private var sent = 0
  private var answered = 0
  /// The values of `sent` at which questions were asked that are not answered yet.
  private var questions: [Int] = []
  private var lastProgress: ContinuousClock.Instant
  private var hasEverAnswered = false
  private var isSilent = false

  /// Asks questions only if `asks`; nothing is under way at `now`.
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

  /// Forgets what is under way: the terminal was left and entered again.
  mutating func reset() {
    answered = sent
    questions = []
  }

  /// Whether the terminal owes an answer that will come.
  var awaitsAnswer: Bool { !questions.isEmpty && !isSilent }

  /// When waiting ends though no answer came; nil while there is nothing to wait for.
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
