/// Says when the next frame may be shown: at once after a key as far as thirty a second allow on average, ten a second
/// where only training has news, none where nothing has changed. Times are in seconds.
struct FrameClock {
  /// Frames a second while something moves.
  static let movingRate = 30.0
  /// Frames a second while only training has news.
  static let trainingRate = 10.0
  /// How long a frame waits for the picture at a new position.
  static let decodeGrace = 0.004
  /// For how long after a key what the pages asked for is taken for its answer.
  private static let answerTime = 0.1
  /// Frames that may follow each other at once before the rate counts.
  private static let burst = 3.0

  private var allowance = burst
  private var allowanceTime: Double
  private var lastFrame = -Double.infinity
  private var lastInput = -Double.infinity
  /// When the first key came that no frame has answered; `nil` when all are answered.
  private var pressedSince: Double?
  /// When something else changed that is to be seen at once; `nil` when nothing has.
  private var movedSince: Double?
  private var hasNews = false

  init(now: Double) { allowanceTime = now }

  mutating func noteInput(at now: Double) {
    lastInput = now
    pressedSince = pressedSince ?? now
  }

  mutating func noteMotion(at now: Double) { movedSince = movedSince ?? now }

  /// Something arrived that a page had asked for.
  mutating func noteAnswer(at now: Double) {
    if now - lastInput < Self.answerTime { noteMotion(at: now) } else { hasNews = true }
  }

  /// Training has got on.
  mutating func noteNews() { hasNews = true }

  /// When the next frame is due; `nil` when nothing has changed.
  func due(isAwaitingDecode: Bool) -> Double? {
    let pressed = pressedSince.map { since in
      // The last frame of the allowance is kept for keys: nothing that moves by itself holds them up.
      max(isAwaitingDecode ? since + Self.decodeGrace : since, time(ofAllowance: 1))
    }
    let moved = movedSince.map { max($0, time(ofAllowance: 2)) }
    let news = hasNews ? max(lastFrame + 1 / Self.trainingRate, time(ofAllowance: 2)) : nil
    return [pressed, moved, news].compactMap { $0 }.min()
  }

  mutating func noteFrame(at now: Double) {
    allowance = min(Self.burst, allowance + (now - allowanceTime) * Self.movingRate)
    allowance = max(0, allowance - 1)
    allowanceTime = now
    lastFrame = now
    pressedSince = nil
    movedSince = nil
    hasNews = false
  }

  /// When so many frames may follow each other at once.
  private func time(ofAllowance frames: Double) -> Double {
    allowanceTime + max(0, frames - allowance) / Self.movingRate
  }
}
