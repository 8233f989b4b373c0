import Compute
import Foundation
import Testing

/// The likelihoods and their gradients, and through them the elementary functions, against double precision.
@Suite struct LikelihoodKernelTests {
  static let extremes: [Float] = [0, 1e-8, 0.6, 0.624, 0.626, 1, 3, 8, 20, 86, 89, 100, 1e4].flatMap {
    [$0, -$0]
  }

  static func sigmoid(_ x: Double) -> Double { x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)) }

  static func logBernoulli(_ pixel: Double, logit: Double) -> Double {
    logit * pixel - max(logit, 0) - log1p(exp(-abs(logit)))
  }

  /// Every number of `found` within `tolerance`, absolute below 1 and relative above it.
  private func check(
    _ found: [Float], _ expected: [Double], tolerance: Double = 2e-6, _ what: (Int) -> String
  ) {
    for index in found.indices {
      let difference = abs(Double(found[index]) - expected[index])
      #expect(
        difference <= tolerance * max(1, abs(expected[index])),
        "\(what(index)): \(found[index]) instead of \(expected[index])")
    }
  }

  @Test(arguments: Kernels.available)
  func hyperbolicTangentIsAccurate(kernels: Kernels) {
    let arguments = Self.extremes + (0..<3000).map { Float($0 - 1500) / 150 }
    // A layer without inputs: the bias alone goes through the activation.
    let numbers = ScratchMatrix(rows: 1, columns: arguments.count)
    for (index, x) in arguments.enumerated() { numbers.base[index] = x }
    let layer = TestLayer(0, arguments.count, numbers)
    let output = ScratchMatrix(rows: 1, columns: arguments.count)
    kernels.forward(
      ScratchMatrix(rows: 1, columns: 1), layer.memory, .tanh, into: output, layer.whole(rows: 1))
    for (index, x) in arguments.enumerated() {
      let (found, expected) = (output.base[index], tanh(Double(x)))
      #expect(abs(Double(found) - expected) <= 1e-6 * abs(expected), "tanh \(x)")
      #expect(found.sign == x.sign, "tanh \(x)")
    }
  }

  /// Logit by logit: log p, and the gradient, with pixels of 0, 1 and grey.
  @Test(arguments: Kernels.available, [UInt8(0), 1, 128, 255])
  func bernoulliIsAccurate(kernels: Kernels, byte: UInt8) {
    let logits = Self.extremes + (0..<600).map { Float($0 - 300) / 15 }
    let input = ScratchMatrix(rows: logits.count, columns: 1)
    for (row, logit) in logits.enumerated() { input.row(row)[0] = logit }
    let layer = TestLayer(1, 1, ScratchMatrix(rows: 2, columns: 1))
    layer.numbers.base[0] = 1
    let pixels = TestPixels(images: 1, pixelCount: 1)
    pixels.bytes[0] = byte
    let gradient = ScratchMatrix(rows: logits.count, columns: 1)
    let sums = ScratchMatrix(rows: logits.count, columns: 1)
    kernels.bernoulliForward(
      input, layer.memory, pixels.targets(samples: logits.count), gradient: gradient, partialSums: sums,
      layer.whole(rows: logits.count))
    let pixel = Double(byte) / 255
    check(logits.indices.map { sums.row($0)[0] }, logits.map { Self.logBernoulli(pixel, logit: Double($0)) })
    {
      "log p at logit \(logits[$0])"
    }
    check(logits.indices.map { gradient.row($0)[0] }, logits.map { Self.sigmoid(Double($0)) - pixel }) {
      "gradient at logit \(logits[$0])"
    }
    // Far on the right side of the logit, log1p keeps the relative precision of what is left.
    if byte == 0 {
      for (row, logit) in logits.enumerated() where logit < -2 && logit > -80 {
        let expected = Self.logBernoulli(0, logit: Double(logit))
        #expect(abs(Double(sums.row(row)[0]) / expected - 1) < 2e-6, "log p at \(logit)")
      }
    }
  }

  @Test(arguments: Awkward.columns, [1, 3])
  func bernoulliLayerIsTheNaiveOne(pixelCount: Int, samples: Int) {
    let (images, inner) = (7, 13)
    let rows = images * samples
    let input = ScratchMatrix(rows, inner, random: 1)
    let layer = TestLayer(inner, pixelCount, random: 2)
    let pixels = TestPixels(images: images, pixelCount: pixelCount, density: 0.6)
    let logits = naiveProduct(rows, inner, pixelCount, { input.row($0)[$1] }, { layer.numbers.row($0)[$1] })
      .map { row in row.indices.map { row[$0] + Double(layer.numbers.row(inner)[$0]) } }
    let blocks = paddedToVector(pixelCount) / 16
    for kernels in Kernels.available {
      let gradient = ScratchMatrix(rows: rows, columns: pixelCount)
      let sums = ScratchMatrix(rows: rows, columns: blocks)
      kernels.bernoulliForward(
        input, layer.memory, pixels.targets(samples: samples), gradient: gradient, partialSums: sums,
        layer.whole(rows: rows))
      let mismatch = gradient.mismatch {
        Self.sigmoid(logits[$0][$1]) - pixels.value($0 / samples, $1)
      }
      #expect(mismatch == nil, "\(kernels.instructionSet)")
      for row in 0..<rows {
        let found = (0..<blocks).reduce(0.0) { $0 + Double(sums.row(row)[$1]) }
        let expected = (0..<pixelCount).reduce(0.0) {
          $0 + Self.logBernoulli(pixels.value(row / samples, $1), logit: logits[row][$1])
        }
        #expect(abs(found - expected) < 2e-6 * (1 + abs(expected)), "\(kernels.instructionSet), row \(row)")
      }
      // Tiles of 32 columns, as the engine has them, give the same bits.
      let (otherGradient, otherSums) = (
        ScratchMatrix(rows: rows, columns: pixelCount), ScratchMatrix(rows: rows, columns: blocks)
      )
      for tile in KernelTile.cover(
        rows: rows, columns: paddedToVector(pixelCount), rowBlock: 5, columnBlock: 32)
      {
        kernels.bernoulliForward(
          input, layer.memory, pixels.targets(samples: samples), gradient: otherGradient,
          partialSums: otherSums, tile)
      }
      #expect(otherGradient.isIdentical(to: gradient) && otherSums.isIdentical(to: sums))
    }
  }

  @Test(arguments: Awkward.columns, [1, 3])
  func gaussianLikelihoodIsTheNaiveOne(pixelCount: Int, samples: Int) {
    let rows = 5 * samples
    let pixels = TestPixels(images: 5, pixelCount: pixelCount, density: 0.8)
    let (column, range) = (paddedToVector(pixelCount), Float(-4)...Float(3))
    let source = ScratchMatrix(rows: rows, columns: 2 * column)
    let means = ScratchMatrix(rows, pixelCount, random: 3, scale: 2)
    // Some beyond either end of the range, and some extremes.
    let logVariances = ScratchMatrix(rows, pixelCount, random: 4, scale: 3)
    for (index, extreme) in Self.extremes.enumerated() where index < rows && pixelCount > 1 {
      logVariances.row(index)[0] = extreme
      means.row(index)[1] = extreme
    }
    for row in 0..<rows {
      source.row(row).update(from: means.row(row), count: pixelCount)
      (source.row(row) + column).update(from: logVariances.row(row), count: pixelCount)
    }
    for kernels in Kernels.available {
      let (output, sums) = (source.copy(), ScratchMatrix(rows: rows, columns: 1))
      for part in [0..<2, 2..<rows] {
        kernels.gaussianLikelihood(
          output, logVarianceColumn: column, pixels.targets(samples: samples), logVariances: range,
          sums: sums,
          rows: part)
      }
      var logP = [Double](repeating: 0, count: rows)
      let mismatch = output.mismatch(tolerance: 1e-5) { row, place in
        let pixel = place % column
        guard pixel < pixelCount else { return 0 }
        let raw = Double(logVariances.row(row)[pixel])
        let logVariance = min(3, max(-4, raw))
        let mean = Self.sigmoid(Double(means.row(row)[pixel]))
        let difference = pixels.value(row / samples, pixel) - mean
        if place < column {
          logP[row] -= 0.5 * (log(2 * .pi) + logVariance + difference * difference / exp(logVariance))
          return -difference / exp(logVariance) * mean * (1 - mean)
        }
        return raw == logVariance ? 0.5 * (1 - difference * difference / exp(logVariance)) : 0
      }
      #expect(mismatch == nil, "\(kernels.instructionSet)")
      for row in 0..<rows {
        #expect(abs(Double(sums.row(row)[0]) - logP[row]) < 5e-6 * (1 + abs(logP[row])), "row \(row)")
      }
    }
  }

  @Test(arguments: Kernels.available)
  func gaussianLikelihoodShowsWhatIsNotANumber(kernels: Kernels) {
    let pixels = TestPixels(images: 1, pixelCount: 5)
    for place in [2, 18] {
      let output = ScratchMatrix(rows: 1, columns: 32)
      let sums = ScratchMatrix(rows: 1, columns: 1)
      output.base[place] = .nan
      kernels.gaussianLikelihood(
        output, logVarianceColumn: 16, pixels.targets(samples: 1), logVariances: -14...6, sums: sums,
        rows: 0..<1)
      #expect(sums.base[0].isNaN, "place \(place)")
    }
  }

  @Test(arguments: Kernels.available)
  func sigmoidAndScale(kernels: Kernels) {
    let arguments = Self.extremes
    let values = ScratchMatrix(rows: 1, columns: arguments.count)
    for (index, x) in arguments.enumerated() { values.base[index] = x }
    kernels.scale(values.base, by: 0.5, count: arguments.count)
    for (index, x) in arguments.enumerated() { #expect(values.base[index] == 0.5 * x) }
    for (index, x) in arguments.enumerated() { values.base[index] = x }
    kernels.sigmoid(values.base, count: arguments.count)
    check(arguments.indices.map { values.base[$0] }, arguments.map { Self.sigmoid(Double($0)) }) {
      "sigmoid \(arguments[$0])"
    }
  }
}
