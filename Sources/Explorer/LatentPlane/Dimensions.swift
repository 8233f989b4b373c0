import Plotting

/// The two dimensions of latent space that planes show, and a third that keys can move.
struct Dimensions: Sendable, Equatable {
  var horizontal = 0
  /// `nil` where there is one dimension only.
  var vertical: Int? = 1
  /// `nil` where there are two dimensions or one.
  var third: Int?
  /// Whether a person chose them: then training does not change them.
  var isChosen = false

  /// The first two dimensions.
  init() {}

  /// The dimensions that keys move.
  var shown: [Int] { [horizontal] + [vertical, third].compactMap { $0 } }

  /// The dimensions with the largest KL divergences, or the first ones where these are unknown.
  init(latentSize: Int, klPerDimension: [Double]) {
    let known = klPerDimension.count == latentSize && latentSize > 2
    let order =
      known
      ? (0..<latentSize).sorted { klPerDimension[$0] > klPerDimension[$1] } : Array(0..<latentSize)
    horizontal = order[0]
    vertical = order.count > 1 ? order[1] : nil
    third = order.count > 2 ? order[2] : nil
  }

  /// Where a latent position lies on the plane.
  func place(of position: some RandomAccessCollection<Float>) -> PlotPoint {
    func coordinate(_ dimension: Int) -> Double {
      Double(position[position.index(position.startIndex, offsetBy: dimension)])
    }
    return PlotPoint(x: coordinate(horizontal), y: vertical.map(coordinate) ?? 0)
  }

  /// `position` moved to a place of the plane; its other coordinates stay.
  func moving(_ position: [Float], to place: PlotPoint) -> [Float] {
    var moved = position
    moved[horizontal] = Float(place.x)
    if let vertical { moved[vertical] = Float(place.y) }
    return moved
  }
}
