import Autoencoder

/// The bounds of all test images under the models in columns, measured once for each state of a model.
extension ExplorerModel {
  /// The least time between measurements of a model that is being trained, in seconds.
  private static let measuringInterval = 20.0
  /// The most states whose bounds are kept.
  private static let measuredLimit = 64

  /// The state in which a model is shown.
  private func shownState(of network: ModelReference) -> ReconstructPage.MeasuredState {
    ReconstructPage.MeasuredState(
      model: network, examplesSeen: network == .current ? timeline.shown?.examplesSeen ?? 0 : 0)
  }

  /// The bounds of a model's state, or those of an earlier state while training goes on.
  func bounds(of network: ModelReference) -> ImageBounds? {
    if let bounds = reconstruct.measured[shownState(of: network)] { return bounds }
    guard network == .current, timeline.time == .live else { return nil }
    return reconstruct.lastMeasured.flatMap { reconstruct.measured[$0] }
  }

  /// Why a model has no bounds in the state shown, if it was asked for them.
  func boundFailure(of network: ModelReference) -> String? {
    reconstruct.boundFailures[shownState(of: network)]
  }

  /// Whether `bounds(of:)` are those of the state shown.
  func hasNewestBounds(of network: ModelReference) -> Bool {
    reconstruct.measured[shownState(of: network)] != nil
  }

  /// The figures of a model over all test images, or over the class shown.
  func figures(of network: ModelReference) -> BoundFigures? {
    bounds(of: network)?.figures(ofClass: reconstruct.classShown)
  }

  /// Asks for the bounds of the models in columns that have not been measured in the state shown.
  mutating func requestBounds() -> [Effect] {
    guard hasModel, testImages.count > 0 else { return [] }
    return reconstructNetworks.flatMap { network -> [Effect] in
      let state = shownState(of: network)
      guard reconstruct.measured[state] == nil, reconstruct.measuring[network] != state,
        reconstruct.boundFailures[state] == nil, !mustWait(network)
      else { return [] }
      reconstruct.measuring[network] = state
      return requestBounds(of: state)
    }
  }

  /// Whether a model that is being trained was measured just now, or is being measured.
  private func mustWait(_ network: ModelReference) -> Bool {
    guard network == .current, timeline.time == .live, progress?.state == .running else { return false }
    if let state = reconstruct.measuring[network] {
      return !timeline.past.contains { $0.examplesSeen == state.examplesSeen }
    }
    return reconstruct.liveMeasuredAt.map { now - $0 < Self.measuringInterval } ?? false
  }

  private mutating func requestBounds(of state: ReconstructPage.MeasuredState) -> [Effect] {
    ask(.measure(testImages), for: .bounds(under: state.model)) { model, bounds in
      model.keep(bounds, of: state)
      if model.reconstruct.measuring[state.model] == state { model.reconstruct.measuring[state.model] = nil }
      return model.reconstruct.isOrderPending ? model.sortReconstructRows() : []
    } orElse: { model, reason in
      model.reconstruct.measuring[state.model] = nil
      model.reconstruct.boundFailures[state] = reason
      return model.say(reason, isFailure: true)
    }
  }

  private mutating func keep(_ bounds: ImageBounds, of state: ReconstructPage.MeasuredState) {
    if reconstruct.measured.count >= Self.measuredLimit {
      reconstruct.measured = reconstruct.measured.filter { $0.key.model != .current }
    }
    reconstruct.measured[state] = bounds
    guard state.model == .current else { return }
    reconstruct.lastMeasured = state
    if timeline.time == .live { reconstruct.liveMeasuredAt = now }
  }

  /// The models among some with the highest value, if there are several to choose among.
  static func best(_ values: [Double?]) -> Int? {
    let known = values.enumerated().compactMap { index, value in
      value.flatMap { $0.isFinite ? (index: index, value: $0) : nil }
    }
    return known.count > 1 ? known.max { $0.value < $1.value }?.index : nil
  }
}

extension BoundFigures {
  /// One of the figures.
  func estimate(_ part: BoundPart) -> Estimate {
    switch part {
    case .elbo: elbo
    case .reconstruction: reconstruction
    case .klDivergence: klDivergence
    }
  }
}

extension RequestPurpose {
  /// The bounds of all test images under a model.
  static func bounds(under model: ModelReference) -> RequestPurpose { RequestPurpose("bounds", of: model) }
}
