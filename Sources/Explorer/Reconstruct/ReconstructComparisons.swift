import TerminalGraphics

/// The models compared with the one that is open.
extension ExplorerModel {
  /// The models in columns, the open one first.
  var reconstructNetworks: [ModelReference] { [.current] + (reconstruct.hidesOthers ? [] : comparisons) }

  /// The models that can be compared with the open one, in the order of their columns: the runs that a person chose,
  /// then the shipped models for its data by latent size.
  var comparisons: [ModelReference] {
    reconstruct.comparedRuns.map { .run($0) }.filter(isComparable) + shippedComparisons
  }

  /// The names of the runs that a person chose and that cannot be compared with the open model.
  var incomparableRuns: [String] {
    let chosen = listing.runs.filter { reconstruct.comparedRuns.contains($0.path) }
    let others = chosen.filter { openModel?.origin != .run(path: $0.path) }
    return others.filter { !isComparable(.run($0.path)) }.map(title)
  }

  /// The shipped models of the same data, by latent size.
  private var shippedComparisons: [ModelReference] {
    listing.models.filter { $0.dataset == openModel?.dataset && isComparable(.model($0.name)) }.sorted {
      $0.latentSize < $1.latentSize
    }.prefix(4).map { .model($0.name) }
  }

  /// Whether a model takes the same images, and its likelihood is of the same kind.
  func isComparable(_ network: ModelReference) -> Bool {
    guard let openModel else { return false }
    switch network {
    case .current: return false
    case .model(let name):
      guard let model = listing.models.first(where: { $0.name == name }) else { return false }
      let isOpen = openModel.origin == .shipped && name == openModel.name
      return model.imageShape == openModel.imageShape && !isOpen
    case .run(let path):
      guard let run = listing.runs.first(where: { $0.path == path }) else { return false }
      // The column of a run that cannot be read says why.
      guard let architecture = run.configuration?.architecture else { return true }
      return architecture.imageShape == openModel.imageShape
        && architecture.likelihood == openModel.architecture?.likelihood
        && openModel.origin != .run(path: path)
    }
  }

  /// Whether there are several models in columns.
  var hasComparedModels: Bool { reconstructNetworks.count > 1 }

  /// What `f` does now.
  var figuresHint: String? {
    reconstruct.showsFigures ? "images" : hasClasses ? "figures by class" : "figures"
  }

  /// What `c` does to the other models now.
  var comparisonHint: String? {
    comparisons.isEmpty ? "compare" : reconstruct.hidesOthers ? "show others" : "hide others"
  }

  /// Hides the other models, or shows them again.
  mutating func toggleComparisons() -> [Effect] {
    guard !comparisons.isEmpty else {
      return say("There is no shipped model for this data; c on Runs compares a run.")
    }
    reconstruct.hidesOthers.toggle()
    if reconstruct.hidesOthers { reconstruct.column = .current }
    reconstruct.forgetFailures()
    return requestReconstructions()
  }

  /// The layout of the page in this window.
  var reconstructLayout: ReconstructLayout {
    ReconstructLayout(body: FrameLayout(size: size).body, model: self)
  }

  /// What a model is called over its column.
  func networkTitle(_ network: ModelReference) -> String {
    switch network {
    case .current: openModel.map(runTitles.title) ?? ""
    case .model(let name): runTitles.title(ofShipped: name)
    case .run(let path):
      listing.runs.first { $0.path == path }.map(title) ?? path.split(separator: "/").last.map(String.init)
        ?? path
    }
  }

  /// L of a run; the names of shipped models tell it.
  func runLatentSize(_ network: ModelReference) -> Int? {
    switch network {
    case .current: openModel.flatMap { $0.origin == .shipped ? nil : $0.latentSize }
    case .model: nil
    case .run(let path):
      listing.runs.first { $0.path == path }?.configuration?.architecture.latentSize
    }
  }
}
