import Autoencoder
import Compute
import Testing

/// A small network whose parameters are all well away from zero.
func smallModel(
  _ imageShape: ImageShape = ImageShape(height: 3, width: 4), hiddenSizes: [Int] = [5], latentSize: Int = 3,
  activation: Activation = .tanh, likelihood: Likelihood = .bernoulli
) -> VariationalAutoencoder {
  let architecture = Architecture(
    imageShape: imageShape, hiddenSizes: hiddenSizes, latentSize: latentSize, activation: activation,
    likelihood: likelihood)
  return VariationalAutoencoder(
    architecture, initialization: .uniform, random: RandomStream(seed: 5, stream: 1))
}

/// N × D bytes of which a share is not zero.
func somePixels(_ count: Int, of architecture: Architecture, density: Float = 0.8) -> [UInt8] {
  var random = RandomStream(seed: 6, stream: UInt64(count))
  return (0..<count * architecture.pixelCount).map { _ in
    random.uniform() < density ? UInt8(1 + random.below(255)) : 0
  }
}

/// The first draws of a stream.
func draws(_ count: Int, from stream: RandomStream) -> [Float] {
  var stream = stream
  return (0..<count).map { _ in stream.normal() }
}

extension Workspace {
  convenience init(_ architecture: Architecture, _ batchSize: Int, samples: Int = 1, threads: Int = 1) {
    self.init(
      architecture, batchSize: batchSize, samples: samples, team: ThreadTeam(threadCount: threads))
  }
}

/// Whether a number is within a relative tolerance, or an absolute one below 1.
func isClose(_ found: Double, _ expected: Double, _ tolerance: Double = 1e-5) -> Bool {
  abs(found - expected) <= tolerance * max(1, abs(expected))
}
