import ArgumentParser
import Datasets
import Training

/// How the numbers of a file become images.
struct ReadingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The numbers for black and white, as 0,16 or -1,1 (default: what the file suggests).",
      valueName: "low,high"))
  var range: PixelRange?
  @Option(
    help: ArgumentHelp(
      "What the dimensions of an array are: NHW, HWN, ND, DN, NHWC, NCHW or HWCN (default: what the shape suggests).",
      valueName: "layout"))
  var layout: ArrayLayout?
  @Flag(help: "Images are stored column by column.")
  var transpose = false
  @Flag(help: "Turn coloured images to grey.")
  var grey = false

  /// What is asked for.
  var reading: ImageReading {
    ImageReading(range: range, layout: layout, isTransposed: transpose ? true : nil, channels: grey ? 1 : nil)
  }

  /// Whether any is asked for.
  var isGiven: Bool { range != nil || layout != nil || transpose || grey }
}

extension PixelRange: ExpressibleByArgument {
  /// Of a text as `-1,1`.
  public init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 2, let low = parts[0], let high = parts[1] else { return nil }
    self.init(low: low, high: high)
    guard isValid else { return nil }
  }
}

extension ArrayLayout: ExpressibleByArgument {
  /// Of a text in letters of either size.
  public init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}
