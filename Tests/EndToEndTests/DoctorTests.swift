import Foundation
import Testing

/// What `vae doctor` says of the terminal is what the explorer uses.
@Suite(.enabled(if: TmuxSession.isAvailable, TmuxSession.requirement))
struct DoctorTests {
  @Test(arguments: [
    ("screen-256color", "truecolor", "any", "38;2;"), ("screen-256color", "", "256", "38;5;"),
    ("screen", "truecolor", "8", "[3"),
  ])
  func doctorNamesTheColoursOfTheExplorer(
    type: String, colorTerm: String, colors: String, sequence: String
  ) throws {
    let session = try TmuxSession(environment: ["TERM": type, "COLORTERM": colorTerm])
    try session.enter("'\(Executable.vae.path)' doctor")
    try session.wait(for: "colours: \(colors), Unicode")
    try session.startVae("explore mnist-2d --page walk")
    try session.wait(for: "here")
    let screen = try session.screen(colors: true)
    #expect(screen.contains(sequence))
    for other in ["38;2;", "38;5;"] where other != sequence { #expect(!screen.contains(other)) }
    try session.press("q")
  }

  @Test(arguments: ["dumb", "nobody-knows-this"])
  func ofATypeThatTheExplorerCannotUseNoColoursAreNamed(type: String) throws {
    let result = try run("env", ["TERM=\(type)", "COLORTERM=truecolor", Executable.vae.path, "doctor"])
    let line = try #require(result.output.split(separator: "\n").first { $0.hasPrefix("terminal") })
    #expect(line.contains("the explorer cannot be shown on this type") && !line.contains("colours"))
  }
}
