/// Says when the next frame may be shown: at once after a key as far as thirty a second allow on average, ten a second
/// where only training has news, none where nothing has changed. Times are in seconds.
struct ExploreFrameClock {
  /// Frames a second while something moves.
  static let movingRate = 30.0
  /// Frames a second while only training has news.
  static let trainingRate = 10.0
  /// How long a frame waits for the picture at a new position.
  static let decodeGrace = 0.004
  /// For how long after a key what arrives is taken for its answer.
  private static let answerTime = 0.1
  /// Frames that may follow each other at once before the rate counts.
  private static let burst = 3.0

  private var allowance = burst
  private var allowanceTime: Double
  private var lastFrame = -Double.infinity
  private var lastInput = -Double.infinity
  /// When something changed that is to be seen at once; `nil` when nothing has.
  private var movedSince: Double?
  private var hasNews = false

  init(now: Double) { allowanceTime = now }

  mutating func noteInput(at now: Double) {
    lastInput = now
    movedSince = movedSince ?? now
  }

  mutating func noteMotion(at now: Double) { movedSince = movedSince ?? now }

  /// Something arrived from another thread: a key's answer, where it is a picture that comes soon after, or news.
  mutating func noteAnswer(at now: Double, isPicture: Bool) {
    if isPicture, now - lastInput < Self.answerTime { noteMotion(at: now) } else { hasNews = true }
  }

  /// When the next frame is due; `nil` when nothing has changed.
  func due(isAwaitingDecode: Bool) -> Double? {
    let moving = movedSince.map { since in
      let ready = isAwaitingDecode ? since + Self.decodeGrace : since
      let wait = max(0, 1 - allowance) / Self.movingRate
      return max(ready, allowanceTime + wait)
    }
    let news = hasNews ? lastFrame + 1 / Self.trainingRate : nil
    return [moving, news].compactMap { $0 }.min()
  }

  mutating func noteFrame(at now: Double) {
    allowance = min(Self.burst, allowance + (now - allowanceTime) * Self.movingRate)
    allowance = max(0, allowance - 1)
    allowanceTime = now
    lastFrame = now
    movedSince = nil
    hasNews = false
  }
}
