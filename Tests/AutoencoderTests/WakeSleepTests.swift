import Autoencoder
import Compute
import Foundation
import Testing

@Suite struct WakeSleepTests {
  private let noise = WakeSleepNoise(
    posterior: RandomStream(seed: 1, stream: 0), prior: RandomStream(seed: 1, stream: 1),
    pixels: RandomStream(seed: 1, stream: 2))

  /// Wake: log p(x|z) by the decoder's parameters. Sleep: log q(z|x) of the dreams by the encoder's.
  @Test(arguments: Likelihood.allCases, Activation.allCases)
  func gradientsAreCentralDifferences(likelihood: Likelihood, activation: Activation) throws {
    // With a bias of −3 the dreams are mostly zero.
    for (hiddenSizes, bias) in [([5], 0), ([6, 4], 0), ([5], -3)] as [([Int], Float)] {
      var model = smallModel(hiddenSizes: hiddenSizes, activation: activation, likelihood: likelihood)
      let last = model.parameters.layout.tensors.last!
      model.parameters.setValues(of: last, to: model.parameters.values(of: last).map { $0 + bias })
      let (count, latents) = (3, 3)
      let pixels = somePixels(count, of: model.architecture)
      let (elbo, gradient) = try model.wakeSleepGradient(
        pixels: pixels, count: count, noise: noise,
        workspace: WakeSleepWorkspace(model.architecture, batchSize: 4, team: ThreadTeam(threadCount: 2)))
      var reference = ReferenceModel(model)
      let images = draws(count * latents, from: noise.posterior)
      #expect(isClose(elbo.elbo, reference.bound(pixels, Objective(), noise: images).elbo))

      let prior = draws(count * latents, from: noise.prior)
      let dreams = dreams(model, Matrix(rows: count, columns: latents, elements: prior))
      var random = RandomStream(seed: 9, stream: 0)
      for tensor in gradient.layout.tensors {
        let (found, values) = (gradient.values(of: tensor), reference.tensors[tensor.name]!)
        let direction = values.map { _ in Double(random.normal()) }
        let objectives = [1e-5, -1e-5].map { step in
          reference.tensors[tensor.name] = zip(values, direction).map { $0 + step * $1 }
          defer { reference.tensors[tensor.name] = values }
          return tensor.name.hasPrefix("decoder")
            ? reference.bound(pixels, Objective(), noise: images).reconstruction
            : reference.logRecognition(dreams, latents: prior)
        }
        let slope = zip(found, direction).reduce(0) { $0 + Double($1.0) * $1.1 }
        let expected = -(objectives[0] - objectives[1]) / 2e-5
        #expect(isClose(slope, expected, 3e-5), "\(tensor.name): \(slope) instead of \(expected)")
      }
    }
  }

  private func dreams(_ model: VariationalAutoencoder, _ latents: Matrix) -> [[Double]] {
    let distribution = model.decode(latents)
    return (0..<latents.rows).map { row in
      var random = noise.pixels
      random.index += UInt64(row * model.architecture.pixelCount)
      return distribution.sample(row: row, random: random).map(Double.init)
    }
  }

  /// Plain descent moves each parameter by the gradient, both halves from the parameters at the start.
  @Test func aStepFollowsTheGradient() throws {
    let before = smallModel(hiddenSizes: [6, 4])
    var model = before
    let pixels = somePixels(5, of: model.architecture)
    let workspace = WakeSleepWorkspace(model.architecture, batchSize: 5, team: ThreadTeam(threadCount: 1))
    let gradient = try model.wakeSleepGradient(pixels: pixels, count: 5, noise: noise, workspace: workspace)
      .gradient
    var state = OptimizerState(layout: model.parameters.layout, count: 0)
    _ = try model.wakeSleepStep(
      images: { _ = $1.update(fromContentsOf: pixels[$0.lowerBound * 12..<$0.upperBound * 12]) }, count: 5,
      noise: noise, rule: UpdateRule(kind: .sgd, stepSize: 0.1, gradientScale: 0.2), state: &state,
      workspace: workspace)
    for tensor in gradient.layout.tensors {
      let moves = zip(model.parameters.values(of: tensor), before.parameters.values(of: tensor)).map {
        $0 - $1
      }
      let expected = gradient.values(of: tensor).map { -0.1 * $0 }
      #expect(zip(moves, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(tensor.name)")
    }
  }

  /// Dreams that take the dense path, and mostly empty ones that take the sparse path.
  @Test(arguments: Likelihood.allCases, [0, -3] as [Float])
  func threadsDoNotShow(likelihood: Likelihood, bias: Float) throws {
    var model = smallModel(ImageShape(height: 10, width: 13), hiddenSizes: [70, 40], likelihood: likelihood)
    let last = model.parameters.layout.tensors.last!
    model.parameters.setValues(of: last, to: model.parameters.values(of: last).map { $0 + bias })
    let pixels = somePixels(30, of: model.architecture, density: 0.3)
    let gradients = try [1, 2, 3].map { threads in
      try model.wakeSleepGradient(
        pixels: pixels, count: 30, noise: noise,
        workspace: WakeSleepWorkspace(
          model.architecture, batchSize: 30, team: ThreadTeam(threadCount: threads))
      ).gradient
    }
    #expect(gradients[0] == gradients[1] && gradients[0] == gradients[2])
    #expect(gradients[0] != Parameters(layout: gradients[0].layout))
  }
}
