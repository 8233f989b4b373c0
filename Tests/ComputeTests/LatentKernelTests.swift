import Compute
import Foundation
import Testing

/// Reparameterisation, KL divergence and the gradient of the posterior against naive loops.
@Suite struct LatentKernelTests {
  static let sizes = [1, 2, 5, 16, 17, 20, 33]

  /// B = 7 images around a latent layer.
  private struct Case {
    let images = 7
    let latentSize, samples, column: Int
    let rows: LatentRows

    init(latentSize: Int, samples: Int) {
      self.latentSize = latentSize
      self.samples = samples
      column = paddedToVector(latentSize)
      let heads = ScratchMatrix(rows: images, columns: 2 * column)
      let (means, logVariances) = (
        ScratchMatrix(images, latentSize, random: 1), ScratchMatrix(images, latentSize, random: 2)
      )
      for image in 0..<images {
        heads.row(image).update(from: means.row(image), count: latentSize)
        (heads.row(image) + column).update(from: logVariances.row(image), count: latentSize)
      }
      rows = LatentRows(
        heads: heads, logVarianceColumn: column,
        noise: ScratchMatrix(images * samples, latentSize, random: 3),
        latent: ScratchMatrix(rows: images * samples, columns: latentSize), latentSize: latentSize,
        samples: samples)
    }

    func mean(_ image: Int, _ unit: Int) -> Double { Double(rows.heads.row(image)[unit]) }
    func logVariance(_ image: Int, _ unit: Int) -> Double { Double(rows.heads.row(image)[column + unit]) }
    func noise(_ row: Int, _ unit: Int) -> Double { Double(rows.noise.row(row)[unit]) }
    func latent(_ row: Int, _ unit: Int) -> Double {
      mean(row / samples, unit) + exp(0.5 * logVariance(row / samples, unit)) * noise(row, unit)
    }
  }

  @Test(arguments: sizes, [1, 5])
  func reparameterisationAndDivergence(latentSize: Int, samples: Int) {
    for kernels in Kernels.available {
      let test = Case(latentSize: latentSize, samples: samples)
      let divergence = ScratchMatrix(rows: test.images, columns: latentSize)
      for images in [0..<3, 3..<7] {
        kernels.reparameterize(test.rows, images: images)
        kernels.klDivergence(test.rows, into: divergence, images: images)
      }
      #expect(test.rows.latent.mismatch(test.latent) == nil, "\(kernels.instructionSet)")
      let mismatch = divergence.mismatch { image, unit in
        let (mean, logVariance) = (test.mean(image, unit), test.logVariance(image, unit))
        return -0.5 * (1 + logVariance - mean * mean - exp(logVariance))
      }
      #expect(mismatch == nil, "\(kernels.instructionSet)")
    }
  }

  /// The decoder's share goes through z; the divergence comes in closed form or, weighted, sample by sample.
  @Test(arguments: sizes, [1, 5])
  func posteriorGradientIsTheNaiveOne(latentSize: Int, samples: Int) {
    for kernels in Kernels.available {
      for isWeighted in [false, true] {
        let test = Case(latentSize: latentSize, samples: samples)
        let latentGradient = ScratchMatrix(test.images * samples, latentSize, random: 4)
        let weights = (0..<test.images * samples).map {
          Float(1 + $0 % samples) / Float(samples * (samples + 1) / 2)
        }
        let result = ScratchMatrix(rows: test.images, columns: 2 * test.column)
        kernels.reparameterize(test.rows, images: 0..<test.images)
        weights.withUnsafeBufferPointer { weights in
          for images in [0..<2, 2..<7] {
            kernels.posteriorGradient(
              test.rows, latentGradient: latentGradient,
              sampleWeights: isWeighted ? weights.baseAddress : nil,
              klWeight: 0.7, into: result, images: images)
          }
        }
        let mismatch = result.mismatch { image, place in
          let unit = place % test.column
          guard unit < latentSize else { return 0 }
          let deviation = exp(0.5 * test.logVariance(image, unit))
          var (mean, logVariance) = (0.0, 0.0)
          for row in image * samples..<(image + 1) * samples {
            let prior = isWeighted ? Double(weights[row]) * test.latent(row, unit) : 0
            let gradient = Double(latentGradient.row(row)[unit]) + prior
            mean += gradient
            logVariance += gradient * 0.5 * deviation * test.noise(row, unit)
          }
          if isWeighted {
            logVariance -= 0.5
          } else {
            mean += 0.7 * test.mean(image, unit)
            logVariance += 0.7 * 0.5 * (deviation * deviation - 1)
          }
          return place < test.column ? mean : logVariance
        }
        #expect(mismatch == nil, "\(kernels.instructionSet), weighted: \(isWeighted)")
      }
    }
  }

  /// However far an encoder goes astray, the exponential neither overflows nor loses its precision before that.
  @Test(arguments: Kernels.available)
  func extremeLogVariancesStayFinite(kernels: Kernels) {
    let extremes = LikelihoodKernelTests.extremes
    let heads = ScratchMatrix(rows: extremes.count, columns: 32)
    let noise = ScratchMatrix(rows: extremes.count, columns: 1)
    for (row, extreme) in extremes.enumerated() {
      heads.row(row)[16] = extreme
      noise.row(row)[0] = 1
    }
    let rows = LatentRows(
      heads: heads, logVarianceColumn: 16, noise: noise,
      latent: ScratchMatrix(rows: extremes.count, columns: 1),
      latentSize: 1, samples: 1)
    let divergence = ScratchMatrix(rows: extremes.count, columns: 1)
    kernels.reparameterize(rows, images: 0..<extremes.count)
    kernels.klDivergence(rows, into: divergence, images: 0..<extremes.count)
    for (row, extreme) in extremes.enumerated() {
      let (z, kl) = (Double(rows.latent.row(row)[0]), Double(divergence.row(row)[0]))
      #expect(z.isFinite && kl.isFinite && kl > -1e-7, "log-variance \(extreme)")
      if abs(extreme) <= 86 {
        let variance = exp(Double(extreme))
        #expect(abs(z / variance.squareRoot() - 1) < 2e-6, "log-variance \(extreme)")
        let expected = 0.5 * (variance - 1 - Double(extreme))
        #expect(abs(kl - expected) < 2e-6 * (1 + expected), "log-variance \(extreme)")
      }
    }
  }
}
