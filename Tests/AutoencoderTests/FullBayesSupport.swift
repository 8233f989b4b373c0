import Autoencoder
import Compute
import Foundation

/// A small network with a posterior over its weights, three images and the noise of a step.
struct FullBayesCase {
  var model: VariationalAutoencoder
  var posterior: WeightPosterior
  let pixels: [UInt8]
  let count = 3
  let exampleCount = 7
  let noise = WeightPosteriorNoise(
    latents: RandomStream(seed: 8, stream: 2), units: RandomStream(seed: 8, stream: 3))

  /// Log-variances spread about `logVariance`.
  init(
    _ extent: WeightPosterior.Extent, likelihood: Likelihood = .bernoulli, activation: Activation = .tanh,
    hiddenSizes: [Int] = [5], logVariance: Float = -2, density: Float = 0.8
  ) {
    model = smallModel(hiddenSizes: hiddenSizes, activation: activation, likelihood: likelihood)
    posterior = WeightPosterior(model.parameters.layout, extent: extent, logVariance: logVariance)
    pixels = somePixels(count, of: model.architecture, density: density)
    var random = RandomStream(seed: 4, stream: 0)
    for tensor in reachedTensors {
      let values = posterior.logVariances.values(of: tensor).map { $0 + 0.5 * random.normal() }
      posterior.logVariances.setValues(of: tensor, to: values)
    }
  }

  /// The tensors that have a posterior.
  var reachedTensors: [ParameterTensor] {
    model.parameters.layout.tensors.filter {
      posterior.extent == .all || $0.name.hasPrefix("decoder")
    }
  }

  func workspace(threads: Int = 1) -> WeightPosteriorWorkspace {
    WeightPosteriorWorkspace(
      posterior.extent, workspace: Workspace(model.architecture, count, threads: threads))
  }

  func gradient() throws -> (elbo: ELBO, means: Parameters, logVariances: Parameters) {
    try model.fullBayesGradient(
      pixels: pixels, count: count, exampleCount: exampleCount, noise: noise, posterior: posterior,
      workspace: workspace())
  }

  /// The plain reference model with the same posterior.
  var reference: ReferenceModel {
    var reference = ReferenceModel(model)
    for tensor in reachedTensors {
      reference.logVariances[tensor.name] = posterior.logVariances.values(of: tensor).map(Double.init)
    }
    return reference
  }

  /// The bound with the weights' share, and the ELBO under drawn weights, of the plain reference model.
  func bound(_ reference: ReferenceModel) -> (full: Double, elbo: Double) {
    let (size, latents) = (model.architecture.pixelCount, model.architecture.latentSize)
    let heads = reachedTensors.filter(\.isBias)
    let drawsPerRow = heads.reduce(0) { $0 + $1.outputs }
    let latentNoise = draws(count * latents, from: noise.latents)
    let unitNoise = draws(count * drawsPerRow, from: noise.units).map(Double.init)
    var (reference, elbo) = (reference, 0.0)
    for image in 0..<count {
      var draw = image * drawsPerRow
      for head in heads {
        let name = String(head.name.dropLast(".bias".count))
        reference.unitNoise[name] = Array(unitNoise[draw..<draw + head.outputs])
        draw += head.outputs
      }
      elbo +=
        reference.bound(
          Array(pixels[image * size..<(image + 1) * size]), Objective(),
          noise: Array(latentNoise[image * latents..<(image + 1) * latents])
        ).elbo
    }
    elbo /= Double(count)
    return (elbo - divergence(reference) / Double(exampleCount), elbo)
  }

  /// KL(q(w) ‖ N(0, I)).
  func divergence(_ reference: ReferenceModel) -> Double {
    var sum = 0.0
    for (name, logVariances) in reference.logVariances {
      for (mean, logVariance) in zip(reference.tensors[name]!, logVariances) {
        sum += 0.5 * (mean * mean + exp(logVariance) - 1 - logVariance)
      }
    }
    return sum
  }
}

/// A mean of draws with its standard error.
struct MonteCarlo {
  private var (count, sum, squares) = (0.0, 0.0, 0.0)

  mutating func add(_ value: Double) {
    count += 1
    sum += value
    squares += value * value
  }

  var mean: Double { sum / count }
  var standardError: Double { sqrt((squares / count - mean * mean) / (count - 1)) }
}
