import Foundation
import Testing

/// A run that one process trains is followed by another.
@Suite(.serialized, .enabled(if: TmuxSession.isAvailable, TmuxSession.requirement))
struct FollowTests {
  @Test func epochsReachTheScreenOfAnotherProcessAndItGoesOnThere() throws {
    let session = try TmuxSession()
    try Data(ExplorerMannersTests.images()).write(to: session.directory.appending(path: "images.npy"))
    let trainer = Process()
    trainer.executableURL = Executable.vae
    trainer.currentDirectoryURL = session.directory
    trainer.arguments =
      ["train", "images.npy", "-l", "2", "--hidden", "200", "--epochs", "1000000", "--threads", "1"]
      + ["--output", "run"]
    trainer.standardOutput = FileHandle.nullDevice
    try trainer.run()
    defer { trainer.terminate() }
    try session.wait("first checkpoint") { _ in session.file("run/config.json") != nil && epochs(session) > 0 }

    try session.startVae("explore run --page train")
    try session.wait(for: "● followed, epoch ")
    for _ in 0..<5 {
      let epoch = epochs(session)
      let start = Date.now
      try session.wait(seconds: 10, "epoch \(epoch) on the screen") { followedEpoch($0) ?? 0 >= epoch }
      #expect(Date.now.timeIntervalSince(start) < 2)
      Thread.sleep(forTimeInterval: 0.3)
    }
    try session.press("Space")
    try session.wait(for: "Another process trains this run")
    trainer.terminate()
    trainer.waitUntilExit()
    try session.wait(for: "■ stopped")
    try session.press("Space")
    try session.wait(for: "● training")
    try session.press("q", "Enter")
    #expect(try session.waitForStatus() == 0)
    #expect(try session.wait(for: "Go on with: vae explore").contains("The run is in"))
  }

  /// The epochs that the trainer has written.
  private func epochs(_ session: TmuxSession) -> Int {
    session.file("run/metrics.jsonl")?.count { $0 == "\n" } ?? 0
  }

  /// The epoch that the status row names.
  private func followedEpoch(_ screen: String) -> Int? {
    screen.firstMatch(of: /followed, epoch (\d+)/).flatMap { Int($0.output.1) }
  }
}
