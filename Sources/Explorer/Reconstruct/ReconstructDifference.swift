import Autoencoder
import TerminalGraphics

/// The difference between the selected model's reconstructions and the originals, or another model's reconstructions.
extension ExplorerModel {
  /// The model that the selected one is compared with; `nil` for the originals.
  var reconstructReference: ModelReference? {
    reconstruct.reference.flatMap { $0 != reconstruct.column && reconstructNetworks.contains($0) ? $0 : nil }
  }

  /// What `v` does to the difference now.
  var differenceHint: String? {
    if reconstruct.showsFigures { return showsAllFigures ? nil : "other figure" }
    return reconstructLayout.hasDifference ? "no difference" : "difference"
  }

  /// Whether the figures of the classes are all in the window.
  private var showsAllFigures: Bool {
    ClassFiguresView.showsAllParts(
      of: testImages.classCounts.count, in: FrameLayout(size: size).body.height)
  }

  /// Hides the difference, or shows it where there is room.
  mutating func toggleDifference() -> [Effect] {
    guard !reconstruct.showsFigures else {
      let parts = BoundPart.allCases
      reconstruct.figure = parts[(parts.firstIndex(of: reconstruct.figure)! + 1) % parts.count]
      return []
    }
    reconstruct.hasDifference = !reconstructLayout.hasDifference
    guard reconstruct.hasDifference, !reconstructLayout.hasDifference else { return requestReconstructions() }
    return say("The difference needs a wider window, or fewer models: c hides the others.")
  }

  /// Makes the selected model the one that others are compared with, or makes that the original again.
  mutating func toggleReference() -> [Effect] {
    guard reconstructNetworks.count > 1 else { return say("There is no other model to compare with.") }
    guard reconstruct.reference != reconstruct.column else {
      reconstruct.reference = nil
      return say("Differences are from the originals again.")
    }
    reconstruct.reference = reconstruct.column
    reconstruct.hasDifference = true
    let name = networkTitle(reconstruct.column)
    // The difference from the model itself says nothing: another one is selected.
    let effects = moveReconstructColumn(reconstructNetworks.last == reconstruct.column ? -1 : 1)
    return say("Differences are from \(name); ← → select the other model.") + effects
  }

  /// Selects the model in another column.
  mutating func moveReconstructColumn(_ columns: Int) -> [Effect] {
    let networks = reconstruct.showsFigures ? reconstructNetworks : reconstructLayout.networks
    let here = networks.firstIndex(of: reconstruct.column) ?? 0
    reconstruct.column = networks[min(max(0, here + columns), networks.count - 1)]
    return []
  }

  /// What is compared in a row: the selected model's reconstruction with the original or the other model's.
  private func comparedPictures(of source: ImageSource) -> (PixelImage, PixelImage)? {
    guard let left = reconstruct.results[reconstruct.column]?[source]?.picture else { return nil }
    let right = reconstructReference.map { reconstruct.results[$0]?[source]?.picture } ?? original(source)
    return right.map { (left, $0) }
  }

  /// The scale of the differences of some rows.
  func differenceScale(over sources: some Sequence<ImageSource>) -> DifferenceScale {
    DifferenceScale(over: sources.compactMap(comparedPictures))
  }

  /// The difference of a row: positive where the selected model's reconstruction is lighter.
  func difference(of source: ImageSource, on scale: DifferenceScale) -> PixelImage? {
    comparedPictures(of: source).flatMap { scale.difference(of: $0, from: $1) }
  }

  /// By how much the selected model's bound of a row is higher than the other model's.
  func boundDifference(of source: ImageSource) -> Double? {
    guard let reference = reconstructReference,
      let left = reconstruct.results[reconstruct.column]?[source]?.elbo.elbo,
      let right = reconstruct.results[reference]?[source]?.elbo.elbo
    else { return nil }
    return left - right
  }

  /// The same over all test images or those of the class shown: the mean of the differences of the images, whose standard
  /// error is much smaller than that of each model's mean.
  var boundDifference: Estimate? {
    guard let reference = reconstructReference, let left = bounds(of: reconstruct.column),
      let right = bounds(of: reference), left.count == right.count
    else { return nil }
    let images = reconstruct.images
    guard !images.isEmpty, images.count <= left.count else { return nil }
    return Estimate(images.map { Double(left.elbo($0) - right.elbo($0)) })
  }

  /// The picture from a source.
  func original(_ source: ImageSource) -> PixelImage? {
    switch source {
    case .testImage(let index): testImages.picture(index)
    case .drawing: drawing?.picture
    }
  }
}
