import Autoencoder
import Compute
import TerminalGraphics

/// Images of the test set and what models make of them, side by side.
struct ReconstructPage: Sendable {
  /// The runs that a person set beside what is open, by their paths, in the order they were chosen.
  var comparedRuns: [String] = []
  /// Whether the open model stands alone.
  var hidesOthers = false
  /// The class shown; `nil` for all.
  var classShown: UInt8?
  var isWorstFirst = false
  /// The bound of each image of the test images under the current model, once asked for.
  var scores: [Float] = []
  var hasDifference = true
  /// The row chosen, counted from the top of the list.
  var cursor = 0
  /// By model, then by image.
  var results: [ModelReference: [ImageSource: Reconstruction]] = [:]
  /// What the other models were last asked for: they do not change, so neither do their answers.
  var asked: [ModelReference: [ImageSource]] = [:]

  /// Why there is nothing of a model; another model than the open one is not asked again until it is shown anew.
  var failures: [ModelReference: String] = [:]

  /// The images have changed.
  mutating func forgetResults() {
    results = [:]
    failures = [:]
    scores = []
    isWorstFirst = false
    scrollToTop()
  }

  mutating func scrollToTop() {
    cursor = 0
    asked = [:]
  }
}

extension ExplorerModel {
  /// The rows of the list in their order.
  var reconstructRows: [ImageSource] {
    var images = Array(0..<testImages.count)
    if let label = reconstruct.classShown { images = images.filter { testImages.label($0) == label } }
    if reconstruct.isWorstFirst, reconstruct.scores.count == testImages.count {
      images.sort { reconstruct.scores[$0] < reconstruct.scores[$1] }
    }
    let drawn: [ImageSource] = drawing == nil ? [] : [.drawing]
    return drawn + images.map { .testImage($0) }
  }

  /// Asks for the rows in the window: of the open model always, of the others where the rows are others.
  mutating func requestReconstructions() -> [Effect] {
    let frame = FrameLayout(size: size)
    guard hasModel, frame.isRoomy else { return [] }
    let layout = ReconstructLayout(body: frame.body, model: self)
    let sources = Array(reconstructRows[layout.shownRows(of: self)])
    guard !sources.isEmpty else { return [] }
    return reconstructNetworks.flatMap { reference -> [Effect] in
      if reference != .current {
        if reconstruct.failures[reference] != nil { return [] }
        if reconstruct.asked[reference] == sources, !sources.contains(.drawing) { return [] }
        reconstruct.asked[reference] = sources
      }
      return requestReconstructions(of: sources, by: reference)
    }
  }

  private mutating func requestReconstructions(of sources: [ImageSource], by model: ModelReference)
    -> [Effect]
  {
    ask(.reconstruct(sources.compactMap(sourceImage)), for: .reconstruction(by: model)) {
      $0.reconstruct.failures[model] = nil
      $0.reconstruct.results[model] = $1
      return []
    } orElse: {
      $0.reconstruct.failures[model] = $1
      $0.reconstruct.results[model] = nil
      return $0.say($1, isFailure: true)
    }
  }

  mutating func moveOnReconstruct(_ rows: Int) -> [Effect] {
    let last = max(0, reconstructRows.count - 1)
    reconstruct.cursor = min(max(0, reconstruct.cursor + rows), last)
    return requestReconstructions()
  }

  /// What `z` does to the order of the rows now.
  var orderHint: String? { reconstruct.isWorstFirst ? "in order" : "worst" }

  mutating func toggleWorstFirst() -> [Effect] {
    reconstruct.isWorstFirst.toggle()
    reconstruct.scrollToTop()
    guard reconstruct.isWorstFirst else { return requestReconstructions() }
    guard testImages.count > 0 else { return [] }
    return say("Finding the images with the lowest ELBO…")
      + ask(.score(testImages), for: .scores) { model, scores in
        model.reconstruct.scores = scores
        return model.requestReconstructions()
      } orElse: { model, reason in
        model.reconstruct.isWorstFirst = false
        return model.say(reason, isFailure: true) + model.requestReconstructions()
      }
  }

  mutating func pressOnClassChoice(_ key: Key) -> [Effect] {
    if let digit = key.digit {
      guard testImages.classCounts.contains(where: { $0.label == digit }) else {
        return say("No image is of class \(digit).")
      }
      reconstruct.classShown = digit
    } else {
      switch key {
      case "/", .enter: reconstruct.classShown = nil
      case .escape, "q", .control("c"):
        overlay = nil
        return []
      default: return []
      }
    }
    overlay = nil
    reconstruct.scrollToTop()
    return requestReconstructions()
  }

  /// Opens the walk where the chosen image is encoded.
  mutating func walkToReconstruction() -> [Effect] {
    let rows = reconstructRows
    guard rows.indices.contains(reconstruct.cursor),
      let mean = reconstruct.results[.current]?[rows[reconstruct.cursor]]?.mean, mean.count == latentSize
    else { return say("This image is not encoded yet.") }
    return walk(to: mean) + show(.walk)
  }

  mutating func mouseOnReconstruct(_ event: MouseEvent, in body: Rect) -> [Effect] {
    switch event.kind {
    case .wheelUp: return moveOnReconstruct(-1)
    case .wheelDown: return moveOnReconstruct(1)
    case .press:
      let layout = ReconstructLayout(body: body, model: self)
      guard let row = layout.row(at: event.position) else { return [] }
      let index = layout.shownRows(of: self).lowerBound + row
      return moveOnReconstruct(index - reconstruct.cursor)
    case .drag, .release: return []
    }
  }
}

extension RequestPurpose {
  /// The reconstructions in a model's column.
  static func reconstruction(by model: ModelReference) -> RequestPurpose {
    RequestPurpose("reconstruction", of: model)
  }
  /// The bounds that the rows are sorted by.
  static let scores = RequestPurpose("scores")
}

extension ReconstructPage {
  static let bindings: [KeyBinding] = [
    KeyBinding([.up, .down], "↑↓", hint: "scroll", "The image above, below; j k too.") { model, key in
      model.moveOnReconstruct(key == .up ? -1 : 1)
    },
    KeyBinding([.pageUp, .pageDown, .shiftUp, .shiftDown], "PgUp PgDn", "Ten images up, down.") {
      model, key in
      model.moveOnReconstruct(key == .pageUp || key == .shiftUp ? -10 : 10)
    },
    KeyBinding([.home], "Home", "The first row.") { model, _ in
      model.moveOnReconstruct(-model.testImages.count - 1)
    },
    KeyBinding(["d"], "d", hint: "draw", "Opens the drawing pad: your own image becomes a row.") { model, _ in
      model.showDrawingPad()
    },
    KeyBinding(
      ["c"], "c", hint: \.comparisonHint,
      "Hides the other models, or shows them: runs chosen by c on Runs, then the shipped ones for this data."
    ) {
      model, _ in model.toggleComparisons()
    },
    KeyBinding(["/"], "/", hint: "class", isUseful: \.hasClasses, "Shows one class only.") { model, _ in
      guard model.testImages.count > 0 else { return model.say("There are no images here; d draws one.") }
      guard model.testImages.labels != nil else { return model.say("This data has no classes.") }
      model.overlay = .classChoice
      return []
    },
    KeyBinding(
      ["z"], "z", hint: \.orderHint, needs: .model,
      "Sorts by the ELBO, the lowest first, or as in the data set."
    ) {
      model, _ in model.toggleWorstFirst()
    },
    KeyBinding(["v"], "v", hint: \.differenceHint, "Shows the signed difference, or not.") { model, _ in
      model.toggleDifference()
    },
    KeyBinding([.enter], "Enter", hint: "walk there", "Opens the walk where the image is encoded.") {
      model, _ in
      model.walkToReconstruction()
    },
  ]

  static let glossary: [(name: String, meaning: String)] = [
    ("reconstruction", "The mean of p(x|z) at the mean of q(z|x)."),
    (
      "ELBO rec KL",
      "The image's own bound and its parts in nats, with eight noise samples, the same each time."
    ),
    ("difference", "Reconstruction − original: orange where the model adds, blue where it leaves out."),
  ]
}
