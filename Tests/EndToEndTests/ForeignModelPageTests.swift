import Foundation
import Testing

/// Models that another program computes, on the screen.
@Suite(
  .serialized, .enabled(if: TmuxSession.isAvailable, TmuxSession.requirement),
  .enabled(if: (try? run("python3", ["-c", "pass"]))?.status == 0, "python3 is not there"))
struct ForeignModelPageTests {
  private let sign = "another program's model"

  /// The explorer on the model of the tests, which behaves as it is told.
  private func explorer(_ behaviour: String) throws -> TmuxSession {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ForeignModelsTests/Models/model.py").path
    let session = try TmuxSession(width: 120)
    try session.startVae("explore --model-command \"python3 \(script) \(behaviour)\"")
    return session
  }

  @Test func itIsWalkedAndEndsWithTheExplorer() throws {
    let session = try explorer("good")
    try session.wait(for: sign)
    try session.press("Right", "Right", "Right")
    try session.wait(for: "0.30")
    try session.press("t")
    try session.wait(for: "Another program computes this model")
    try session.press("Space")
    try session.wait(for: "it is not trained here")
    try session.press("R")
    try session.wait(for: "The model was started anew.")
    try session.press("!")
    try session.wait(for: "starting")
    try session.press("Escape", "q")
    #expect(try session.waitForStatus() == 0)
  }

  @Test func aCrashIsSaidAndTheModelStartsAnew() throws {
    let session = try explorer("crash")
    try session.wait(
      for: "the model ended with status 9; it wrote: Traceback: out of memory; R starts it anew")
    try session.press("t")
    try session.wait(for: "Another program computes this model")
    try session.press("w", "R")
    try session.wait(for: "the model ended with status 9")
    try session.press("q")
    #expect(try session.waitForStatus() == 0)
  }

  @Test func keysAreAnsweredWhileItHangs() throws {
    let session = try explorer("hang")
    try session.wait(for: sign)
    try session.press("t")
    try session.wait(for: "Another program computes this model")
    try session.press("w")
    try session.wait("Walk") { $0.contains("z = ") || $0.contains("3σ") }
    #expect(try !session.screen().contains("silent"), "the keys were answered before the model was given up")
    try session.wait(for: "the model was silent for 10 s")
    try session.press("q")
    #expect(try session.waitForStatus() == 0)
  }

  @Test(arguments: [
    ("absent", "the model ended with status 3; it wrote: no weights"),
    ("future", "the model broke the protocol: expected the protocol vae-model-1, found vae-model-2"),
  ]) func aModelThatCannotBeOpenedIsALine(behaviour: String, reason: String) throws {
    let session = try explorer(behaviour)
    #expect(try session.waitForStatus() == 65)
    // Long lines go on in the next row.
    let screen = try session.screen().replacingOccurrences(of: "\n", with: "")
    #expect(screen.contains("vae: --model-command: \(reason)"), "\(screen)")
  }
}
