/// The preferences of Train's charts that are more than a choice or a number.
extension PreferenceKey {
  /// The charts by name, the large one first.
  static let charts = PreferenceKey(
    "charts", "the charts of Train, the large one first",
    expected:
      "names among \(MonitorChart.allCases.map(\.rawValue).joined(separator: ", ")), with commas between them",
    text: { $0.charts.charts.map(\.rawValue).joined(separator: ", ") },
    take: { text, preferences in
      let names = text.split { " ,".contains($0) }.map(String.init)
      let charts = names.compactMap(MonitorChart.init)
      guard !charts.isEmpty, charts.count == names.count, Set(charts).count == charts.count else {
        return false
      }
      preferences.charts.charts = charts
      return true
    })

  /// The points over which curves are averaged.
  static let smoothing = PreferenceKey(
    "smoothing", "the points of a curve on Train that are averaged",
    values: ChartOptions.smoothingReaches.map { "\(2 * $0 + 1)" },
    text: { "\(2 * $0.charts.reach + 1)" },
    take: { text, preferences in
      guard let index = ChartOptions.smoothingReaches.firstIndex(where: { "\(2 * $0 + 1)" == text }) else {
        return false
      }
      preferences.charts.smoothing = index
      return true
    })
}
