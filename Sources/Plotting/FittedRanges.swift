extension Collection where Element == PlotSeries {
  /// The range of x over all points that an axis of `scale` can show; 0…1 if there are none.
  public func xRange(on scale: Axis.Scale) -> ClosedRange<Double> {
    ClosedRange(
      covering: lazy.flatMap(\.points).filter { $0.isFinite && (scale == .linear || $0.x > 0) }.map(\.x))
  }

  /// A range of y that fits the curves over `xRange` and leaves out outliers; 0…1 if there are no points.
  ///
  /// The axis of x is cut into 64 equal parts, and the curves are averaged over each, so that a steep start or a single
  /// spike does not flatten the rest. A mean is left out if it is farther from the middle three fifths of the means
  /// than a third of their spread.
  public func fittedYRange(over xRange: ClosedRange<Double>, on scale: Axis.Scale) -> ClosedRange<Double> {
    let axis = Axis(xRange, scale: scale)
    let values = flatMap { $0.meansByPart(of: axis) }.sorted()
    guard let least = values.first, let greatest = values.last else { return 0...1 }
    let low = values[values.count / 5]
    let high = values[values.count - 1 - values.count / 5]
    let fence = Swift.max((high - low) / 3, abs(high) * 1e-3)
    let shownLow = values.first { $0 >= low - fence } ?? least
    let shownHigh = values.last { $0 <= high + fence } ?? greatest
    let margin = Swift.max((shownHigh - shownLow) * 0.06, abs(shownHigh) * 1e-6)
    return shownLow - margin...shownHigh + margin
  }

  /// The same, widened so that the end of each curve is seen, however far it lies from the other curves: a figure of
  /// learning curves is about where they end.
  public func learningYRange(over xRange: ClosedRange<Double>, on scale: Axis.Scale) -> ClosedRange<Double> {
    let fitted = fittedYRange(over: xRange, on: scale)
    let ends = compactMap { $0.points.last { $0.isFinite && xRange.contains($0.x) }?.y }
    guard !ends.isEmpty else { return fitted }
    let range = ClosedRange(covering: ends).padded(by: 0.06)
    return Swift.min(fitted.lowerBound, range.lowerBound)...Swift.max(fitted.upperBound, range.upperBound)
  }
}

extension PlotSeries {
  /// The means of y over 64 equal parts of `axis`, without the parts that hold no point.
  fileprivate func meansByPart(of axis: Axis) -> [Double] {
    var sums = Array(repeating: (sum: 0.0, count: 0), count: 64)
    for point in points where point.isFinite {
      let fraction = axis.fraction(of: point.x)
      guard fraction >= 0, fraction <= 1 else { continue }
      let part = min(63, (fraction * 64).flooredInt)
      sums[part].sum += point.y
      sums[part].count += 1
    }
    return sums.filter { $0.count > 0 }.map { $0.sum / Double($0.count) }
  }
}

extension ClosedRange<Double> {
  /// From the least to the greatest of `values`; 0…1 if there are none.
  package init(covering values: some Sequence<Double>) {
    guard let least = values.min(), let greatest = values.max() else {
      self = 0...1
      return
    }
    self = least...greatest
  }

  /// The range with `share` of its length added at either end.
  package func padded(by share: Double) -> ClosedRange<Double> {
    let margin = (upperBound - lowerBound) * share
    return lowerBound - margin...upperBound + margin
  }
}
