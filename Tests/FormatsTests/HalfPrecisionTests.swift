import Testing

@testable import Formats

struct HalfPrecisionTests {
  @Test func everyHalfSurvivesTheWayThere() {
    for bits in UInt16.min...UInt16.max {
      let value = HalfPrecision.value(bits)
      if value.isNaN {
        #expect(bits & 0x7C00 == 0x7C00 && bits & 0x3FF != 0)
      } else if HalfPrecision.bits(value) != bits {
        Issue.record("\(bits) became \(HalfPrecision.bits(value))")
      }
    }
  }

  @Test func knownNumbers() {
    let pairs: [(Float, UInt16)] = [
      (0, 0), (-0.0, 0x8000), (1, 0x3C00), (-2, 0xC000), (65504, 0x7BFF), (65519.996, 0x7BFF),
      (65520, 0x7C00),
      (1e9, 0x7C00), (-.infinity, 0xFC00), (0x1p-24, 1), (0x1p-25, 0), (0x1.8p-25, 1), (0x1p-14, 0x0400),
      (1.000_488_3, 0x3C00), (1.000_488_4, 0x3C01), (1.001_464_8, 0x3C02), (0.1, 0x2E66), (1e-30, 0),
    ]
    for (value, bits) in pairs { #expect(HalfPrecision.bits(value) == bits, "\(value)") }
    #expect(HalfPrecision.value(HalfPrecision.bits(.nan)).isNaN)
  }

  #if !(os(macOS) && arch(x86_64))
    @Test func roundingIsTheProcessors() {
      var pattern: UInt32 = 0
      for _ in 0..<200_000 {
        pattern = pattern &* 1_664_525 &+ 1_013_904_223
        let value = Float(bitPattern: pattern)
        guard !value.isNaN else { continue }
        if HalfPrecision.bits(value) != Float16(value).bitPattern { Issue.record("\(value)") }
      }
    }
  #endif
}
