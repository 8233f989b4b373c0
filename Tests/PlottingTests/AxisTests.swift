import Plotting
import Testing

@Suite struct AxisTests {
  @Test func linearTicksAreRoundAndAgree() {
    #expect(Axis(-203.2 ... -118).ticks(5).map(\.label) == ["−200", "−180", "−160", "−140", "−120"])
    #expect(Axis(0...1).ticks(5).map(\.label) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(Axis(0...2_100_000).ticks(4).map(\.label) == ["0", "1M", "2M"])
    #expect(Axis(0...12_000_000).ticks(3).map(\.label) == ["0", "5M", "10M"])
  }

  @Test func logarithmicTicksArePowersOrSteps() {
    #expect(Axis(900...2e6, scale: .logarithmic).ticks(5).map(\.label) == ["1e3", "1e4", "1e5", "1e6"])
    #expect(Axis(1e4...1e5, scale: .logarithmic).ticks(6).map(\.label) == ["1e4", "2e4", "5e4", "1e5"])
    #expect(
      Axis(1.1e5...1.4e5, scale: .logarithmic).ticks(4).map(\.label) == ["110k", "120k", "130k", "140k"])
    #expect(
      Axis(1...1e6, scale: .logarithmic).ticks(8).map(\.label) == [
        "1", "10", "100", "1e3", "1e4", "1e5", "1e6",
      ])
    #expect(Axis(1...1e12, scale: .logarithmic).ticks(4).count <= 5)
  }

  @Test func placesAndValuesAreInverse() {
    for axis in [Axis(-3...7), Axis(10...1e6, scale: .logarithmic)] {
      for fraction in [0, 0.25, 1] {
        #expect(abs(axis.fraction(of: axis.value(at: fraction)) - fraction) < 1e-12)
      }
    }
    #expect(Axis(1...10, scale: .logarithmic).fraction(of: -1).isNaN)
  }

  @Test func negativeNumbersHaveTheAxisOfTheirMagnitudesMirrored() {
    let axis = Axis(-1000 ... -10, scale: .logarithmic)
    #expect(axis.range == -1000 ... -10)
    #expect(abs(axis.fraction(of: -100) - 0.5) < 1e-12 && abs(axis.value(at: 0.5) + 100) < 1e-9)
    #expect(axis.fraction(of: 5).isNaN && axis.fraction(of: 0).isNaN)
    #expect(axis.ticks(4).map(\.label) == ["−1e3", "−100", "−10"])
  }

  @Test func aUnitIsAsLongOnBothSquaredAxes() {
    let (x, y) = Axis.squared(Axis(-1...1), Axis(0...6), width: 80, height: 40)
    #expect(x.range == -6...6 && y.range == 0...6)
  }

  @Test func strangeRangesAreMended() {
    #expect(Axis(-3...(-3)).fraction(of: -3) == 0.5)
    #expect(Axis(5...5).range.contains(5))
    #expect(Axis(-1...0, scale: .logarithmic).range.lowerBound > 0)
    #expect(Axis(-Double.infinity...Double.infinity).range == 0...1)
    for range in [0...0, 1e300...1e301, -1e-300...1e-300, 1e15...1e15 + 1] {
      _ = Axis(range).ticks(5)
      _ = Axis(range, scale: .logarithmic).ticks(5)
    }
  }
}
