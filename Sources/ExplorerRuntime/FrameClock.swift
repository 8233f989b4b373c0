/// Decides when the next frame is shown: at once after a key, within an average of thirty frames a second; ten times a
/// second if only training has news; never if nothing has changed. Times are in seconds.
struct FrameClock {
  /// The most frames a second while something moves.
  static let movingRate = 30.0
  /// The most frames a second while only training has news.
  static let trainingRate = 10.0
  /// How long the frame after a key waits for its picture.
  static let decodeGrace = 0.004
  /// An answer within this time after a key counts as the answer to the key.
  private static let answerTime = 0.1
  /// The number of frames that may follow each other at once before the rate applies.
  private static let burst = 3.0

  private var allowance = burst
  private var allowanceTime: Double
  private var lastFrame = -Double.infinity
  private var lastInput = -Double.infinity
  /// The time of the first key that no frame has answered; `nil` if there is none.
  private var pressedSince: Double?
  /// The time of the first other change that must be shown at once; `nil` if there is none.
  private var movedSince: Double?
  private var hasNews = false

  init(now: Double) { allowanceTime = now }

  mutating func noteInput(at now: Double) {
    lastInput = now
    pressedSince = pressedSince ?? now
  }

  mutating func noteMotion(at now: Double) { movedSince = movedSince ?? now }

  /// Notes the answer to a request of a page.
  mutating func noteAnswer(at now: Double) {
    if now - lastInput < Self.answerTime { noteMotion(at: now) } else { hasNews = true }
  }

  /// Notes progress of training.
  mutating func noteNews() { hasNews = true }

  /// The time at which the next frame is due; `nil` if nothing has changed.
  func due(isAwaitingDecode: Bool) -> Double? {
    let pressed = pressedSince.map { since in
      // Only keys may use the last frame of the allowance, so that an animation does not delay them.
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

  /// The time from which this number of frames may follow each other at once.
  private func time(ofAllowance frames: Double) -> Double {
    allowanceTime + max(0, frames - allowance) / Self.movingRate
  }
}
