import Foundation
import Testing

/// A run that one process trains is followed by another.
@Suite(.serialized, .enabled(if: TmuxSession.isAvailable, TmuxSession.requirement))
struct FollowTests {
  @Test func epochsReachTheScreenOfAnotherProcessAndItGoesOnThere() throws {
    let session = try TmuxSession()
    let settings = "-l 2 --hidden 50 --epochs 1000000 --threads 1 --output run"
    try session.enter("'\(Executable.vae.path)' train digits \(settings) > lines & echo $! > trainer")
    try session.wait("first epoch") { _ in epochs(session) > 0 }
    let trainer = try #require(pid_t(session.file("trainer")?.trimmingCharacters(in: .newlines) ?? ""))
    defer { kill(trainer, SIGKILL) }

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
    kill(trainer, SIGTERM)
    try session.wait(for: "■ stopped")
    try session.press("Space")
    try session.wait(for: "● training")
    try session.press("q")
    try session.wait(for: "save and quit")
    try session.press("Enter")
    #expect(try session.waitForStatus() == 0)
    #expect(try session.wait(for: "Go on with: vae explore").contains("The run is in"))
  }

  /// The epochs that the trainer has written.
  private func epochs(_ session: TmuxSession) -> Int {
    let path = session.directory.appending(path: "run/metrics.jsonl").path
    return (try? Data(contentsOf: URL(fileURLWithPath: path)))?.count { $0 == UInt8(ascii: "\n") } ?? 0
  }

  /// The epoch that the status row names.
  private func followedEpoch(_ screen: String) -> Int? {
    screen.firstMatch(of: /followed, epoch (\d+)/).flatMap { Int($0.output.1) }
  }
}
