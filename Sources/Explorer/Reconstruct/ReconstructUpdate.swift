import Autoencoder
import Compute
import TerminalGraphics

extension ExplorerModel {
  /// Asks for what the page shows, and then for the figures.
  mutating func requestReconstructions() -> [Effect] { requestRows() + requestBounds() }

  /// Asks for the rows in the window: the open model always, the others where the rows have changed.
  private mutating func requestRows() -> [Effect] {
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

  /// Makes the pictures larger or, for negative `steps`, smaller.
  mutating func resizeReconstructions(by steps: Int) -> [Effect] {
    let before = reconstructLayout
    reconstruct.pictureSteps += steps
    // A step that changes nothing is not counted.
    if reconstructLayout == before { reconstruct.pictureSteps -= steps }
    return requestReconstructions()
  }

  /// Shows the figures of the classes in place of the images, or the images again.
  mutating func toggleFigures() -> [Effect] {
    reconstruct.showsFigures.toggle()
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
      let before = (row: reconstruct.cursor, column: reconstruct.column)
      if let network = layout.network(at: event.position) { reconstruct.column = network }
      guard let row = layout.row(at: event.position) else { return [] }
      let index = layout.shownRows(of: self).lowerBound + row
      // A second click does what Enter does.
      return before == (index, reconstruct.column)
        ? walkToReconstruction() : moveOnReconstruct(index - reconstruct.cursor)
    case .drag, .release: return []
    }
  }
}

extension RequestPurpose {
  /// The reconstructions in a model's column.
  static func reconstruction(by model: ModelReference) -> RequestPurpose {
    RequestPurpose("reconstruction", of: model)
  }
}
