import Compute
import Foundation

/// Where images lie in latent space under one state of the model.
///
/// Sums over all points are made once, by the initialiser, on the thread that encodes.
public struct PlaneEncoding: Sendable {
  /// N×L, the posterior means.
  public let mean: Matrix
  /// N×L, the logarithms of the posterior variances; `nil` where only the means are known.
  public let logVariance: Matrix?
  /// A class a point; `nil` where the data has none.
  public let labels: [UInt8]?
  /// Whether the points are the test images, in their order, rather than others that came with the model.
  public let isOfTestImages: Bool
  /// The mean position of each class that occurs.
  public let centroids: [UInt8: [Float]]
  /// The classes that occur, ascending, with the number of their points.
  public let classCounts: [ClassCount]
  /// For each of the L dimensions, the distance from 0 within which 19 of 20 points lie.
  public let extents: [Float]
  /// The distances from points spread through the rows to their tenth nearest neighbours, ascending.
  let ownDistances: [Float]

  /// Of how many points the distances are taken.
  private static let distanceCount = 250

  /// Precondition: as many labels as rows.
  public init(mean: Matrix, logVariance: Matrix? = nil, labels: [UInt8]?, isOfTestImages: Bool = true) {
    precondition(labels == nil || labels?.count == mean.rows, "labels of other points")
    self.mean = mean
    self.logVariance = logVariance
    self.labels = labels
    self.isOfTestImages = isOfTestImages
    centroids = Self.centroids(mean, labels)
    classCounts = ClassCount.all(in: labels ?? [])
    extents = (0..<mean.columns).map { dimension in
      let distances = (0..<mean.rows).map { abs(mean[$0, dimension]) }.sorted()
      return distances.isEmpty ? 0 : distances[distances.count * 19 / 20]
    }
    ownDistances = Self.ownDistances(mean)
  }

  /// N, the number of points.
  public var count: Int { mean.rows }

  /// The position of a point. Precondition: there is one of that number.
  public func position(_ index: Int) -> [Float] { Array(mean.row(index)) }

  /// The point nearest to a position, among those that `isIncluded` admits.
  public func nearest(
    to position: [Float], where isIncluded: (Int) -> Bool = { _ in true }
  ) -> Neighbour? {
    guard position.count == mean.columns else { return nil }
    var best: (index: Int, distance: Float)?
    for index in 0..<count where isIncluded(index) {
      let distance = squaredDistance(index, position)
      if distance < best?.distance ?? .infinity { best = (index, distance) }
    }
    return best.map { neighbour($0.index, squaredDistance: $0.distance) }
  }

  /// The `count` points nearest to a position, nearest first.
  public func nearest(_ count: Int, to position: [Float]) -> [Neighbour] {
    guard position.count == mean.columns else { return [] }
    var nearest: [(index: Int, distance: Float)] = []
    for index in 0..<self.count {
      let distance = squaredDistance(index, position)
      if nearest.count == count, distance >= nearest.last?.distance ?? 0 { continue }
      nearest.insert((index, distance), at: nearest.firstIndex { $0.distance > distance } ?? nearest.count)
      if nearest.count > count { nearest.removeLast() }
    }
    return nearest.map { neighbour($0.index, squaredDistance: $0.distance) }
  }

  private func neighbour(_ index: Int, squaredDistance: Float) -> Neighbour {
    Neighbour(index: index, label: labels?[index], distance: squaredDistance.squareRoot())
  }

  /// The middle of a class: its mean position or, if an image of another class lies nearest to that, the class's own
  /// image nearest to it.
  public func middle(of label: UInt8) -> [Float]? {
    guard let labels, let centroid = centroids[label] else { return nil }
    guard let nearest = nearest(to: centroid), labels[nearest.index] != label else { return centroid }
    return self.nearest(to: centroid) { labels[$0] == label }.map { position($0.index) }
  }

  /// How sparsely points lie around a position.
  func sparseness(at position: [Float]) -> Sparseness {
    sparseness(withNeighbours: nearest(Sparseness.neighbours + 1, to: position))
  }

  /// The same at the position of which these are the nearest points, nearest first.
  func sparseness(withNeighbours neighbours: [Neighbour]) -> Sparseness {
    Sparseness(distance: Sparseness.distance(among: neighbours), own: ownDistances)
  }

  private func squaredDistance(_ index: Int, _ position: [Float]) -> Float {
    Self.squaredDistance(mean, index, position)
  }

  private static func squaredDistance(_ mean: Matrix, _ row: Int, _ position: [Float]) -> Float {
    var sum: Float = 0
    let start = row * mean.columns
    for dimension in 0..<mean.columns {
      let difference = mean.elements[start + dimension] - position[dimension]
      sum += difference * difference
    }
    return sum
  }

  /// The distances from some of the points to their tenth nearest neighbours (the farthest, where there are fewer).
  private static func ownDistances(_ mean: Matrix) -> [Float] {
    guard mean.rows > 1 else { return [] }
    let count = min(mean.rows, distanceCount)
    return (0..<count).map { neighbourDistance(of: $0 * mean.rows / count, in: mean) }.sorted()
  }

  private static func neighbourDistance(of point: Int, in mean: Matrix) -> Float {
    let position = Array(mean.row(point))
    var nearest: [Float] = []
    for row in 0..<mean.rows where row != point {
      let distance = squaredDistance(mean, row, position)
      if nearest.count == Sparseness.neighbours, distance >= nearest[nearest.count - 1] { continue }
      nearest.insert(distance, at: nearest.firstIndex { $0 > distance } ?? nearest.count)
      if nearest.count > Sparseness.neighbours { nearest.removeLast() }
    }
    return (nearest.last ?? 0).squareRoot()
  }

  private static func centroids(_ mean: Matrix, _ labels: [UInt8]?) -> [UInt8: [Float]] {
    guard let labels else { return [:] }
    var sums: [UInt8: [Float]] = [:]
    var counts: [UInt8: Float] = [:]
    for (row, label) in labels.enumerated() {
      counts[label, default: 0] += 1
      var sum = sums[label] ?? Array(repeating: 0, count: mean.columns)
      for dimension in 0..<mean.columns { sum[dimension] += mean[row, dimension] }
      sums[label] = sum
    }
    for (label, count) in counts { sums[label] = sums[label]?.map { $0 / count } }
    return sums
  }
}
