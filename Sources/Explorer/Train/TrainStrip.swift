import TerminalGraphics

/// The strip of reconstructions.
extension TrainView {
  /// Draws test images beside or over their reconstructions.
  func drawStrip(into grid: inout CellGrid, _ layout: TrainLayout, _ capabilities: Capabilities) {
    guard layout.stripKind != .none else { return }
    let isRows = layout.stripKind == .rows
    let title = isRows ? "original over reconstruction (mean)" : "original ▸ reconstruction (mean)"
    let frame = Frame(title: title)
    grid.draw(frame, in: layout.strip, capabilities)
    let inner = frame.inner(of: layout.strip).inset(columns: 1)
    let blitter = model.blitter(capabilities)
    let picture = layout.picture
    let pitch = isRows ? picture.width + 2 : 2 * picture.width + 4
    let count = min(model.testImages.examples.count, max(1, (inner.width + 2) / pitch))
    let margin = max(0, (inner.width - (count * pitch - (isRows ? 2 : 3))) / 2)
    for (index, image) in model.testImages.examples.prefix(count).enumerated() {
      let place = Rect(
        x: inner.x + margin + index * pitch, y: inner.y, width: picture.width, height: picture.height)
      let below = Rect(
        x: isRows ? place.x : place.right + 1, y: isRows ? place.bottom + 1 : place.y, width: picture.width,
        height: picture.height)
      if let original = model.testImages.picture(image) { blitter.draw(original, into: &grid, in: place) }
      if let reconstruction = model.train.strip[.testImage(image)] {
        blitter.draw(reconstruction.picture, into: &grid, in: below)
      }
    }
  }
}
