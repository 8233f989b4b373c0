import Plotting
import Testing

@Suite struct FittedRangesTests {
  @Test func theFittedRangeLeavesOutOutliersAndSteepStarts() {
    let plateau = (1...1000).map { PlotPoint(x: Double($0), y: $0 == 500 ? -1e6 : -150 - 400 / Double($0)) }
    let range = [PlotSeries(name: "", points: plateau)].fittedYRange(over: 1...1000, on: .linear)
    #expect(range.lowerBound > -160 && range.upperBound > -150.5 && range.upperBound < -149)
    let nothing = [PlotSeries]().fittedYRange(over: 0...1, on: .linear)
    #expect(nothing == 0...1)
    let ramp = (0...100).map { PlotPoint(x: Double($0), y: Double($0)) }
    let all = [PlotSeries(name: "", points: ramp)].fittedYRange(over: 0...100, on: .linear)
    #expect(all.lowerBound < 2 && all.upperBound > 98)
  }

  @Test func theEndsOfLearningCurvesAreSeen() {
    let flat = (1...100).map { PlotPoint(x: Double($0), y: 577) }
    let rising = (1...100).map { PlotPoint(x: Double($0), y: $0 < 90 ? 600 : 60 * Double($0 - 80)) }
    let curves = [flat, flat, flat, rising].map { PlotSeries(name: "", points: $0) }
    #expect(curves.fittedYRange(over: 1...100, on: .linear).upperBound < 1200)
    let range = curves.learningYRange(over: 1...100, on: .linear)
    #expect(range.lowerBound < 577 && range.upperBound > 1200)
    #expect([PlotSeries]().learningYRange(over: 0...1, on: .linear) == 0...1)
  }

  @Test func theRangeOfXCoversWhatTheScaleCanShow() {
    let series = [
      PlotSeries(name: "", points: [PlotPoint(x: -1, y: 0), PlotPoint(x: 5, y: 0)]),
      PlotSeries(name: "", points: [PlotPoint(x: 2, y: 1), PlotPoint(x: 9, y: .nan)]),
    ]
    #expect(series.xRange(on: .linear) == -1...5)
    #expect(series.xRange(on: .logarithmic) == 2...5)
    #expect([PlotSeries]().xRange(on: .linear) == 0...1)
  }

  @Test func paddingAddsAShareAtEitherEnd() {
    #expect(ClosedRange(covering: [3, -1, 2]) == -1...3)
    #expect((0...50.0).padded(by: 0.04) == -2...52)
  }
}
