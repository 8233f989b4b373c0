import Explorer
import ExplorerRuntime
import TerminalGraphics

/// One page of the explorer as text.
public struct ExplorerPageText {
  public let page: Page
  public let size: Size
  /// The paths of runs to compare on Reconstruct.
  public let comparedRuns: [String]
  public let isASCII, isLight: Bool
  public let console: Console

  public init(
    page: Page, size: Size?, comparedRuns: [String] = [], isASCII: Bool, isLight: Bool, console: Console
  ) {
    self.page = page
    self.size = size ?? Size(width: 80, height: 24)
    self.comparedRuns = comparedRuns
    self.isASCII = isASCII
    self.isLight = isLight
    self.console = console
  }

  /// Prints the page once it is complete.
  /// - Throws: `InputError` if the target cannot be opened.
  public func print(_ target: OpenTarget, _ settings: ExplorerSettings) throws {
    var capabilities = Capabilities.ofStandardOutput
    // A pipe or a file takes UTF-8 whatever the locale, unless ASCII is asked for.
    capabilities.isUnicode = !isASCII && (capabilities.isUnicode || !console.isTerminal)
    capabilities.isLight = isLight
    let grid = try PagePrinter(page: page, size: size, capabilities: capabilities)
      .grid(opening: target, comparing: comparedRuns, settings: settings)
    console.printPictures(console.isTerminal ? grid.ansi(depth: capabilities.colorDepth) : grid.text())
  }
}
