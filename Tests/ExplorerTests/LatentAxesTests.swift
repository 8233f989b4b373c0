import Compute
import TerminalGraphics
import Testing

@testable import Explorer

/// Axes of latent space: rotations, along which a walk is exact.
struct LatentAxesTests {
  private static let encoding = ExplorerFixture(latentSize: 6).encoding

  private func axes(_ kind: LatentAxes.Kind) throws -> LatentAxes {
    try #require(LatentAxes(kind, of: Self.encoding.mean, labels: Self.encoding.labels))
  }

  @Test(arguments: LatentAxes.Kind.allCases)
  func aMoveChangesOneCoordinateOnly(kind: LatentAxes.Kind) throws {
    let axes = try axes(kind)
    let start: [Float] = [0.3, -1, 2, 0.1, 0, -0.7]
    for axis in 0..<6 {
      let moved = axes.moving(start, along: axis, to: 1.25)
      for other in 0..<6 {
        let expected = other == axis ? 1.25 : axes.coordinate(other, of: start)
        #expect(abs(axes.coordinate(other, of: moved) - expected) < 1e-5)
      }
    }
  }

  @Test(arguments: LatentAxes.Kind.allCases)
  func aRotationKeepsTheLengthAndMakesThePositionAgain(kind: LatentAxes.Kind) throws {
    let axes = try axes(kind)
    let position: [Float] = [0.3, -1, 2, 0.1, 0, -0.7]
    let coordinates = (0..<6).map { axes.coordinate($0, of: position) }
    let lengths = [position, coordinates].map { $0.reduce(0) { $0 + $1 * $1 } }
    #expect(abs(lengths[0] - lengths[1]) < 1e-4)
    var rebuilt = [Float](repeating: 0, count: 6)
    for axis in 0..<6 { rebuilt = axes.moving(rebuilt, along: axis, to: coordinates[axis]) }
    #expect(zip(rebuilt, position).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  /// The fixture's classes lie on a lattice in the first two dimensions, and are noise in the others.
  @Test func theFirstAxesAreThoseOfTheLattice() throws {
    for kind in [LatentAxes.Kind.principalComponents, .discriminants] {
      let axes = try axes(kind)
      let inLattice = (0..<2).map { axis in
        let unit = axes.moving([0, 0, 0, 0, 0, 0], along: axis, to: 1)
        return unit[0] * unit[0] + unit[1] * unit[1]
      }
      #expect(inLattice.allSatisfy { $0 > 0.9 }, "\(kind)")
      #expect(axes.measures[0] >= axes.measures[1] && axes.measures[1] > 5 * axes.measures[2], "\(kind)")
    }
  }

  @Test func aPosteriorIsAsWideAlongAnAxisAsItsVariancesSay() throws {
    let rotated = try axes(.principalComponents)
    let same = rotated.standardDeviation(0, logVariance: Array(repeating: -2, count: 6))
    #expect(abs(same - 0.367_879) < 1e-5)
    let coordinates = try axes(.coordinates)
    #expect(abs(coordinates.standardDeviation(2, logVariance: [0, 0, 2, 0, 0, 0]) - 2.718_28) < 1e-4)
  }

  @Test func axesHaveNames() throws {
    #expect(try axes(.coordinates).name(4) == "z5")
    #expect(try axes(.principalComponents).name(0) == "pc1")
    #expect(try axes(.discriminants).name(5) == "ld6")
    let two = try #require(
      LatentAxes(.discriminants, of: Self.encoding.mean, labels: Self.encoding.labels?.map { $0 % 2 }))
    #expect(two.name(0) == "ld1" && two.name(1) == "r1" && two.name(5) == "r5")
    #expect(LatentAxes(.discriminants, of: Self.encoding.mean, labels: nil) == nil)
  }

  @Test func axesAreSwitchedByAKey() throws {
    var fixture = ExplorerFixture(page: .walk, size: Size(width: 120, height: 40), latentSize: 6)
    fixture.press("A")
    #expect(fixture.model.dimensions.axes.kind == .principalComponents)
    let screen = fixture.text(fixture.model.size)
    #expect(screen.contains("latent plane: pc1 × pc2 of 6, principal components, exact"))
    fixture.press(.right, .right)
    let expected = fixture.model.dimensions.axes.moving([0, 0, 0, 0, 0, 0], along: 0, to: 0.2)
    #expect(zip(fixture.model.walk.position, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(fixture.model.walk.picture == fixture.decoded(fixture.model.walk.position))
    fixture.press("A")
    #expect(fixture.model.dimensions.axes.kind == .discriminants)
    for page in ["m", "p", "x"] as [Key] {
      fixture.press(page)
      #expect(fixture.text(fixture.model.size).contains("discriminants, exact"), "\(page)")
    }
    fixture.press("A")
    #expect(fixture.model.dimensions.axes.kind == .coordinates)
  }

  @Test func axesFollowTheEncoding() {
    var fixture = ExplorerFixture(page: .walk, latentSize: 6)
    fixture.press("A", .pageUp)
    let before = fixture.model.dimensions
    fixture.send(.snapshot(fixture.model.timeline.live!, at: 30))
    fixture.press(",")
    #expect(fixture.model.dimensions == before)
  }
}
