import Autoencoder
import Compute
import Testing

/// What a likelihood says of itself, and the counts that follow from the layout.
@Suite struct LikelihoodTests {
  @Test func theDecoderHasItsHeads() {
    for likelihood in Likelihood.allCases {
      let layout = ParameterLayout(smallModel(likelihood: likelihood).architecture)
      #expect(layout.decoderHead.heads.map(\.name) == likelihood.headNames)
      #expect((likelihood.headNames.count == 2) == (likelihood.logVarianceRange != nil))
    }
    #expect(Likelihood.suited(toContinuous: true) == .gaussian && Likelihood.standard == .bernoulli)
  }

  /// 784–500–20–500–784, counted by hand.
  @Test func parametersAreCounted() {
    let image = ImageShape(height: 28, width: 28)
    let ink = ParameterLayout(Architecture(imageShape: image, hiddenSizes: [500], latentSize: 20))
    // Weights and biases: images to hidden, hidden to two heads of 20, latent to hidden, hidden to images.
    let inkCounts: [Int] = [392_500, 10_020, 10_020, 10_500, 392_784]
    #expect(ink.parameterCount == inkCounts.reduce(0, +))
    #expect(ink.parameterCount == ink.tensors.reduce(0) { $0 + $1.count })
    // Three products a layer, two operations a multiply-add, without the gradient of the image.
    let inkWeights: Int = 392_000 + 20_000 + 10_000 + 392_000
    #expect(ink.operationsPerTrainedImage == 2 * (3 * inkWeights - 392_000))
    let faces = ParameterLayout(
      Architecture(
        imageShape: ImageShape(height: 2, width: 3), hiddenSizes: [5, 4], latentSize: 2,
        likelihood: .gaussian))
    // 6→5→4, two heads of 2, 2→4→5, two heads of 6.
    let faceCounts: [Int] = [35, 24, 20, 12, 25, 72]
    let faceWeights: [Int] = [30, 20, 16, 8, 20, 60]
    #expect(faces.parameterCount == faceCounts.reduce(0, +))
    #expect(faces.operationsPerTrainedImage == 2 * (3 * faceWeights.reduce(0, +) - 30))
  }

  @Test func sampledPixelsFollowTheDistribution() {
    let mean = Matrix(rows: 2, columns: 3, elements: [0, 1, 0.25, 0.5, 0.5, 0.75])
    let logVariance = Matrix(rows: 2, columns: 3, elements: [-2, -4, 0, -14, 0, 6])
    let coins = PixelDistribution(.bernoulli, mean: mean)
    let normals = PixelDistribution(.gaussian, mean: mean, logVariance: logVariance)
    var (ones, sum, squares) = (0, 0.0, 0.0)
    for draw in UInt64(0)..<4000 {
      let coin = coins.sample(row: 0, random: RandomStream(seed: 1, stream: draw))
      #expect(coin[0] == 0 && coin[1] == 1 && (coin[2] == 0 || coin[2] == 1))
      ones += Int(coin[2])
      let value = Double(normals.sample(row: 1, random: RandomStream(seed: 2, stream: draw))[1])
      sum += value
      squares += (value - 0.5) * (value - 0.5)
    }
    // Each within five standard errors.
    let found = [Double(ones) / 4000, sum / 4000, squares / 4000]
    let variances = [0.1875, 1, 2]
    for (index, expected) in [0.25, 0.5, 1].enumerated() {
      let standardError: Double = (variances[index] / 4000).squareRoot()
      #expect(isClose(found[index], expected, 5 * standardError))
    }
    let stream = RandomStream(seed: 3, stream: 1)
    #expect(normals.sample(row: 0, random: stream) == normals.sample(row: 0, random: stream))
  }
}
