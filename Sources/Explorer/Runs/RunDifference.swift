import Autoencoder
import Plotting
import TerminalGraphics
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
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let parent = name.split(separator: ".").dropLast().last.map { $0 == "architecture" ? "" : "\($0) " } ?? ""
    return parent
      + last.reduce(into: "") { text, letter in
        text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
      }
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

/// The difference over the page.
struct RunDifferenceView: Widget {
  let difference: RunDifference

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let settings =
      difference.settings.isEmpty
      ? [.init(name: "the same settings", left: "", right: "")] : difference.settings
    let lines = difference.figures + [.init(name: "", left: "", right: "")] + settings
    let note = difference.isComparable ? 0 : 1
    let widths = [
      lines.map(\.name), lines.map(\.left) + [difference.leftName],
      lines.map(\.right) + [difference.rightName],
    ]
    .map { $0.map(TextLayout.width).max() ?? 0 }
    let width = min(area.width - 2, max(60, widths.reduce(8, +)))
    let box = area.centred(Size(width: width, height: min(area.height, lines.count + 3 + note)))
    grid.fill(box)
    let frame = Frame(
      title: "two runs", trailingTitle: "nats per image; bold: better", lineStyle: capabilities.accent)
    grid.draw(frame, in: box, capabilities)
    let inner = box.inset(columns: 2, rows: 1)
    let nameWidth = min(widths[0], inner.width / 3)
    let column = (inner.width - nameWidth - 4) / 2
    func write(_ line: RunDifference.Line, row: Int, _ style: Style) {
      let y = inner.y + row
      guard y < inner.bottom else { return }
      grid.write(
        TextLayout.truncated(line.name, to: nameWidth), at: Point(x: inner.x, y: y),
        style: capabilities.muted, in: inner)
      for (index, text) in [line.left, line.right].enumerated() {
        let isBetter = line.isLeftBetter == (index == 0)
        let shown = TextLayout.truncatedAtStart(text, to: column, ellipsis: capabilities.ellipsis)
        grid.write(
          TextLayout.padded(shown, to: column, .right),
          at: Point(x: inner.x + nameWidth + 2 + index * (column + 2), y: y), style: isBetter ? .bold : style,
          in: inner)
      }
    }
    write(
      .init(name: "", left: difference.leftName, right: difference.rightName), row: 0, capabilities.accent)
    for (row, line) in lines.enumerated() { write(line, row: row + 1, .plain) }
    guard !difference.isComparable else { return }
    let text = "The bounds cannot be compared: data, pixels or likelihood differ."
    grid.write(text, at: Point(x: inner.x, y: inner.bottom - 1), style: capabilities.warning, in: inner)
  }
}
