/// Asks the terminal once for the colour of its background (OSC 11).
///
/// Most terminals answer within milliseconds, some never. The screen waits for ``shortWait`` before its first frame; an
/// answer that comes later is taken all the same, and never for keys.
struct BackgroundQuestion {
  /// The question.
  static let bytes = Array("\u{1B}]11;?\u{07}".utf8)
  /// How long the first frame waits for the answer.
  static let shortWait = Duration.milliseconds(100)
  /// The time after which no answer is expected any more.
  private static let longWait = Duration.seconds(1)

  private var askedAt: ContinuousClock.Instant?

  /// Notes that the question was sent.
  mutating func ask(at now: ContinuousClock.Instant) { askedAt = now }

  /// Whether an answer may still come.
  func isOpen(at now: ContinuousClock.Instant) -> Bool { askedAt.map { now - $0 < Self.longWait } ?? false }

  /// Takes an answer, or notes that none is expected any more.
  mutating func close() { askedAt = nil }

  /// Whether the time for an answer is over, which is told once.
  mutating func hasExpired(at now: ContinuousClock.Instant) -> Bool {
    guard askedAt != nil, !isOpen(at: now) else { return false }
    close()
    return true
  }
}
