import Foundation
import Testing

/// The whole way at once: a model is trained, watched and walked, and the run is kept.
@Suite(
  .enabled(if: TmuxSession.isAvailable, TmuxSession.requirement))
struct FirstLightTests {
  @Test func trainingIsWatchedAndWalked() throws {
    let session = try TmuxSession.training()

    // The picture on Walk gets better by itself, and another one by an arrow.
    try session.press("w")
    try session.expectPictureChange()
    try session.press("S-Right")
    try session.wait(forPosition: [1: 0.5, 2: 0])

    // At rest a place has one picture; an arrow leads to another, the way back to the same.
    try session.press("Space")
    try session.wait(for: "‖ paused")
    let epoch = try Self.epoch(on: session.screen())
    let here = try session.settledPicture()
    try session.expectPictureChange("S-Up", "S-Up")
    try session.press("S-Down", "S-Down")
    try session.wait(forPosition: [1: 0.5, 2: 0])
    try session.wait("picture of before") { _ in try session.picture() == here }
    #expect(try Self.epoch(on: session.screen()) == epoch)

    try session.press("Space")
    try session.wait(for: "● training")
    try session.wait("later epoch") { Self.epoch(on: $0) ?? 0 > epoch ?? 0 }

    try session.press("q")
    try session.wait(for: "save and quit")
    try session.press("Enter")
    #expect(try session.waitForStatus() == 0)
    let runs = session.directory.appending(path: "runs").path
    let run = try #require(FileManager.default.contentsOfDirectory(atPath: runs).first, "no run was saved")
    for name in ["config.json", "metrics.jsonl", "last.safetensors"] {
      #expect(FileManager.default.fileExists(atPath: "\(runs)/\(run)/\(name)"), "\(name)")
    }
    try session.wait(for: "runs/\(run)")
  }

  /// Where no data set is on the machine, `vae` alone draws digits and trains on them; arrows walk meanwhile.
  @Test func withNothingAtHandDigitsAreDrawnAndTrained() throws {
    let session = try TmuxSession(environment: TmuxSession.withoutData)
    try session.startVae("")
    try session.wait(for: "digits · L=2 · epoch")
    try session.wait(for: "● training")
    try session.press("w")
    try session.expectPictureChange()
    for (keys, z) in [(["S-Right", "S-Right"], [1: 1.0, 2: 0]), (["S-Up", "Up"], [1: 1.0, 2: 0.6])] {
      for key in keys { try session.press(key) }
      try session.wait(forPosition: z)
      try session.expectPictureChange()
    }
    let epoch = try Self.epoch(on: session.wait(for: "● training"))
    // A place has a picture of its own: what is far from it differs by more than a moment of training does.
    try session.press("Space")
    try session.wait(for: "‖ paused")
    let here = try session.settledPicture()
    try session.expectPictureChange("Home")
    try session.press("S-Right", "S-Right", "S-Up", "Up")
    try session.wait(forPosition: [1: 1.0, 2: 0.6])
    try session.wait("picture of before") { _ in try session.picture() == here }
    try session.press("Space")
    try session.wait(seconds: 60, "later epoch") { Self.epoch(on: $0) ?? 0 > epoch ?? 0 }
    try session.press("q", "Enter")
    #expect(try session.waitForStatus() == 0)
    try session.wait(for: "The run is in ")
  }

  /// The epochs done, as the first row has them.
  private static func epoch(on screen: String) -> Int? {
    screen.firstMatch(of: /epoch +(\d+)\//).flatMap { Int($0.1) }
  }
}

extension TmuxSession {
  /// The picture once it has stayed the same for some looks.
  func settledPicture() throws -> String {
    var (last, looks) = ("", 0)
    try wait("picture that stays") { _ in
      let picture = try self.picture()
      looks = picture == last ? looks + 1 : 0
      last = picture
      return !picture.isEmpty && looks == 10
    }
    return last
  }
}
