import Foundation
import Testing

/// What `vae doctor` says of the terminal is what the explorer uses.
@Suite(.enabled(if: TmuxSession.isAvailable, TmuxSession.requirement))
struct DoctorTests {
  @Test(arguments: [("screen-256color", "256", true), ("screen", "8", false)])
  func doctorNamesTheColoursOfTheExplorer(type: String, colors: String, is256: Bool) throws {
    let session = try TmuxSession(environment: ["TERM": type, "COLORTERM": "truecolor"])
    try session.enter("'\(Executable.vae.path)' doctor")
    try session.wait(for: "colours: \(colors), Unicode")
    try session.startVae("explore mnist-2d --page walk")
    try session.wait(for: "here")
    let screen = try session.screen(colors: true)
    #expect(screen.contains("38;5;") == is256)
    #expect(!screen.contains("38;2;"))
    try session.press("q")
  }
}
