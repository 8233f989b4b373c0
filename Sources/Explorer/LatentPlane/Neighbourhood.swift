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
  /// How sparsely points lie here, compared with the surroundings of the points themselves.
  let sparseness: Sparseness

  /// How many of the nearest points are shown at most.
  private static let limit = 5

  init(of position: [Float], in encoding: PlaneEncoding) {
    let neighbours = encoding.nearest(Sparseness.neighbours + 1, to: position)
    nearest = Array(neighbours.prefix(Self.limit))
    sparseness = encoding.sparseness(withNeighbours: neighbours)
  }
}

/// How sparsely points lie around a position, by the distance to the tenth nearest of them: a share of the points
/// themselves, so that it means the same in two dimensions and in a hundred.
struct Sparseness: Sendable, Equatable {
  /// How many neighbours tell it; a point at the position itself does not count.
  static let neighbours = 10

  /// The share of the points that have denser surroundings than the position: 0…1.
  let share: Double
  /// Whether the position is farther out than any point.
  let isOutside: Bool

  /// - Parameters:
  ///   - distance: from the position to its tenth nearest point.
  ///   - own: the same distances of the points themselves, ascending.
  init(distance: Float, own: [Float]) {
    let denser = own.firstIndex { $0 >= distance } ?? own.count
    share = own.isEmpty ? 1 : Double(denser) / Double(own.count)
    isOutside = denser == own.count
  }

  /// The distance that counts among the nearest points, nearest first; infinite where there are none.
  static func distance(among neighbours: [Neighbour]) -> Float {
    let others = neighbours.first?.distance == 0 ? neighbours.dropFirst() : neighbours[...]
    return others.prefix(Self.neighbours).last?.distance ?? .infinity
  }

  /// In words: "sparser than 62 % of images".
  var title: String {
    isOutside ? "sparser than all images" : "sparser than \(Int((share * 100).rounded())) % of images"
  }
}
