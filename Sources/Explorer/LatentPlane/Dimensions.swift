import Plotting

/// The axes of latent space, the two of them that planes show, and a third that keys can move.
struct Dimensions: Sendable, Equatable {
  var axes = LatentAxes.coordinates
  var horizontal = 0
  /// `nil` where there is one dimension only.
  var vertical: Int? = 1
  /// `nil` where there are two dimensions or one.
  var third: Int?
  /// Whether a person chose them: then training does not change them.
  var isChosen = false

  /// The first two dimensions.
  init() {}

  /// The numbers of the axes that keys move.
  var shown: [Int] { [horizontal] + [vertical, third].compactMap { $0 } }

  /// The coordinates with the largest KL divergences, or the first ones where these are unknown.
  init(latentSize: Int, klPerDimension: [Double]) {
    show(Self.order(latentSize: latentSize, measures: klPerDimension))
  }

  /// The numbers of the axes, those of the greatest measure first; in their order where the measures are unknown or there
  /// are no more than two.
  static func order(latentSize: Int, measures: [Double]) -> [Int] {
    let isKnown = measures.count == latentSize && latentSize > 2
    guard isKnown else { return Array(0..<latentSize) }
    // Equal measures keep the order of the axes.
    return (0..<latentSize).sorted { (-measures[$0], $0) < (-measures[$1], $1) }
  }

  /// Shows the first axes of an order.
  mutating func show(_ order: [Int]) {
    horizontal = order[0]
    vertical = order.count > 1 ? order[1] : nil
    third = order.count > 2 ? order[2] : nil
  }

  /// Where a latent position lies on the plane.
  func place(of position: some RandomAccessCollection<Float>) -> PlotPoint {
    PlotPoint(
      x: Double(axes.coordinate(horizontal, of: position)),
      y: vertical.map { Double(axes.coordinate($0, of: position)) } ?? 0)
  }

  /// `position` moved to a place of the plane; its other coordinates stay.
  func moving(_ position: [Float], to place: PlotPoint) -> [Float] {
    let moved = axes.moving(position, along: horizontal, to: Float(place.x))
    return vertical.map { axes.moving(moved, along: $0, to: Float(place.y)) } ?? moved
  }
}
