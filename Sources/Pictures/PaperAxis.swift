import Plotting

/// An axis between two places on paper.
struct PaperAxis {
  let axis: Axis
  /// The coordinates on paper of the low and the high end of the axis.
  let start, end: Double

  /// The coordinate on paper of `value`; NaN if the axis cannot show it.
  func position(_ value: Double) -> Double { start + axis.fraction(of: value) * (end - start) }
}
