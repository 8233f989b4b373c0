import Foundation
import TerminalGraphics
import Testing

@testable import Explorer

/// Every page at three sizes as text. `VAE_RECORD_GOLDENS=1` writes what is missing or has changed, and fails.
struct GoldenTests {
  static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60),
  ]

  @Test(arguments: Page.allCases, sizes)
  func pageLooksAsBefore(page: Page, size: Size) throws {
    var fixture = ExplorerFixture(page: page, size: size)
    if page == .walk { fixture.press("a", .right, .right, .shiftUp, "b", "3", .left) }
    if page == .plane { fixture.press(.shiftRight, .shiftUp, "7") }
    try compare(fixture.text(size), with: "\(page.rawValue)-\(size.width)x\(size.height)")
  }

  @Test(arguments: sizes)
  func overlaysLookAsBefore(size: Size) throws {
    var fixture = ExplorerFixture(page: .walk, size: size, latentSize: 10)
    fixture.press("?")
    try compare(fixture.text(size), with: "help-\(size.width)x\(size.height)")
    fixture.press(.escape, "d", .down, .down, "z")
    try compare(fixture.text(size), with: "dimensions-\(size.width)x\(size.height)")
    fixture.press(.enter, "o", .down)
    try compare(fixture.text(size), with: "open-\(size.width)x\(size.height)")
    fixture.press(.escape, "r", "d", " ", .down, .down, .down, .right)
    try compare(fixture.text(size), with: "drawing-\(size.width)x\(size.height)")
    fixture.press(.enter, "q")
    try compare(fixture.text(size), with: "quit-\(size.width)x\(size.height)")
  }

  @Test func asciiHasNothingElse() {
    for page in Page.allCases {
      let fixture = ExplorerFixture(page: page)
      let capabilities = Capabilities(colorDepth: .none, isUnicode: false)
      let text = fixture.text(Size(width: 80, height: 24), capabilities)
      #expect(text.unicodeScalars.allSatisfy { $0.isASCII }, "\(page)")
      #expect(!text.contains("?  ?"), "\(page) has characters without a replacement")
    }
  }

  private func compare(_ text: String, with name: String) throws {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "Goldens/\(name).txt")
    let known = try? String(contentsOf: source, encoding: .utf8)
    let text = text + "\n"
    guard known != text else { return }
    if ProcessInfo.processInfo.environment["VAE_RECORD_GOLDENS"] != nil {
      try text.write(to: source, atomically: true, encoding: .utf8)
      Issue.record("\(name) was recorded: look at it")
    } else {
      Issue.record("\(name) looks otherwise; is now:\n\(text)")
    }
  }
}
