import Foundation
import Testing

/// Whatever happens to the explorer, the terminal is left as it was found and the run can be resumed.
@Suite(
  .serialized, .enabled(if: TmuxSession.isAvailable, TmuxSession.requirement))
struct ExplorerMannersTests {
  /// A word that is on every page of the explorer.
  private static let sign = "ELBO"
  /// A run without end on the small images.
  static let endlessRun = "explore images.npy --latent-size 2 --hidden 20 --epochs 1000000 --threads 1"

  /// A session in which the explorer trains on small images without end, and the modes its terminal had before.
  private func explorer() throws -> (session: TmuxSession, modes: String) {
    let session = try TmuxSession()
    try Data(Self.images()).write(to: session.directory.appending(path: "images.npy"))
    try session.enter("echo the main screen")
    let modes = try session.modes()
    try session.startVae(Self.endlessRun)
    try session.wait(for: Self.sign)
    return (session, modes)
  }

  /// A file in NumPy's format of 200 images, 12×12 bytes each: a blot on black that wanders.
  static func images() -> [UInt8] {
    let (count, side) = (200, 12)
    var header = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(count), \(side), \(side)), }"
    header += String(repeating: " ", count: 117 - header.count) + "\n"
    let pixels = (0..<count * side * side).map { index in
      let (image, row, column) = (index / (side * side), index / side % side, index % side)
      return UInt8(max(0, 255 - 40 * (abs(row - image % side) + abs(column - image / side % side))))
    }
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + pixels
  }

  /// The shell has its terminal back: its screen, its cursor, its modes, no mouse.
  private func expectTerminalRestored(_ session: TmuxSession, modes: String) throws {
    try session.wait(for: "the main screen")
    try expectModes(session, modes)
    for (flag, value) in [
      "alternate_on": "0", "cursor_flag": "1", "mouse_any_flag": "0", "keypad_cursor_flag": "0",
    ] {
      #expect(try session.flag(flag) == value, "\(flag)")
    }
    #expect(try session.flag("scroll_region_lower") == "\((Int(session.flag("pane_height")) ?? 0) - 1)")
  }

  /// The terminal's modes are those of before, once the shell has set its own for the next command.
  private func expectModes(_ session: TmuxSession, _ modes: String) throws {
    _ = try? session.wait(seconds: 5, "the modes of before") { _ in try session.modes() == modes }
    let modesAfter = try session.modes()
    #expect(modesAfter == modes)
  }

  /// A run that was left can be resumed.
  private func expectResumable(_ session: TmuxSession) throws {
    let runs = session.directory.appending(path: "runs")
    let run = try #require(
      try? FileManager.default.contentsOfDirectory(atPath: runs.path).sorted().last, "no run was saved")
    try FileManager.default.removeItem(at: session.directory.appending(path: "status"))
    try session.startVae("explore runs/\(run)")
    try session.wait(for: Self.sign)
    try quit(session)
    #expect(try session.waitForStatus() == 0)
  }

  /// Presses `q`, and Enter should the explorer ask what is to become of the training.
  private func quit(_ session: TmuxSession) throws {
    try session.press("q")
    Thread.sleep(forTimeInterval: 0.5)
    if session.isRunning { try session.press("Enter") }
  }

  @Test func quittingRestoresTheTerminal() throws {
    let (session, modes) = try explorer()
    try session.press("Right", "Right", "Up")
    try quit(session)
    #expect(try session.waitForStatus() == 0)
    try expectTerminalRestored(session, modes: modes)
    try expectResumable(session)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU])
  func aSignalSavesAndRestores(signal: Int32) throws {
    let (session, modes) = try explorer()
    try session.signal(signal)
    #expect(try session.waitForStatus() == 128 + signal)
    try expectTerminalRestored(session, modes: modes)
    try expectResumable(session)
  }

  @Test func otherSignalsSaveOrDoNothingAndTrainingGoesOn() throws {
    let (session, modes) = try explorer()
    let runs = session.directory.appending(path: "runs").path
    for signal in [SIGPIPE, SIGXFSZ, SIGUSR1, SIGCONT, SIGWINCH] {
      try session.signal(signal)
      Thread.sleep(forTimeInterval: 0.2)
      #expect(session.isRunning, "signal \(signal)")
    }
    try session.wait(for: "A checkpoint is being saved.")
    try session.wait("checkpoint") { _ in
      (try? FileManager.default.subpathsOfDirectory(atPath: runs))?
        .contains { $0.hasSuffix("last.safetensors") } ?? false
    }
    try session.signal(SIGTERM)
    #expect(try session.waitForStatus() == 128 + SIGTERM)
    try expectTerminalRestored(session, modes: modes)
  }

  @Test func controlCSavesAndRestores() throws {
    let (session, modes) = try explorer()
    try session.press("C-c")
    #expect(try session.waitForStatus() == 128 + SIGINT)
    try expectTerminalRestored(session, modes: modes)
  }

  @Test(arguments: [SIGSEGV, SIGILL, SIGABRT, SIGQUIT])
  func aCrashRestoresTheTerminal(signal: Int32) throws {
    let (session, modes) = try explorer()
    try session.signal(signal)
    #expect(try session.waitForStatus() == 128 + signal)
    try expectTerminalRestored(session, modes: modes)
  }

  /// Others can write to the program's standard error by way of Linux's /proc.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/fd"), "there is no /proc"))
  func strayOutputGoesToTheLog() throws {
    let (session, modes) = try explorer()
    let identifier = try #require(session.file("pid")).trimmingCharacters(in: .newlines)
    let stray = try #require(FileHandle(forWritingAtPath: "/proc/\(identifier)/fd/2"))
    try stray.write(contentsOf: Data("a stray warning\n".utf8))
    try session.wait(for: "! log")
    #expect(try !session.screen().contains("a stray warning"))
    try session.press("!")
    try session.wait(for: "│ a stray warning ")
    try session.press("Escape")
    try session.wait("page again") { !$0.contains("a stray warning") && !$0.contains("! log") }
    try quit(session)
    #expect(try session.waitForStatus() == 0)
    try session.wait(for: "a stray warning")
    try expectTerminalRestored(session, modes: modes)
  }

  @Test func stoppingAndContinuing() throws {
    let (session, modes) = try explorer()
    for count in 1...2 {
      try session.press("C-z")
      try session.wait("word of the shell") { $0.split(separator: "]+  Stopped").count == count + 1 }
      try? FileManager.default.removeItem(at: session.directory.appending(path: "status"))
      try expectTerminalRestored(session, modes: modes)
      try session.enter("fg; echo $? > status")
      try session.wait("the explorer again") { _ in try session.flag("alternate_on") == "1" }
      try session.wait(for: Self.sign)
    }
    try quit(session)
    #expect(try session.waitForStatus() == 0)
    try expectTerminalRestored(session, modes: modes)
  }

  @Test func aStormOfSizes() throws {
    let (session, modes) = try explorer()
    var state: UInt64 = 1
    func random(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int(state >> 33) % range.count
    }
    try session.resize(width: 1, height: 1)
    for step in 0..<200 {
      try session.resize(width: random(1...300), height: random(1...100))
      if step % 10 == 0 { try session.press("Tab") }
    }
    try session.resize(width: 300, height: 100)
    try session.resize(width: 100, height: 30)
    try session.wait(for: Self.sign)
    #expect(session.isRunning)
    // Of a window that has grown, lines of the page used to stay on the shell's screen.
    try session.resize(width: 160, height: 60)
    _ = try session.wait("the page in the new size") { $0.split(separator: "\n").count >= 59 }
    try quit(session)
    #expect(try session.waitForStatus() == 0)
    try expectModes(session, modes)
    #expect(try !session.screen().contains { "│─┌█▀".contains($0) })
  }

  @Test func aClosedWindowEndsTheProgram() throws {
    let (session, _) = try explorer()
    let identifier = pid_t(session.file("pid")?.trimmingCharacters(in: .newlines) ?? "") ?? -1
    try session.closeWindow()
    let deadline = Date(timeIntervalSinceNow: 20)
    while kill(identifier, 0) == 0, Date() < deadline { Thread.sleep(forTimeInterval: 0.05) }
    #expect(kill(identifier, 0) != 0, "it lives on without a terminal")
  }
}
