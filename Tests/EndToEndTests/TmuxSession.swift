import Foundation
import Testing

/// A shell in a window of a private tmux, with the program to be typed at it: what a person sees and does.
///
/// A shell rather than the program alone, for what is left of the terminal afterwards matters too.
final class TmuxSession {
  /// Whether there is a tmux on this machine.
  static let isAvailable = (try? run("tmux", ["-V"]))?.status == 0
  /// What is said where there is none.
  static let requirement: Comment = "tmux is not installed"

  /// A directory of its own, where the shell is.
  let directory: URL

  private let socket: String
  private var commandCount = 0

  /// Starts a shell in a window of `width`×`height` where `environment` goes on top of the test's own.
  init(width: Int = 120, height: Int = 40, environment: [String: String] = [:]) throws {
    directory = FileManager.default.temporaryDirectory.appending(
      path: "vae-end-to-end-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    socket = directory.appending(path: "tmux").path
    let defaults = [
      "LC_ALL": "C.UTF-8", "PS1": "ready> ", "HISTFILE": "", "NO_COLOR": "",
      "XDG_CONFIG_HOME": directory.path,
    ]
    let variables = defaults.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }.sorted()
    try tmux(
      ["start-server", ";", "set-option", "-g", "status", "off", ";", "set-option", "-g", "default-terminal"]
        + [environment["TERM"] ?? "screen-256color", ";", "set-option", "-sg", "escape-time", "0", ";"]
        + ["new-session", "-d", "-x", "\(width)", "-y", "\(height)", "-c", directory.path, "env"]
        + variables + ["bash", "--noprofile", "--norc", "-i"])
    _ = try wait(for: "ready>")
  }

  deinit {
    _ = try? tmux(["kill-server"])
    try? FileManager.default.removeItem(at: directory)
  }

  // MARK: Hands

  /// Presses keys: tmux's names (Left, S-Right, C-z, F1, PPage, Space) or single characters.
  func press(_ keys: String...) throws { try tmux(["send-keys", "-t", ":"] + keys) }

  /// Types `text` as it is.
  func type(_ text: String) throws { try tmux(["send-keys", "-t", ":", "-l", text]) }

  /// Pastes `text`, with the marks of a paste if the program has asked for them and `isMarked`.
  func paste(_ text: String, isMarked: Bool = true) throws {
    let file = directory.appending(path: "pasted")
    try Data(text.utf8).write(to: file)
    try tmux(["load-buffer", file.path, ";", "paste-buffer", "-t", ":", "-r"] + (isMarked ? ["-p"] : []))
  }

  /// Writes to the terminal as another program would, over what the explorer shows.
  func spoil(with text: String) throws {
    let terminal = try FileHandle(forWritingTo: URL(fileURLWithPath: flag("pane_tty")))
    try terminal.write(contentsOf: Data(text.utf8))
    try terminal.close()
  }

  /// Types `line` and Enter.
  func enter(_ line: String) throws {
    try type(line)
    try press("Enter")
  }

  /// Starts the program with `arguments`; it may be signalled from then on.
  func startVae(_ arguments: String) throws {
    try enter("sh -c 'echo $$ > pid; exec \"$0\" \(arguments)' '\(Executable.vae.path)'; echo $? > status")
  }

  /// Gives the window another size.
  func resize(width: Int, height: Int) throws {
    try tmux(["resize-window", "-t", ":", "-x", "\(width)", "-y", "\(height)"])
  }

  /// Closes the window, whatever runs in it.
  func closeWindow() throws { try tmux(["kill-session", "-t", ":"]) }

  /// Sends a signal to the program that ``startVae(_:)`` started.
  func signal(_ signal: Int32) throws { kill(try programIdentifier(), signal) }

  // MARK: Eyes

  /// The characters on the screen now; with `colors`, their escape sequences too.
  func screen(colors: Bool = false) throws -> String {
    try tmux(["capture-pane", "-p", "-t", ":"] + (colors ? ["-e"] : []))
  }

  /// Waits till `text` is on the screen, and returns the screen.
  @discardableResult
  func wait(for text: String, seconds: Double = 30) throws -> String {
    try wait(seconds: seconds, "\"\(text)\" on the screen") { $0.contains(text) }
  }

  /// Waits till the screen meets `condition`, and returns it.
  @discardableResult
  func wait(seconds: Double = 30, _ what: String, until condition: (String) throws -> Bool) throws -> String {
    let deadline = Date(timeIntervalSinceNow: seconds)
    var screen = ""
    repeat {
      screen = try self.screen()
      if try condition(screen) { return screen }
      Thread.sleep(forTimeInterval: 0.03)
    } while Date() < deadline
    throw EndToEndError("no \(what) within \(seconds) s; the screen:\n\(screen)")
  }

  /// Waits till the program that ``startVae(_:)`` started has ended, and returns its status (128 + signal if killed).
  func waitForStatus(seconds: Double = 30) throws -> Int32 {
    try wait(seconds: seconds, "end of the program") { _ in self.file("status")?.hasSuffix("\n") ?? false }
    return Int32(file("status")?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "") ?? -1
  }

  /// Whether the program is still running.
  var isRunning: Bool {
    file("status") == nil && ((try? programIdentifier()).map { kill($0, 0) == 0 } ?? false)
  }

  /// The modes of the terminal, as `stty -g` prints them; the shell must be waiting for a command.
  func modes() throws -> String {
    try output(of: "stty -g")
  }

  /// Has the shell run `command`, and returns what that printed.
  func output(of command: String) throws -> String {
    commandCount += 1
    let name = "output-\(commandCount)"
    try enter("\(command) > \(name).part; mv \(name).part \(name)")
    try wait("output of \(command)") { _ in self.file(name) != nil }
    return file(name) ?? ""
  }

  /// A number that tmux knows of the window, such as `alternate_on` or `mouse_any_flag`.
  func flag(_ name: String) throws -> String {
    try tmux(["display-message", "-p", "-t", ":", "#{\(name)}"]).trimmingCharacters(in: .newlines)
  }

  /// The text of a file in ``directory``; nil if there is none.
  func file(_ name: String) -> String? {
    try? String(contentsOf: directory.appending(path: name), encoding: .utf8)
  }

  // MARK: tmux

  private func programIdentifier() throws -> pid_t {
    try wait("start of the program") { _ in self.file("pid")?.hasSuffix("\n") ?? false }
    return pid_t(file("pid")?.trimmingCharacters(in: .newlines) ?? "") ?? -1
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let result = try run("tmux", ["-u", "-S", socket, "-f", "/dev/null"] + arguments)
    guard result.status == 0 else {
      throw EndToEndError("tmux \(arguments.joined(separator: " ")): \(result.error)")
    }
    return result.output
  }
}
