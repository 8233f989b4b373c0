import Autoencoder
import Compute
import TerminalGraphics

extension ExplorerModel {
  /// The rows of the list in their order.
  var reconstructRows: [ImageSource] {
    let drawn: [ImageSource] = drawing == nil ? [] : [.drawing]
    return drawn + reconstruct.images.map { .testImage($0) }
  }

  /// Finds which images have a row, and their order: all or those of a class, as in the data or the worst first.
  mutating func orderReconstructImages() {
    var images = Array(0..<testImages.count)
    if let label = reconstruct.classShown { images = images.filter { testImages.label($0) == label } }
    if reconstruct.isWorstFirst, reconstruct.scores.count == testImages.count {
      images.sort { reconstruct.scores[$0] < reconstruct.scores[$1] }
    }
    reconstruct.images = images
  }

  /// Asks for the rows in the window: the open model always, the others where the rows have changed.
  mutating func requestReconstructions() -> [Effect] {
    guard FrameLayout(size: size).isRoomy else { return [] }
    let sources = Array(reconstructRows[reconstructLayout.shownRows(of: self)])
    guard hasModel, !sources.isEmpty else { return [] }
    return reconstructNetworks.flatMap { network -> [Effect] in
      if network != .current {
        if reconstruct.failures[network] != nil { return [] }
        if reconstruct.asked[network] == sources, !sources.contains(.drawing) { return [] }
        reconstruct.asked[network] = sources
      }
      return requestReconstructions(of: sources, by: network)
    }
  }

  private mutating func requestReconstructions(of sources: [ImageSource], by network: ModelReference)
    -> [Effect]
  {
    ask(.reconstruct(sources.compactMap(sourceImage)), for: .reconstruction(by: network)) {
      $0.reconstruct.failures[network] = nil
      $0.reconstruct.results[network] = $1
      return []
    } orElse: {
      $0.reconstruct.failures[network] = $1
      $0.reconstruct.results[network] = nil
      return $0.say($1, isFailure: true)
    }
  }

  /// Asks for the rows in the window if a model has come to be compared.
  mutating func requestNewComparisons() -> [Effect] {
    let hasNew = reconstructNetworks.contains { $0 != .current && reconstruct.asked[$0] == nil }
    return hasNew ? requestReconstructions() : []
  }

  mutating func moveOnReconstruct(_ rows: Int) -> [Effect] {
    let last = max(0, reconstructRows.count - 1)
    reconstruct.cursor = min(max(0, reconstruct.cursor + rows), last)
    return requestReconstructions()
  }

  /// What `z` does now.
  var orderHint: String? { reconstruct.isWorstFirst ? "in order" : "worst" }

  mutating func toggleWorstFirst() -> [Effect] {
    reconstruct.isWorstFirst.toggle()
    reconstruct.scrollToTop()
    orderReconstructImages()
    guard reconstruct.isWorstFirst else { return requestReconstructions() }
    guard testImages.count > 0 else { return [] }
    return say("Finding the images with the lowest ELBO…")
      + ask(.score(testImages), for: .scores) { model, scores in
        model.reconstruct.scores = scores
        model.orderReconstructImages()
        return model.requestReconstructions()
      } orElse: { model, reason in
        model.reconstruct.isWorstFirst = false
        return model.say(reason, isFailure: true)
      }
  }

  mutating func showClassChoice() -> [Effect] {
    guard testImages.count > 0 else { return say("There are no images here; d draws one.") }
    guard testImages.labels != nil else { return say("This data has no classes.") }
    overlay = .classChoice
    return []
  }

  mutating func pressOnClassChoice(_ key: Key) -> [Effect] {
    if let digit = key.digit {
      guard testImages.classCounts.contains(where: { $0.label == digit }) else {
        return say("No image is in class \(digit).")
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
    orderReconstructImages()
    return requestReconstructions()
  }

  /// Opens Walk where the selected image is encoded.
  mutating func walkToReconstruction() -> [Effect] {
    let rows = reconstructRows
    guard rows.indices.contains(reconstruct.cursor),
      let mean = reconstruct.results[.current]?[rows[reconstruct.cursor]]?.mean, mean.count == latentSize
    else { return say("This image is not encoded yet.") }
    return openWalk(at: mean, as: rows[reconstruct.cursor].placeSource)
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
