import Plotting
import Testing

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

  @Test func numbersForFiles() {
    #expect(NumberFormat.plain(-1234.567, decimals: 2) == "-1234.57")
    #expect(NumberFormat.plain(-0.001, decimals: 2) == "0.00")
    #expect(NumberFormat.plain(760, decimals: 0) == "760")
    #expect(NumberFormat.plain(1e30, decimals: 2) == "1e+30")
    #expect(
      NumberFormat.plain(.nan, decimals: 2) == "nan" && NumberFormat.plain(-.infinity, decimals: 2) == "-inf")
  }
}
