/// A place in the space of the data of a plot; a `y` that is not finite is a gap.
public struct PlotPoint: Hashable, Sendable {
  /// The horizontal coordinate.
  public var x: Double
  /// The vertical coordinate, upwards.
  public var y: Double

  /// The place (`x`, `y`).
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// Whether both coordinates are finite.
  public var isFinite: Bool { x.isFinite && y.isFinite }
}

/// One curve of a plot, whatever it is drawn with.
public struct PlotSeries: Hashable, Sendable {
  /// How heavily a curve is drawn.
  public enum Stroke: Hashable, Sendable {
    /// Faintly, behind the lines: noisy values under a smoothed line.
    case thin
    /// As a line.
    case line
    /// As a mark for each point, with nothing between them: values that are measured now and then.
    case marks
  }

  /// The name by which the plot labels the curve; a curve with an empty name has no label.
  public var name: String
  /// The points in the order they are joined; a point whose `y` is not finite leaves a gap.
  public var points: [PlotPoint]
  /// The weight of the curve.
  public var stroke: Stroke

  /// A curve through `points`.
  public init(name: String, points: [PlotPoint], stroke: Stroke = .line) {
    self.name = name
    self.points = points
    self.stroke = stroke
  }
}
