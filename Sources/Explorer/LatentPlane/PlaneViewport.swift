import Plotting

/// The part of the latent plane that is shown.
struct PlaneViewport: Sendable, Equatable {
  var centre = PlotPoint(x: 0, y: 0)
  /// Half the length of the shorter side.
  var reach = Self.leastFitted

  /// The least reach before anyone zooms: the prior to beyond 3σ.
  private static let leastFitted = 3.5

  /// A viewport that shows nearly all points. Its reach grows in steps, so that it keeps still while the points move.
  static func fitted(to extents: [Float]) -> PlaneViewport {
    let reach = (extents.max().map { Double($0) * 1.15 } ?? 0) / 0.75
    return PlaneViewport(reach: min(max(leastFitted, reach.rounded(.up) * 0.75), 12))
  }

  /// The viewport with everything `factor` times as large, about `anchor`.
  func zoomed(_ factor: Double, about anchor: PlotPoint) -> PlaneViewport {
    let reach = min(max(0.1, self.reach / factor), 20)
    let ratio = reach / self.reach
    return PlaneViewport(
      centre: PlotPoint(
        x: anchor.x + (centre.x - anchor.x) * ratio, y: anchor.y + (centre.y - anchor.y) * ratio),
      reach: reach)
  }

  /// The viewport, widened in steps until it shows `point`, so that it does not change with every step of a walk.
  func including(_ point: PlotPoint) -> PlaneViewport {
    var wider = self
    while max(abs(point.x - centre.x), abs(point.y - centre.y)) > wider.reach, wider.reach < 20 {
      wider.reach *= 1.5
    }
    return wider
  }

  var xRange: ClosedRange<Double> { centre.x - reach...centre.x + reach }
  var yRange: ClosedRange<Double> { centre.y - reach...centre.y + reach }
}
