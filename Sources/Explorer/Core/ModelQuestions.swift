import Compute

/// What pages ask of the model, at the time shown.
extension ExplorerModel {
  /// Asks for the pictures of latent positions (N×L) that a page shows.
  mutating func decode(
    _ latents: Matrix, for page: Page, pixels: DecodeRequest.Pixels = .mean
  ) -> [Effect] {
    guard hasModel else { return [] }
    return [
      .decode(
        DecodeRequest(
          page: page, generation: requests.issue(.decode(page)), time: timeline.time, latents: latents,
          pixels: pixels))
    ]
  }

  /// Asks for the picture of one latent position that a page shows.
  mutating func decode(_ position: [Float], for page: Page) -> [Effect] {
    decode(Matrix(rows: 1, columns: position.count, elements: position), for: page)
  }

  /// Asks what a network makes of images, and for their bounds where these are shown.
  mutating func reconstruct(
    _ sources: [ReconstructRequest.Source], by network: NetworkReference = .current,
    for purpose: ReconstructRequest.Purpose, needsBounds: Bool = true
  ) -> [Effect] {
    guard hasModel, !sources.isEmpty else { return [] }
    return [
      .reconstruct(
        ReconstructRequest(
          purpose: purpose, generation: requests.issue(.reconstruct(purpose, network)), network: network,
          time: timeline.time, sources: sources, drawing: drawing?.pixels ?? [], needsBounds: needsBounds))
    ]
  }

  /// Asks for the positions of the test images: at most once a second while training goes on, at once for another time.
  mutating func requestEncoding() -> [Effect] {
    guard hasModel, testImages.count > 0, let shown = timeline.shown else { return [] }
    // Points that came with the model are more than the few images that did.
    if let encoding, !encoding.isOfTestImages, testImages.count < encoding.count, timeline.time == .live {
      return []
    }
    if let asked = encodingAsked {
      let isSameState = asked.time == timeline.time && asked.examplesSeen == shown.examplesSeen
      let isTooSoon = timeline.time == .live && asked.time == .live && now - asked.at < 1
      if isSameState || isTooSoon { return [] }
    }
    encodingAsked = (timeline.time, shown.examplesSeen, now)
    return [.encodeTestImages(timeline.time, generation: requests.issue(.encodeTestImages))]
  }

  /// Asks for the bound of every test image.
  mutating func requestScores() -> [Effect] {
    guard testImages.count > 0 else { return [] }
    return [.scoreTestImages(timeline.time, generation: requests.issue(.scoreTestImages))]
  }
}
