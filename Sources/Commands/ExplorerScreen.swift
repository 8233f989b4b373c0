import Explorer
import ExplorerRuntime
import Foundation
import Terminal

/// The explorer on the terminal of this process, with its last words.
public struct ExplorerScreen {
  public let page: Page
  /// The paths of runs to compare on Reconstruct.
  public let comparedRuns: [String]
  public let isASCII: Bool
  /// What the person prefers.
  public let preferences: PreferenceSet
  public let console: Console

  public init(
    page: Page, comparedRuns: [String] = [], isASCII: Bool, preferences: PreferenceSet, console: Console
  ) {
    self.page = page
    self.comparedRuns = comparedRuns
    self.isASCII = isASCII
    self.preferences = preferences
    self.console = console
  }

  /// Whether standard input and output are a terminal that can show it.
  public static func isPossible(environment: [String: String]) -> Bool {
    isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && TerminalType.canWriteOver(environment)
  }

  /// Shows the explorer until the person quits or a signal asks for an end.
  /// - Returns: the signal, if one did.
  /// - Throws: `TerminalError` if there is no terminal; `InputError` if the target cannot be opened, or if the run could
  ///   not be saved at the end.
  public func show(_ target: OpenTarget, _ settings: ExplorerSettings) throws -> Int32? {
    let theme = preferences.values.theme
    let screen = try TerminalScreen(
      options: TerminalOptions(
        environment: ProcessInfo.processInfo.environment, isASCII: isASCII,
        isLight: theme == .auto ? nil : theme == .light, reportsMouse: preferences.values.usesMouse))
    let end = ExplorerSession(page: page, settings: settings, preferences: preferences, screen: screen)
      .run(opening: target, comparing: comparedRuns)
    for line in end.lastWords { console.print(line) }
    if let failure = end.failure { throw failure }
    return end.signal
  }
}
