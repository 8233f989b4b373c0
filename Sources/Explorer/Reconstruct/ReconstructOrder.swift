import TerminalGraphics

/// The rows of the list: which images have one, and in which order.
extension ExplorerModel {
  /// The rows of the list in their order.
  var reconstructRows: [ImageSource] {
    let drawn: [ImageSource] = drawing == nil ? [] : [.drawing]
    return drawn + reconstruct.images.map { .testImage($0) }
  }

  /// Finds which images have a row, and their order. An order that needs bounds waits for them.
  mutating func orderReconstructImages() {
    var images = Array(0..<testImages.count)
    if let label = reconstruct.classShown { images = images.filter { testImages.label($0) == label } }
    reconstruct.isOrderPending = false
    switch reconstruct.order {
    case .data: break
    case .classes: images = sorted(images) { -Float(testImages.label($0) ?? 0) }
    case .lowest(let network):
      if let bounds = bounds(of: network) {
        images = sorted(images) { -bounds.elbo($0) }
      } else {
        reconstruct.isOrderPending = true
      }
    case .disagreement:
      if let spread = boundSpread {
        images = sorted(images, by: spread)
      } else {
        reconstruct.isOrderPending = true
      }
    }
    reconstruct.images = images
  }

  /// Images by a value, the highest first and those without a number before them; equal ones keep their order.
  private func sorted(_ images: [Int], by value: (Int) -> Float) -> [Int] {
    let keys = images.map { image in
      let value = value(image)
      return (image: image, value: value.isNaN ? .infinity : value)
    }
    return keys.sorted { ($1.value, $0.image) < ($0.value, $1.image) }.map(\.image)
  }

  /// How far the models' bounds of an image lie apart: those of the two that are compared, or else of all in columns; `nil`
  /// until they are measured.
  private var boundSpread: ((Int) -> Float)? {
    let networks = reconstructReference.map { [reconstruct.column, $0] } ?? reconstructNetworks
    let bounds = networks.filter { boundFailure(of: $0) == nil }.map { self.bounds(of: $0) }
    let known = bounds.compactMap { $0 }
    guard known.count == bounds.count, known.count > 1 else { return nil }
    return { image in
      let values = known.map { $0.elbo(image) }
      return values.max()! - values.min()!
    }
  }

  /// What `z` does now.
  var orderHint: String? {
    switch nextOrder {
    case .data: "data order"
    case .lowest: "worst first"
    case .disagreement: "disagreement"
    case .classes: "by class"
    }
  }

  /// The order that follows on the one shown.
  private var nextOrder: ReconstructPage.Order {
    let orders: [ReconstructPage.Order] =
      [.data, .lowest(reconstruct.column)] + (reconstructNetworks.count > 1 ? [.disagreement] : [])
      + (testImages.labels == nil || reconstruct.classShown != nil ? [] : [.classes])
    // Another model's worst images come before the order that would follow.
    if case .lowest(let network) = reconstruct.order, network != reconstruct.column { return orders[1] }
    let here = orders.firstIndex(of: reconstruct.order) ?? 0
    return orders[(here + 1) % orders.count]
  }

  mutating func changeOrder() -> [Effect] {
    guard testImages.count > 0 else { return [] }
    let order = nextOrder
    if case .lowest(let network) = order, let reason = boundFailure(of: network) {
      return say(reason, isFailure: true)
    }
    reconstruct.order = order
    let effects = sortReconstructRows()
    return
      (reconstruct.isOrderPending ? say("The images are being measured; they are sorted after that.") : [])
      + effects
  }

  /// Sorts the rows anew and shows their top.
  mutating func sortReconstructRows() -> [Effect] {
    orderReconstructImages()
    guard !reconstruct.isOrderPending else { return requestBounds() }
    reconstruct.scrollToTop()
    return requestReconstructions()
  }

  /// The order as the page's title has it; empty for that of the data set.
  var orderTitle: String {
    switch reconstruct.order {
    case .data: ""
    case .lowest(let network): "lowest ELBO of \(networkTitle(network)) first"
    case .disagreement:
      reconstructReference.map {
        "\(networkTitle(reconstruct.column)) and \(networkTitle($0)) differ most first"
      } ?? "models differ most first"
    case .classes: "by class"
    }
  }
}
