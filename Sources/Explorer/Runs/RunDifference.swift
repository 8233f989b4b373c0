import Autoencoder
import Plotting
import Training

/// Two runs side by side: the settings that differ, and the figures.
struct RunDifference: Sendable {
  /// A line: what it is about, the value of either run, and which is better, if one is.
  struct Line: Sendable, Equatable {
    let name: String
    let left, right: String
    var isLeftBetter: Bool?
  }

  let leftName, rightName: String
  let settings: [Line]
  let figures: [Line]
  /// Whether the bounds measure the same: data, pixels and likelihood are alike.
  let isComparable: Bool

  /// Precondition: both can be read.
  init(_ left: RunSummary, _ right: RunSummary, names: (String, String)) {
    guard let first = left.configuration, let second = right.configuration else {
      preconditionFailure("runs that cannot be read")
    }
    (leftName, rightName) = names
    let (these, those) = (first.settings, second.settings)
    settings = TrainingConfiguration.differingSettings([these, those]).map { name in
      Line(
        name: Self.title(ofSetting: name), left: these[name] ?? NumberFormat.missing,
        right: those[name] ?? NumberFormat.missing)
    }
    let isComparable =
      first.dataset == second.dataset && first.pixelMode == second.pixelMode
      && first.architecture.likelihood == second.architecture.likelihood
    self.isComparable = isComparable
    func figure(_ name: String, decimals: Int, isHigherBetter: Bool = false, _ value: (RunSummary) -> Double?)
      -> Line
    {
      let values = [left, right].map(value)
      let texts = values.map { $0.map { NumberFormat.fixed($0, decimals: decimals) } ?? NumberFormat.missing }
      var line = Line(name: name, left: texts[0], right: texts[1])
      if isHigherBetter, isComparable, let left = values[0], let right = values[1], left != right {
        line.isLeftBetter = left > right
      }
      return line
    }
    figures = [
      figure("best test ELBO", decimals: 2, isHigherBetter: true) { $0.best?.test.elbo },
      figure("its reconstruction", decimals: 2) { $0.best?.test.reconstruction },
      figure("its KL", decimals: 2) { $0.best?.test.klDivergence },
      figure("train ELBO there", decimals: 2) { $0.best?.train.elbo },
      figure("at epoch", decimals: 0) { $0.best.map { Double($0.epoch) } },
      figure("epochs done", decimals: 0) { Double($0.figures.epoch) },
      figure("active units", decimals: 0) { $0.last.map { Double($0.activeUnits) } },
      figure("minutes trained", decimals: 1) { $0.last.map { $0.seconds / 60 } },
    ]
  }

  /// The name of a setting in words: "architecture.latentSize" is "latent size".
  static func title(ofSetting name: String) -> String {
    let parts = name.split(separator: ".").filter { $0 != "architecture" && $0 != "objective" }.suffix(2)
    return parts.map(words).joined(separator: " ")
  }

  /// A name in camel case as words.
  private static func words(_ name: Substring) -> String {
    let words = name.reduce(into: "") { text, letter in
      text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
    }
    return words.replacing("kl ", with: "KL ")
  }
}

extension ExplorerModel {
  /// Makes the selected run the one that others are compared with, or the open one again.
  mutating func markRun() -> [Effect] {
    guard let run = runs.selected else { return say("There are no runs yet.") }
    guard runs.marked != run.path else {
      runs.marked = nil
      return say("Runs are compared with the open one again.")
    }
    runs.marked = run.path
    return say("\(title(of: run)) is marked: v on another run shows how they differ.")
  }

  /// The run that others are compared with: the one marked, or else the open one.
  private var markedRun: RunSummary? {
    let open: String? = if case .run(let path)? = openModel?.origin { path } else { nil }
    let paths = [runs.marked, open].compactMap { $0 }
    return paths.lazy.compactMap { path in listing.runs.first { $0.path == path } }.first
  }

  /// Shows how the selected run differs from the one marked.
  mutating func showRunDifference() -> [Effect] {
    guard let run = runs.selected else { return say("There are no runs yet.") }
    guard let other = markedRun, other.path != run.path else {
      return say("Mark another run with a first; v then shows how this one differs from it.")
    }
    for each in [other, run] where each.configuration == nil {
      return say("\(title(of: each)) cannot be read.", isFailure: true)
    }
    overlay = .runDifference(RunDifference(other, run, names: (title(of: other), title(of: run))))
    return []
  }
}
