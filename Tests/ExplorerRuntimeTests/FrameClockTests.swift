import Testing

@testable import ExplorerRuntime

/// When frames are due. Times in seconds.
struct FrameClockTests {
  @Test func nothingIsDueWhileNothingChanges() {
    var clock = FrameClock(now: 0)
    #expect(clock.due(isAwaitingDecode: false) == nil)
    clock.noteInput(at: 1)
    clock.noteFrame(at: 1)
    #expect(clock.due(isAwaitingDecode: false) == nil)
  }

  @Test func aKeyIsAnsweredAtOnce() {
    var clock = FrameClock(now: 0)
    clock.noteInput(at: 5)
    clock.noteInput(at: 5.001)
    #expect(clock.due(isAwaitingDecode: false) == 5)
  }

  @Test func aKeyWaitsAMomentForItsPicture() {
    var clock = FrameClock(now: 0)
    clock.noteInput(at: 5)
    #expect(clock.due(isAwaitingDecode: true) == 5 + FrameClock.decodeGrace)
  }

  @Test func aBurstMayFollowAtOnceThenTheRateCounts() throws {
    var clock = FrameClock(now: 0)
    for _ in 0..<3 {
      clock.noteInput(at: 1)
      #expect(clock.due(isAwaitingDecode: false) == 1)
      clock.noteFrame(at: 1)
    }
    clock.noteInput(at: 1)
    let due = try #require(clock.due(isAwaitingDecode: false))
    #expect(abs(due - (1 + 1 / FrameClock.movingRate)) < 1e-9)
  }

  @Test(arguments: [true, false])
  func noMoreThanThirtyFramesASecond(hasKeys: Bool) {
    var clock = FrameClock(now: 0)
    var (now, frames) = (0.0, 0)
    while now < 10 {
      if hasKeys { clock.noteInput(at: now) } else { clock.noteMotion(at: now) }
      if let due = clock.due(isAwaitingDecode: false), now >= due {
        clock.noteFrame(at: now)
        frames += 1
      }
      now += 0.001
    }
    #expect((280...303).contains(frames))
  }

  @Test func trainingAloneHasTenFramesASecond() {
    var clock = FrameClock(now: 0)
    var (now, frames) = (0.0, 0)
    while now < 10 {
      clock.noteNews()
      if let due = clock.due(isAwaitingDecode: false), now >= due {
        clock.noteFrame(at: now)
        frames += 1
      }
      now += 0.001
    }
    #expect((95...101).contains(frames))
  }

  @Test func whatMovesByItselfLeavesAFrameForKeys() {
    var clock = FrameClock(now: 0)
    for _ in 0..<2 {
      clock.noteMotion(at: 1)
      clock.noteFrame(at: 1)
    }
    clock.noteMotion(at: 1)
    #expect(clock.due(isAwaitingDecode: false)! > 1)
    clock.noteInput(at: 1)
    #expect(clock.due(isAwaitingDecode: false) == 1)
  }

  @Test func answersSoonAfterAKeyBelongToIt() {
    var clock = FrameClock(now: 0)
    clock.noteInput(at: 1)
    clock.noteFrame(at: 1)
    clock.noteAnswer(at: 1.05)
    #expect(clock.due(isAwaitingDecode: false) == 1.05)
    clock.noteFrame(at: 1.05)
    clock.noteAnswer(at: 2)
    #expect(clock.due(isAwaitingDecode: false)! <= 2)
  }
}
