import Foundation
import Testing

/// Nothing is deleted, written or lost by accident, and whatever goes wrong is said whole.
@Suite(.serialized, .enabled(if: TmuxSession.isAvailable, TmuxSession.requirement))
struct ExplorerTrustTests {
  /// A session in which the explorer trains on small images without end.
  private func explorer(width: Int = 120) throws -> TmuxSession {
    let session = try TmuxSession(width: width)
    try Data(ExplorerMannersTests.images()).write(to: session.directory.appending(path: "images.npy"))
    try session.startVae(ExplorerMannersTests.endlessRun)
    try session.wait(for: "● training")
    return session
  }

  /// Limits the size of the files that the explorer writes, as on a disk that is nearly full. Frames go through a file in
  /// memory, which holds 24,000 bytes at most: smaller limits would cut them.
  /// - Returns: whether that is possible here.
  private func limitFiles(_ session: TmuxSession, to size: String) throws -> Bool {
    let pid = try #require(session.file("pid")).trimmingCharacters(in: .whitespacesAndNewlines)
    return (try? run("prlimit", ["--pid", pid, "--fsize=\(size):"]))?.status == 0
  }

  private func names(_ session: TmuxSession) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: session.directory.path))
  }

  @Test(arguments: [true, false])
  func aPasteIsNoKeys(isMarked: Bool) throws {
    let session = try explorer()
    try session.press("u")
    try session.wait(for: "images-2d")
    let before = try names(session)
    let text = "luxury yyy eeee xy \n" + String(repeating: "The galaxy is expensive; exit yes.\n", count: 200)
    try session.paste(text, isMarked: isMarked)
    try session.wait(for: "A paste is ignored here")
    Thread.sleep(forTimeInterval: 0.5)
    #expect(try names(session).subtracting(["pasted"]) == before)
    #expect(session.isRunning)
    let runs = try FileManager.default.contentsOfDirectory(
      atPath: session.directory.appending(path: "runs").path)
    #expect(runs == ["images-2d"])
    try session.press("w")
    try session.wait(for: "z1")
  }

  @Test(arguments: [true, false])
  func aSignalIsAnsweredDuringALongPaste(isMarked: Bool) throws {
    let session = try explorer()
    try session.paste(String(repeating: "e", count: 1 << 20), isMarked: isMarked)
    let start = Date.now
    try session.signal(SIGTERM)
    #expect(try session.waitForStatus() == 128 + SIGTERM)
    // Within a second; on a machine that is busy with other tests too, sooner than the paste would take as keys.
    #expect(Date.now.timeIntervalSince(start) < 5)
    #expect(try !names(session).contains { $0.hasSuffix(".svg") || $0.hasSuffix(".csv") })
  }

  @Test func aDeletedRunIsInTheTrashAndComesBack() throws {
    let session = try explorer()
    try session.press("o")
    try session.wait(for: "digits")
    try session.press("Escape", "q")
    try session.wait(for: "save and quit")
    try session.press("Enter")
    #expect(try session.waitForStatus() == 0)
    let runs = session.directory.appending(path: "runs").path

    try FileManager.default.removeItem(atPath: session.directory.appending(path: "status").path)
    try session.startVae("explore digits-2d --page runs")
    try session.wait("model and list") { $0.contains("shipped model") && $0.contains("images-2d") }
    try session.press("d")
    try session.wait(for: "any other key cancel")
    try session.press("Enter")
    try session.wait(for: "images-2d is kept.")
    try session.press("d")
    try session.wait(for: "any other key cancel")
    try session.press("y")
    try session.wait(for: "images-2d is in runs/.trash for 30 days; z on Runs brings it back.")
    try session.wait(for: "There are no runs yet")
    #expect(try FileManager.default.contentsOfDirectory(atPath: runs) == [".trash"])
    try session.press("z")
    try session.wait(for: "images-2d is back.")
    #expect(FileManager.default.fileExists(atPath: runs + "/images-2d/last.safetensors"))
    try session.press("q")
    #expect(try session.waitForStatus() == 0)
  }

  @Test func aSpoiltScreenIsRepainted() throws {
    let session = try explorer()
    try session.press("Space")
    try session.wait(for: "paused")
    for repaint in [{ try session.press("C-l") }, { try session.signal(SIGWINCH) }] {
      try session.spoil(with: "\u{1B}[10;10HSPOILT BY ANOTHER")
      try session.wait(for: "SPOILT")
      try repaint()
      try session.wait(seconds: 5, "repainted screen") { !$0.contains("SPOILT") && $0.contains("paused") }
    }
  }

  @Test func aRunThatCannotBeSavedWaitsForRoom() throws {
    let session = try explorer(width: 80)
    guard try limitFiles(session, to: "32768") else { return }
    try session.wait(for: "✗ not saved")
    try session.wait(for: "make room, then Space saves")
    try session.press("Space")
    try session.wait(for: "✗ not saved")
    let folder = session.directory.appending(path: "runs/images-2d").path
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: folder).contains { $0.hasSuffix(".partial") })
    #expect(try limitFiles(session, to: "unlimited"))
    try session.press("Space")
    try session.wait(for: "● training")
    try session.press("q")
    try session.wait(for: "save and quit")
    try session.press("Enter")
    #expect(try session.waitForStatus() == 0)
    #expect(FileManager.default.fileExists(atPath: folder + "/last.safetensors"))
  }

  @Test func theLastWordsAreThoseOfTheLastSave() throws {
    let session = try explorer()
    guard try limitFiles(session, to: "32768") else { return }
    try session.wait(for: "✗ not saved")
    try session.press("q")
    #expect(try session.waitForStatus() == EX_IOERR)
    let screen = try session.wait(for: "The last checkpoint is in")
    #expect(screen.contains("cannot write it"))
  }

  @Test func whatCannotBeOpenedEndsWithItsReasonAndCode() throws {
    let session = try TmuxSession(width: 80)
    try Data([1, 2, 3]).write(to: session.directory.appending(path: "bad.safetensors"))
    try session.startVae("explore bad.safetensors")
    #expect(try session.waitForStatus() == EX_DATAERR)
    try session.wait(for: "vae: bad.safetensors: expected")
    #expect(try session.flag("alternate_on") == "0")
    let path = session.directory.appending(path: "bad.safetensors").path
    for arguments in [["evaluate", path], ["explore", path, "--once", "walk"]] {
      #expect(try run(Executable.vae.path, arguments).status == EX_DATAERR)
    }
  }

  @Test func aFolderThatCannotBeWrittenIsNamed() throws {
    let session = try TmuxSession(
      width: 40, environment: ["VAE_RUNS_DIR": "/proc/no/such/folder/can/be/made"])
    try session.startVae("explore digits -l 2")
    #expect(try session.waitForStatus() == EX_CANTCREAT)
    let shown = try session.wait(for: "vae: ").replacing("\n", with: "")
    #expect(shown.contains("/proc/no/such/folder/can/be/made: cannot make this folder"))
  }

  @Test func aDumbTerminalGetsPlainLines() throws {
    let session = try TmuxSession(width: 200)
    try session.enter(
      "TERM=dumb '\(Executable.vae.path)' train digits -l 2 --hidden 20 --epochs 2 --output run")
    let screen = try session.wait(for: "Done in")
    #expect(screen.contains("epoch 1/2  train") && screen.contains("epoch 2/2  train"))
  }

  @Test func namesFromFilesDoNotSteerTheTerminal() throws {
    let session = try TmuxSession()
    let name = "a\u{1B}[31m\u{9B}2J\u{202E}.npy"
    try Data(ExplorerMannersTests.images()).write(to: session.directory.appending(path: name))
    let result = try run(
      "env",
      ["VAE_RUNS_DIR=\(session.directory.path)/runs", Executable.vae.path]
        + ["train", session.directory.path + "/" + name, "-l", "2", "--hidden", "5", "--epochs", "1"])
    #expect(result.status == 0)
    let printed = (result.output + result.error).unicodeScalars
    #expect(!printed.contains { $0 == "\u{1B}" || $0 == "\u{9B}" || $0 == "\u{202E}" })
  }
}
