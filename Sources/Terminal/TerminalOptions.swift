/// Where the screen is, and what it may show and report.
public struct TerminalOptions: Sendable {
  /// The terminal from which keys are read.
  public var input: Int32
  /// The terminal on which the screen is drawn.
  public var output: Int32
  /// The environment, of which TERM, NO_COLOR, COLORTERM and the variables of the locale are used.
  public var environment: [String: String]
  /// Whether only ASCII is drawn, whatever the locale.
  public var isASCII: Bool
  /// Whether the background is light; `nil` to ask the terminal, which is dark if it does not answer.
  public var isLight: Bool?
  /// Whether the mouse is reported. Selecting text in the terminal then needs Shift.
  public var reportsMouse: Bool
  /// Whether standard output and error, if they are terminals, go to the log instead of spoiling the screen.
  public var capturesStrayOutput: Bool

  /// Options; by default for the terminal on standard input and output.
  public init(
    input: Int32 = 0, output: Int32 = 1, environment: [String: String], isASCII: Bool = false,
    isLight: Bool? = nil, reportsMouse: Bool = true, capturesStrayOutput: Bool = true
  ) {
    self.input = input
    self.output = output
    self.environment = environment
    self.isASCII = isASCII
    self.isLight = isLight
    self.reportsMouse = reportsMouse
    self.capturesStrayOutput = capturesStrayOutput
  }
}
