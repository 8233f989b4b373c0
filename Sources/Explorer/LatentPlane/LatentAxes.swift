import Compute
import Foundation

/// Orthogonal axes through the origin of latent space, along which it is walked: the coordinates themselves, or a rotation
/// of them.
///
/// A rotation changes neither distances nor the prior N(0, I), and z = Σ coordinate · direction holds exactly: whatever
/// is done along an axis is done to z itself.
public struct LatentAxes: Sendable, Equatable {
  public enum Kind: Sendable, CaseIterable {
    /// z1, z2, …: the coordinates of z.
    case coordinates
    /// pc1, pc2, …: the directions in which the encoded images spread most.
    case principalComponents
    /// ld1, ld2, …: the directions that separate the classes best.
    case discriminants
  }

  public let kind: Kind
  /// What each axis is measured by: the variance of the encoded images along a principal component, the ratio of the
  /// variances between and within the classes along a discriminant. Empty for coordinates, whose measure is the KL
  /// divergence.
  public let measures: [Double]
  /// The distance from 0 within which 19 of 20 encoded images lie, an axis; empty for coordinates.
  let extents: [Float]
  /// L×L, a unit vector a row; `nil` for coordinates.
  private let directions: Matrix?
  /// How many of the first axes are discriminants; the others are the principal components of what they leave.
  private let discriminantCount: Int

  /// The coordinates of z.
  static let coordinates = LatentAxes(kind: .coordinates, directions: nil, measures: [], extents: [])

  private init(
    kind: Kind, directions: Matrix?, measures: [Double], extents: [Float], discriminantCount: Int = 0
  ) {
    self.kind = kind
    self.directions = directions
    self.measures = measures
    self.extents = extents
    self.discriminantCount = discriminantCount
  }

  private init(
    _ kind: Kind, _ vectors: [[Double]], of points: Matrix, discriminantCount: Int = 0,
    measure: ([Double]) -> Double
  ) {
    let directions = Matrix(
      rows: vectors.count, columns: points.columns, elements: vectors.flatMap { $0.map(Float.init) })
    let bare = LatentAxes(kind: kind, directions: directions, measures: [], extents: [])
    self.init(
      kind: kind, directions: directions, measures: vectors.map(measure),
      extents: vectors.indices.map { axis in
        let distances = (0..<points.rows).map { abs(bare.coordinate(axis, of: points.row($0))) }.sorted()
        return distances.isEmpty ? 0 : distances[distances.count * 19 / 20]
      }, discriminantCount: discriminantCount)
  }

  /// The axes of a kind for encoded images, N×L posterior means; `nil` for discriminants where there are not two classes.
  public init?(_ kind: Kind, of points: Matrix, labels: [UInt8]?) {
    switch kind {
    case .coordinates: self = .coordinates
    case .principalComponents:
      let total = SymmetricMatrix.covariance(of: points)
      self.init(kind, EigenDecomposition(total).vectors, of: points, measure: total.quadraticForm)
    case .discriminants:
      guard let labels, Set(labels).count > 1 else { return nil }
      let total = SymmetricMatrix.covariance(of: points)
      let within = SymmetricMatrix.covarianceWithinClasses(of: points, labels: labels)
      let separating = orthonormalized(LinearDiscriminants(of: points, labels: labels).directions)
      // The last ones complete them: the spread of the images in what is left.
      let rest = Self.principalComponents(of: total, besides: separating)
      self.init(
        kind, Array(orthonormalized(separating + rest).prefix(total.size)), of: points,
        discriminantCount: separating.count
      ) { direction in
        let spread = within.quadraticForm(direction)
        return spread > 0 ? max(0, total.quadraticForm(direction) / spread - 1) : 0
      }
    }
  }

  /// The principal components within the space orthogonal to some orthonormal vectors.
  private static func principalComponents(of total: SymmetricMatrix, besides taken: [[Double]]) -> [[Double]]
  {
    let units = (0..<total.size).map { axis in (0..<total.size).map { $0 == axis ? 1.0 : 0.0 } }
    let rest = Array(orthonormalized(taken + units).dropFirst(taken.count))
    return EigenDecomposition(total.transformed(by: rest)).vectors.map { weights in
      (0..<total.size).map { index in dotProduct(weights, rest.map { $0[index] }) }
    }
  }

  // MARK: Positions

  /// Where a position lies along an axis. Precondition: it has L numbers.
  func coordinate(_ axis: Int, of position: some RandomAccessCollection<Float>) -> Float {
    guard let directions else { return position[position.index(position.startIndex, offsetBy: axis)] }
    return zip(directions.row(axis), position).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// `position` moved along an axis to a coordinate; its other coordinates stay.
  func moving(_ position: [Float], along axis: Int, to coordinate: Float) -> [Float] {
    var moved = position
    guard let directions else {
      moved[axis] = coordinate
      return moved
    }
    let change = coordinate - self.coordinate(axis, of: position)
    for (index, part) in directions.row(axis).enumerated() { moved[index] += change * part }
    return moved
  }

  /// The standard deviation along an axis of a normal distribution with these variances of the coordinates, given by
  /// their logarithms.
  func standardDeviation(_ axis: Int, logVariance: some RandomAccessCollection<Float>) -> Float {
    guard let directions else { return exp(coordinate(axis, of: logVariance) / 2) }
    let variance = zip(directions.row(axis), logVariance).reduce(0) { $0 + $1.0 * $1.0 * exp($1.1) }
    return variance.squareRoot()
  }

  // MARK: Words

  /// What an axis is called: "z5", "pc1", "ld2"; "r1" for what the discriminants leave.
  func name(_ axis: Int) -> String {
    switch kind {
    case .coordinates: "z\(axis + 1)"
    case .principalComponents: "pc\(axis + 1)"
    case .discriminants:
      axis < discriminantCount ? "ld\(axis + 1)" : "r\(axis + 1 - discriminantCount)"
    }
  }
}

extension LatentAxes.Kind {
  /// What the axes are called.
  var title: String {
    switch self {
    case .coordinates: "coordinates"
    case .principalComponents: "principal components"
    case .discriminants: "discriminants"
    }
  }

  /// What each axis is measured by, in a head of at most five columns.
  var measureTitle: String {
    switch self {
    case .coordinates: "KL"
    case .principalComponents: "var"
    case .discriminants: "B/W"
    }
  }
}
