import Foundation
import Testing

/// A model of coloured images on terminals of every depth.
@Suite(.serialized, .enabled(if: TmuxSession.isAvailable, TmuxSession.requirement))
struct ColourTests {
  @Test(arguments: [("truecolor", "48;2;"), ("", "48;5;")]) func picturesAreInColour(
    setting: String, sign: String
  ) throws {
    let session = try TmuxSession(environment: ["COLORTERM": setting])
    try session.startVae("explore --data colour-faces --latent-size 2 --hidden 20 --epochs 3")
    try session.wait(for: "finished")
    try session.press("w")
    try session.wait(for: "latent plane")
    try session.wait("a picture in colour") { _ in try hasHue(session.screen(colors: true), sign) }
    try session.press("q")
    #expect(try session.waitForStatus() == 0)
  }

  @Test func withoutColoursTheyAreDots() throws {
    let session = try TmuxSession(environment: ["NO_COLOR": "1"])
    try session.startVae("explore --data colour-faces --latent-size 2 --hidden 20 --epochs 3")
    try session.wait(for: "finished")
    try session.press("r")
    try session.wait(for: "reconstruction")
    try session.wait("dots of Braille") { screen in
      screen.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) }
    }
    #expect(try !session.screen(colors: true).contains("48;"))
    try session.press("q")
    #expect(try session.waitForStatus() == 0)
  }

  /// Whether there are many backgrounds that are no greys.
  private func hasHue(_ screen: String, _ sign: String) -> Bool {
    let colors = screen.components(separatedBy: sign).dropFirst().map {
      $0.prefix { $0.isNumber || $0 == ";" }
    }
    let hues = Set(colors).filter { color in
      let numbers = color.split(separator: ";").prefix(3).compactMap { Int($0) }
      // The greys of 256 colours are the last, from 232 on.
      return sign == "48;5;" ? (17..<231).contains(numbers[0]) : Set(numbers).count > 1
    }
    return hues.count >= (sign == "48;5;" ? 6 : 20)
  }
}
