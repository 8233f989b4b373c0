import Plotting
import TerminalGraphics

/// The encoded images in latent space, over the whole window.
struct PlanePage: Sendable {
  /// The part of the plane shown, once a person has zoomed or panned.
  var viewport: PlaneViewport?
  /// Where the crosshair stands.
  var cursor = PlotPoint(x: 0, y: 0)
  /// The encoded image nearest to the crosshair, among those shown.
  var selected: Int?
  var hidden: Set<UInt8> = []
  var showsCentroids = false
  /// p(x|z)'s mean at the selected image's posterior mean.
  var picture: PixelImage?

  /// Moves the crosshair by steps of 2 % of the side; the viewport follows at its edges.
  mutating func move(right: Int, up: Int, in viewport: PlaneViewport) {
    cursor.x += Double(right) * viewport.reach * 0.04
    cursor.y += Double(up) * viewport.reach * 0.04
    func excess(_ offset: Double) -> Double {
      offset - min(max(offset, -viewport.reach * 0.95), viewport.reach * 0.95)
    }
    let offset = (x: excess(cursor.x - viewport.centre.x), y: excess(cursor.y - viewport.centre.y))
    guard offset != (0, 0) else { return }
    self.viewport = viewport
    self.viewport?.centre.x += offset.x
    self.viewport?.centre.y += offset.y
  }
}
