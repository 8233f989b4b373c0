import Testing

@testable import Compute

@Suite struct RandomStreamTests {
  /// The known answers of the Random123 distribution for philox4x32 with 10 rounds.
  @Test func philoxGivesTheKnownAnswers() {
    let zero = RandomStream.philox(counter: (0, 0, 0, 0), key: (0, 0))
    #expect(zero == (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = RandomStream.philox(counter: (.max, .max, .max, .max), key: (.max, .max))
    #expect(ones == (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let pi = RandomStream.philox(
      counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: (0xa409_3822, 0x299f_31d0))
    #expect(pi == (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test func aSavedPositionResumesBitForBit() {
    var whole = RandomStream(seed: 7, stream: 3)
    var drawn: [UInt64] = []
    for _ in 0..<9 { drawn.append(whole.next()) }
    var resumed = RandomStream(seed: 7, stream: 3, index: 5)
    #expect((0..<4).map { _ in resumed.next() } == Array(drawn[5...]))
    #expect(resumed == whole)
  }

  @Test func seedsAndStreamsDiffer() {
    var draws = Set<UInt64>()
    for seed in UInt64(0)..<10 {
      for stream in UInt64(0)..<10 {
        var random = RandomStream(seed: seed, stream: stream)
        for _ in 0..<10 { draws.insert(random.next()) }
      }
    }
    #expect(draws.count == 1000)
  }

  @Test(arguments: [0, 1, 2, 3, 8, 33, 1001], [0, 1, 6, 1 << 33 - 10] as [UInt64])
  func fillingEqualsDrawing(count: Int, start: UInt64) {
    for kernels in Kernels.available {
      let begin = RandomStream(seed: 1, stream: 2 << 40, index: start)
      var filled = [Float](repeating: 0, count: count)
      var (one, other) = (begin, begin)
      filled.withUnsafeMutableBufferPointer { one.fillNormal($0, kernels: kernels) }
      #expect(filled == (0..<count).map { _ in other.normal() }, "\(kernels.instructionSet)")
      #expect(one.index == start &+ UInt64(count) && one == other)
      (one, other) = (begin, begin)
      filled.withUnsafeMutableBufferPointer { one.fillUniform($0, kernels: kernels) }
      #expect(filled == (0..<count).map { _ in other.uniform() }, "\(kernels.instructionSet)")
      #expect(one == other)
    }
  }

  /// Mean, variance, skewness, kurtosis and tail of 100,000 draws, each within five standard errors.
  @Test func normalNumbersAreNormal() {
    let count = 100_000
    var random = RandomStream(seed: 11, stream: 0)
    var numbers = [Float](repeating: 0, count: count)
    numbers.withUnsafeMutableBufferPointer { random.fillNormal($0) }
    var moments = [0.0, 0, 0, 0]
    var beyondTwo = 0
    for number in numbers {
      var power = 1.0
      for order in 0..<4 {
        power *= Double(number)
        moments[order] += power / Double(count)
      }
      if abs(number) > 2 { beyondTwo += 1 }
    }
    let unit = 5 / Double(count).squareRoot()
    #expect(abs(moments[0]) < unit)
    #expect(abs(moments[1] - 1) < 2.0.squareRoot() * unit)
    #expect(abs(moments[2]) < 15.0.squareRoot() * unit)
    #expect(abs(moments[3] - 3) < 96.0.squareRoot() * unit)
    #expect(abs(Double(beyondTwo) / Double(count) - 0.0455) < 0.21 * unit)
  }

  @Test func uniformNumbersFillTheUnitInterval() {
    var random = RandomStream(seed: 5, stream: 9)
    var bins = [Int](repeating: 0, count: 10)
    for _ in 0..<20_000 {
      let number = random.uniform()
      #expect(number >= 0 && number < 1)
      bins[Int(number * 10)] += 1
    }
    #expect(bins.allSatisfy { abs($0 - 2000) < 5 * 43 })
    for _ in 0..<2000 { #expect((0..<7).contains(random.below(7))) }
  }

  @Test func theOwnFunctionsAreAccurate() {
    #expect(RandomStream.naturalLogarithm(1) == 0)
    #expect(abs(RandomStream.naturalLogarithm(0x1p-32) + 22.180_71) < 3e-6)
    #expect(abs(RandomStream.naturalLogarithm(0.3) + 1.203_972_8) < 2e-7)
    for step in 0..<4096 {
      let (sine, cosine) = RandomStream.sineAndCosine(turn: UInt32(step) << 20)
      #expect(abs(sine * sine + cosine * cosine - 1) < 4e-7)
    }
    let eighth = RandomStream.sineAndCosine(turn: 1 << 29)
    #expect(abs(eighth.sine - 0.707_106_8) < 2e-7 && abs(eighth.cosine - 0.707_106_8) < 2e-7)
    #expect(RandomStream.sineAndCosine(turn: 1 << 30) == (1, 0))
  }
}
