import Foundation
import Testing

@Suite struct CommandTests {
  @Test func helpIsPrinted() throws {
    let result = try run(Executable.vae.path, ["--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("vae"))
  }

  @Test func anUnknownDataSetToFetchIsNamed() throws {
    let result = try run(Executable.vae.path, ["data", "fetch", "nope"])
    #expect(result.status == 64)
    #expect(
      result.error
        == "vae: 'nope' is no data set to fetch: expected mnist, frey-face, binarized-mnist, fashion-mnist, kmnist or "
        + "emnist-letters, as in 'vae data fetch mnist'\n")
  }

  @Test(arguments: [
    (["help", "nosuch"], "'nosuch' is no command"),
    (["help", "data", "nosuch"], "'nosuch' is no command of 'vae data'"),
    (["export"], "did you mean 'export-model'?"), (["tarin"], "did you mean 'train'?"),
    (["train", "--foo"], "Unknown option '--foo'"), (["train"], "Name a data set"),
  ]) func aWrongWordIsNamed(words: [String], answer: String) throws {
    let result = try run(Executable.vae.path, words)
    #expect(result.status == 64 && result.error.contains(answer), "\(result.error)")
    #expect(try run(Executable.vae.path, ["help", "data", "show"]).status == 0)
  }

  @Test func looksGoWithTheExplorer() throws {
    let result = try run(Executable.vae.path, ["train", "digits", "--ascii"])
    #expect(result.status == 64)
    #expect(result.error.contains("--ascii, --light and --dark go with --explore."))
    let explorer = try run(Executable.vae.path, ["train", "digits", "--explore", "--ascii", "--light"])
    #expect(explorer.error.contains("not a terminal"))
  }

  @Test func aPipeIsNoScreen() throws {
    let result = try run(Executable.vae.path, ["explore", "digits"])
    #expect(result.status == 64)
    #expect(result.error.contains("not a terminal") && result.error.contains("--once"))
    #expect(result.error.split(separator: "\n").count == 1)
  }
}

@Suite(.enabled(if: TmuxSession.isAvailable, TmuxSession.requirement)) struct TmuxSessionTests {
  @Test func aShellIsTypedAt() throws {
    let session = try TmuxSession(width: 60, height: 10)
    #expect(try session.output(of: "stty size") == "10 60\n")
    try session.resize(width: 90, height: 20)
    #expect(try session.output(of: "stty size") == "20 90\n")
    try session.enter("printf '\\033[31mred\\033[m text\\n'")
    try session.wait(for: "red text\n")
    #expect(try session.screen(colors: true).contains("\u{1B}[31mred"))
  }
}
