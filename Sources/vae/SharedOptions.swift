import ArgumentParser
import Autoencoder
import Compute
import Datasets
import Foundation
import Training

/// Where data sets are found.
struct DataOptions: ParsableArguments {
  @Option(
    name: .customLong("data-dir"),
    help: ArgumentHelp(
      "The folder of the data sets (default: $VAE_DATA_DIR, then the user's cache).", valueName: "folder"))
  var directory: String?

  var catalogue: DatasetCatalogue {
    DatasetCatalogue(
      locator: DatasetLocator(
        explicitDirectory: directory, environment: ProcessInfo.processInfo.environment))
  }
}

/// How many threads work.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The number of threads; results do not depend on it (default: the processors that affinity and quota leave).",
      valueName: "n"))
  var threads: Int?

  func validate() throws {
    guard (1...256).contains(threads ?? 1) else {
      throw ValidationError("--threads: expected 1 to 256, found \(threads ?? 0)")
    }
  }

  /// As many as asked for, else one for each processor that the process may use, at most 16.
  var count: Int { threads ?? min(16, ProcessorCount.available) }

  func team() -> ThreadTeam { ThreadTeam(threadCount: count) }
}

/// How the explorer is drawn.
struct DisplayOptions: ParsableArguments {
  @Flag(help: "ASCII characters only.")
  var ascii = false
  @Flag(help: "Colours for a light background (default: the explorer asks the terminal).")
  var light = false
  @Flag(help: "Colours for a dark background.")
  var dark = false
  @Flag(help: "Leave the mouse to the terminal, which selects text with it.")
  var noMouse = false

  func validate() throws {
    guard !(light && dark) else { throw ValidationError("--light and --dark exclude each other.") }
  }

  /// Whether the background is light; `nil` where nobody says.
  var isLight: Bool? { light ? true : dark ? false : nil }
  /// Whether any of these was given.
  var isGiven: Bool { ascii || light || dark || noMouse }
}

extension ImageShape: ExpressibleByArgument {
  /// Of a text as `28x20`, rows × columns.
  public init?(argument: String) {
    let parts = argument.split(whereSeparator: { "x×X".contains($0) }).map { Int($0) }
    guard parts.count == 2, let height = parts[0], let width = parts[1],
      (1...10_000).contains(height), (1...10_000).contains(width)
    else { return nil }
    self.init(height: height, width: width)
  }
}

extension Activation: ExpressibleByArgument {}
extension Likelihood: ExpressibleByArgument {}
extension Objective.Bound: ExpressibleByArgument {}
extension PixelMode: ExpressibleByArgument {}
extension Preset: ExpressibleByArgument {}
extension Optimizer.Kind: ExpressibleByArgument {}
extension InferenceMethodName: ExpressibleByArgument {}
extension WeightPosterior.Extent: ExpressibleByArgument {}
extension LearningRateSchedule: ExpressibleByArgument {}

/// The widths of hidden layers, as `500` or `200,200`.
struct HiddenSizes: ExpressibleByArgument {
  let sizes: [Int]

  init(sizes: [Int]) { self.sizes = sizes }

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard !parts.isEmpty, parts.allSatisfy({ $0 ?? 0 > 0 }) else { return nil }
    sizes = parts.map { $0! }
  }

  var defaultValueDescription: String { sizes.map(String.init).joined(separator: ",") }
}
