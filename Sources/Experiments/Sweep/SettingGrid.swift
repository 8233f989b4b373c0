import Formats

/// Every combination of the values of some settings.
///
///     let axes = [SettingGrid.Axis(name: "latent-size", values: ["2", "5"]), .init(name: "seed", values: ["0", "1"])]
///     SettingGrid(axes: axes).points.map(\.name)
///     // ["latent-size-2-seed-0", "latent-size-2-seed-1", "latent-size-5-seed-0", "latent-size-5-seed-1"]
public struct SettingGrid: Sendable {
  /// A setting and the values it takes.
  public struct Axis: Sendable, Equatable {
    /// As the command line names it, without its dashes.
    public let name: String
    public let values: [String]

    public init(name: String, values: [String]) {
      self.name = name
      self.values = values
    }
  }

  /// One combination.
  public struct Point: Sendable, Equatable {
    /// The name and the value of each setting, in the order of the axes.
    public let settings: [(name: String, value: String)]

    /// Fit for the name of a folder: every setting with its value.
    public var name: String {
      guard !settings.isEmpty else { return "run" }
      return settings.map { "\($0.name)-\($0.value)" }.joined(separator: "-").replacing(",", with: "x")
    }

    public static func == (left: Point, right: Point) -> Bool {
      left.settings.elementsEqual(right.settings, by: ==)
    }
  }

  public let axes: [Axis]
  /// The most combinations.
  public static let limit = 100_000

  /// - Throws: `badSettings` where a value stands twice, or there are too many combinations.
  public init(axes: [Axis]) throws(InputError) {
    for axis in axes where Set(axis.values).count < axis.values.count || axis.values.isEmpty {
      throw InputError(
        .badSettings,
        "--\(axis.name): expected values that differ, found \(axis.values.joined(separator: ", "))")
    }
    let product = axes.reduce(1.0) { $0 * Double($1.values.count) }
    guard product <= Double(Self.limit) else {
      throw InputError(
        .badSettings, "expected a grid of at most \(Self.limit) runs, found \(Int(min(product, 1e15)))")
    }
    self.axes = axes
  }

  /// All combinations; the last axis changes fastest.
  public var points: [Point] {
    axes.reduce([Point(settings: [])]) { points, axis in
      points.flatMap { point in
        axis.values.map { Point(settings: point.settings + [(axis.name, $0)]) }
      }
    }
  }

  /// The names of the settings that differ between points.
  public var varied: [String] { axes.filter { $0.values.count > 1 }.map(\.name) }
}
