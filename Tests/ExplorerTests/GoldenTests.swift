import Foundation
import TerminalGraphics
import Testing

@testable import Explorer

/// Every page at three sizes, characters and colours. `VAE_RECORD_GOLDENS=1` writes what is missing or has changed, and
/// fails.
struct GoldenTests {
  static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60),
  ]

  @Test(arguments: Page.allCases, sizes)
  func pageLooksAsBefore(page: Page, size: Size) throws {
    var fixture = ExplorerFixture(page: page, size: size)
    if page == .walk { fixture.press("a", .right, .right, .shiftUp, "b", "3", .left) }
    if page == .plane { fixture.press(.shiftRight, .shiftUp, "7") }
    try compare(fixture.grid(size), with: "\(page.rawValue)")
  }

  @Test(arguments: sizes)
  func overlaysLookAsBefore(size: Size) throws {
    var fixture = ExplorerFixture(page: .walk, size: size, latentSize: 10)
    fixture.press("?")
    try compare(fixture.grid(size), with: "help")
    fixture.press(.escape, "d", .down, .down, "z")
    try compare(fixture.grid(size), with: "dimensions")
    fixture.press(.enter, "o", .down)
    try compare(fixture.grid(size), with: "open")
    fixture.press(.escape, "r", "d", " ", .down, .down, .down, .right)
    try compare(fixture.grid(size), with: "drawing")
    fixture.press(.enter, "q")
    try compare(fixture.grid(size), with: "quit")
  }

  @Test(arguments: sizes)
  func manyDimensionsLookAsBefore(size: Size) throws {
    var fixture = ExplorerFixture(page: .walk, size: size, latentSize: 10)
    fixture.press("n", .enter, .down, .shiftRight)
    try compare(fixture.grid(size), with: "sliders")
    fixture.press("x", .down, .right)
    try compare(fixture.grid(size), with: "traverse-10d")
    fixture.press("A")
    try compare(fixture.grid(size), with: "traverse-components")
    fixture.press("w", "C")
    try compare(fixture.grid(size), with: "companion")
    fixture.press("'", "s", "i", "x", .enter, .right, "'", "n")
    try compare(fixture.grid(size), with: "bookmarks")
  }

  @Test(arguments: sizes)
  func figuresAndChoicesLookAsBefore(size: Size) throws {
    var fixture = ExplorerFixture(page: .reconstruct, size: size)
    fixture.press(.right, "f")
    try compare(fixture.grid(size), with: "class-table")
    fixture.press("/", .down)
    try compare(fixture.grid(size), with: "class-choice")
  }

  @Test(arguments: sizes)
  func runsAreComparedAndStartedAsBefore(size: Size) throws {
    var fixture = ExplorerFixture(page: .runs, size: size)
    fixture.send(.listed(fixture.listingOfUnlikeRuns))
    fixture.press("a", .down, "/")
    for scalar in "latent=2 data".unicodeScalars { fixture.press(.character(scalar)) }
    try compare(fixture.grid(size), with: "runs-filter")
    fixture.press(.escape, "v")
    try compare(fixture.grid(size), with: "run-difference")
    fixture.press(.escape, .down, "v")
    try compare(fixture.grid(size), with: "run-difference-incomparable")
    fixture.press(.escape, "t", "o", .enter, .down, "2", "0", "0")
    try compare(fixture.grid(size), with: "new-run")
  }

  @Test(arguments: sizes)
  func overlaidRunsLookAsBefore(size: Size) throws {
    var fixture = ExplorerFixture(page: .train, size: size)
    fixture.send(.listed(fixture.listingOfUnlikeRuns))
    fixture.press("y")
    fixture.send(.listed(fixture.listingOfUnlikeRuns))
    fixture.model.train.hiddenCurves = ["runs/drawn-2d-2"]
    try compare(fixture.grid(size), with: "train-overlay")
  }

  @Test func asciiHasNothingElse() {
    for page in Page.allCases {
      let fixture = ExplorerFixture(page: page, latentSize: 3)
      let capabilities = Capabilities(colorDepth: .none, isUnicode: false)
      let text = fixture.text(Size(width: 80, height: 24), capabilities)
      #expect(text.unicodeScalars.allSatisfy { $0.isASCII }, "\(page)")
      #expect(!text.contains("?  ?"), "\(page) has characters without a replacement")
    }
  }

  private func compare(_ grid: CellGrid, with name: String) throws {
    let name = "\(name)-\(grid.size.width)x\(grid.size.height)"
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "Goldens/\(name).txt")
    let found = Golden(grid)
    let recorded = try? String(contentsOf: file, encoding: .utf8)
    guard recorded != found.text else { return }
    guard ProcessInfo.processInfo.environment["VAE_RECORD_GOLDENS"] == nil else {
      try found.text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name) was recorded: look at it")
      return
    }
    let expected = recorded.flatMap { Golden(text: $0, size: grid.size) }
    let differences = expected.map { found.differences(from: $0) } ?? ["there is no golden that can be read"]
    Issue.record("\(name) looks different:\n\(differences.joined(separator: "\n"))\n\(grid.text())")
  }
}

/// The form of the goldens themselves.
struct GoldenFormTests {
  private static let grid = {
    var grid = CellGrid(size: Size(width: 6, height: 3))
    let pixels = Style(foreground: .grey(255), background: .grey(0))
    grid[1, 0] = Cell("▀", pixels)
    grid[2, 0] = Cell("▄", pixels)
    grid[3, 0] = Cell(" ", Style(background: .grey(88)))
    grid.write(
      "ab", at: Point(x: 0, y: 2), style: Style(foreground: .hex(0x5FD7FF), attributes: [.bold, .reverse]))
    return grid
  }()

  @Test func aFileHasCharactersThenLooks() {
    #expect(
      Golden(Self.grid).text == """
         ▀▄

        ab
        --- foreground/background+attributes*cells
        0: . 231/16*2 /240
        2: 81+br*2

        """)
  }

  @Test func whatIsWrittenIsRead() {
    let golden = Golden(Self.grid)
    #expect(Golden(text: golden.text, size: Self.grid.size) == golden)
    #expect(Golden(text: Self.grid.text(), size: Self.grid.size) == nil)
    #expect(Golden(text: golden.text, size: Size(width: 5, height: 2)) == nil)
  }

  @Test func aDifferenceNamesTheCell() {
    var other = Self.grid
    other[3, 0].style.background = .grey(98)
    other[5, 2].scalar = "x"
    #expect(
      Golden(other).differences(from: Golden(Self.grid)) == [
        "row 0, column 3: expected ' ' /240, found ' ' /241", "row 2, column 5: expected ' ' ., found 'x' .",
      ])
    #expect(Golden(other).differences(from: Golden(Self.grid), limit: 1).last == "and 1 more")
    #expect(Golden(other).differences(from: Golden(other)).isEmpty)
  }
}
