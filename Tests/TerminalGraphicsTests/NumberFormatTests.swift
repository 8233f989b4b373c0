import Testing

@testable import TerminalGraphics

@Suite struct NumberFormatTests {
  @Test func fixedDecimals() {
    #expect(NumberFormat.fixed(-152.34, decimals: 1) == "−152.3")
    #expect(NumberFormat.fixed(-0.04, decimals: 1) == "0.0")
    #expect(NumberFormat.fixed(31239.7, decimals: 0) == "31,240")
    #expect(NumberFormat.fixed(1234567.5, decimals: 2, isGrouped: false) == "1234567.50")
    #expect(NumberFormat.fixed(0.05, decimals: 2) == "0.05")
    #expect(NumberFormat.fixed(.nan, decimals: 2) == "—")
    #expect(NumberFormat.fixed(-.infinity, decimals: 2) == "−∞")
    #expect(NumberFormat.fixed(1e30, decimals: 2) == "1e30")
  }

  @Test func powersOfTen() {
    #expect(NumberFormat.scientific(123_456) == "1.2e5")
    #expect(NumberFormat.scientific(10_000) == "1e4")
    #expect(NumberFormat.scientific(99_990) == "1e5")
    #expect(NumberFormat.scientific(-0.00012) == "−1.2e−4")
    #expect(NumberFormat.scientific(0) == "0")
  }

  @Test func units() {
    #expect(NumberFormat.compact(950) == "950")
    #expect(NumberFormat.compact(31_240) == "31.2k")
    #expect(NumberFormat.compact(999_999) == "1.00M")
    #expect(NumberFormat.compact(-2.5) == "−2.50")
    #expect(NumberFormat.bytes(812) == "812 B")
    #expect(NumberFormat.bytes(11_594_722) == "11.6 MB")
    #expect(NumberFormat.grouped(-1_234_567) == "−1,234,567")
    #expect(NumberFormat.grouped(.min) == "−9,223,372,036,854,775,808")
  }

  @Test func durations() {
    #expect(NumberFormat.duration(seconds: 41.9) == "0:41")
    #expect(NumberFormat.duration(seconds: 3723) == "1:02:03")
    #expect(NumberFormat.duration(seconds: .infinity) == "—")
    #expect(NumberFormat.duration(seconds: -1) == "—")
  }
}

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

  @Test func strangeRangesAreMended() {
    #expect(Axis(5...5).range.contains(5))
    #expect(Axis(-1...0, scale: .logarithmic).range.lowerBound > 0)
    #expect(Axis(-Double.infinity...Double.infinity).range == 0...1)
    for range in [0...0, 1e300...1e301, -1e-300...1e-300, 1e15...1e15 + 1] {
      _ = Axis(range).ticks(5)
      _ = Axis(range, scale: .logarithmic).ticks(5)
    }
  }
}
