import Foundation
import Testing

/// `assets/setup` among programs that only pretend.
@Suite struct SetupTests {
  private static let script = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "assets/setup").path

  /// Programs that find everything, as root. `apt-get` notes what it is asked for in the file `asked`.
  private static let complete = [
    "uname": "echo Linux", "id": "echo 0", "swift": "echo 'Swift version 6.3.1'", "clang": "cat", "tmux": "",
    "python3": "", "apt-get": "echo \"$@\" >> asked",
  ]

  /// Runs the script where the programs of `changes` stand before the machine's own; returns what `asked` holds too.
  private func setup(
    _ arguments: [String], _ changes: [String: String] = [:]
  ) throws -> (result: CommandResult, asked: [String]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "vae-setup-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // A shell writes the programs: a descriptor of this process could be inherited by what another test starts, and a
    // file that is open for writing cannot be run.
    let stubs = Self.complete.merging(changes, uniquingKeysWith: { $1 })
    let script = """
      cd "$1"; shift
      while [ $# -gt 0 ]; do printf '%s' "$2" >"$1"; chmod 755 "$1"; shift 2; done
      """
    _ = try run(
      "/bin/sh", ["-c", script, "sh", folder.path] + stubs.flatMap { [$0, "#!/bin/sh\n\($1)\n"] })
    let result = try run(
      "env",
      ["PATH=\(folder.path):/usr/bin:/bin", "sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path, Self.script]
        + arguments)
    let asked = try? String(contentsOf: folder.appending(path: "asked"), encoding: .utf8)
    return (result, (asked ?? "").split(separator: "\n").map(String.init))
  }

  @Test(arguments: [[], ["--tests"]]) func whereEverythingIsThereItIsSilent(arguments: [String]) throws {
    let (result, asked) = try setup(arguments)
    #expect(result.status == 0 && result.output.isEmpty && result.error.isEmpty, "\(result.error)")
    #expect(asked.isEmpty)
  }

  /// A machine whose package manager knows no package until its lists are fetched.
  private static let bare = [
    "clang": "test -e there",
    "apt-get": """
    echo "$@" >> asked
    case "$*" in *update) touch lists ;; *) test -e lists && touch there ;; esac
    """,
  ]

  @Test func listsAreFetchedWhereTheyAreMissing() throws {
    let (result, asked) = try setup([], Self.bare)
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    #expect(result.output == "assets/setup: installing libncurses-dev zlib1g-dev\n")
    let install = "-y -qq install libncurses-dev zlib1g-dev"
    #expect(asked == [install, "-y -qq update", install])
  }

  @Test func aUserInstallsBySudo() throws {
    let user = ["id": "echo 1000", "sudo": "echo sudo >> asked\nexec \"$@\""]
    let (result, asked) = try setup([], Self.bare.merging(user) { $1 })
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    #expect(asked.filter { $0 == "sudo" }.count == 3 && asked.count == 6)
  }

  @Test func whatCannotBeInstalledIsNamed() throws {
    let failing = [
      "clang": "! grep -q zlib", "apt-get": "echo 'E: Unable to locate package zlib1g-dev'; exit 100",
    ]
    let (result, _) = try setup([], failing)
    #expect(result.status == 69)
    #expect(
      result.error
        == "assets/setup: zlib1g-dev cannot be installed: E: Unable to locate package zlib1g-dev\n")
  }

  @Test func anOldSwiftIsRefused() throws {
    let (result, asked) = try setup([], ["swift": "echo 'Swift version 6.1.2 (swift-6.1.2-RELEASE)'"])
    #expect(result.status == 69 && asked.isEmpty)
    #expect(
      result.error
        == "assets/setup: Swift is too old: install 6.3 or later, see https://www.swift.org/install\n")
  }
}
