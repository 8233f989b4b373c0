/// Where the screen is and what may be shown on it.
public struct TerminalOptions: Sendable {
  /// What keys are read from; a terminal.
  public var input: Int32
  /// What is painted on; a terminal.
  public var output: Int32
  /// The environment: TERM, NO_COLOR, COLORTERM and the variables of the locale count.
  public var environment: [String: String]
  /// ASCII only, whatever the locale.
  public var isASCII: Bool
  /// The background is light.
  public var isLight: Bool
  /// Whether the mouse is reported. The terminal's own selection of text then needs Shift.
  public var reportsMouse: Bool
  /// Whether output that would spoil the screen (standard output and error, where they are terminals) goes to the log.
  public var capturesStrayOutput: Bool

  /// The terminal on standard input and output, if nothing else is said.
  public init(
    input: Int32 = 0, output: Int32 = 1, environment: [String: String], isASCII: Bool = false,
    isLight: Bool = false, reportsMouse: Bool = true, capturesStrayOutput: Bool = true
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
