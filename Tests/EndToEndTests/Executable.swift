import Foundation

/// The program under test.
enum Executable {
  /// `vae` as built beside these tests, or what VAE_EXECUTABLE names.
  static let vae: URL = {
    if let path = ProcessInfo.processInfo.environment["VAE_EXECUTABLE"] { return URL(filePath: path) }
    return productsDirectory.appending(path: "vae")
  }()

  private static var productsDirectory: URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
    #if os(macOS)
      return bundle.bundleURL.deletingLastPathComponent()
    #else
      return bundle.bundleURL.pathExtension == "xctest"
        ? bundle.bundleURL.deletingLastPathComponent() : bundle.bundleURL
    #endif
  }
}

/// What went wrong outside the program under test, or did not happen in time.
struct EndToEndError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// What a command left behind.
struct CommandResult {
  let status: Int32
  let output, error: String
}

/// Runs `command` (a path, or a name to be found in PATH) to its end, with nothing to read.
///
/// Not by Foundation's `Process` and pipes, whose ends come only when the servers that a command leaves behind end too.
func run(_ command: String, _ arguments: [String]) throws -> CommandResult {
  let directory = FileManager.default.temporaryDirectory.appending(path: "vae-run-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  let files = ["output", "error"].map { directory.appending(path: $0).path }

  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  for (stream, file) in zip([Int32(1), 2], files) {
    posix_spawn_file_actions_addopen(&actions, stream, file, O_WRONLY | O_CREAT, 0o600)
  }
  // Threads of tests hold signals back, and what they start would inherit that.
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  sigfillset(&signals)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  let words = ([command] + arguments).map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  var process = pid_t()
  guard posix_spawnp(&process, command, &actions, &attributes, words, environ) == 0 else {
    throw EndToEndError("\(command) cannot be run")
  }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  let texts = files.map { (try? String(contentsOfFile: $0, encoding: .utf8)) ?? "" }
  let signal = status & 0x7F
  return CommandResult(
    status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: texts[0], error: texts[1])
}
