/// A point near a position.
public struct Neighbour: Sendable, Equatable {
  /// The number of the point.
  public let index: Int
  /// Its class, where the data has classes.
  public let label: UInt8?
  public let distance: Float
}

/// What lies around a position: found once a move, as it takes a pass over all points.
struct Neighbourhood: Sendable, Equatable {
  /// The nearest points, nearest first.
  let nearest: [Neighbour]
  /// How densely points lie here: 1 as around a typical point, towards 0 far away.
  let density: Double

  /// How many of the nearest points are shown at most.
  private static let limit = 5

  init(of position: [Float], in encoding: PlaneEncoding) {
    let neighbours = encoding.nearest(PlaneEncoding.neighbours, to: position)
    nearest = Array(neighbours.prefix(Self.limit))
    density = Double(encoding.density(withNeighbours: neighbours))
  }
}
