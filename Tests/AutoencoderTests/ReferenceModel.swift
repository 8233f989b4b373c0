import Autoencoder
import Compute
import Foundation

/// The whole model written a second time, plainly and in double precision.
struct ReferenceModel {
  let architecture: Architecture
  /// By name, as files hold them: outputs × inputs.
  var tensors: [String: [Double]]
  /// Of full variational Bayes, by the same names: the log-variances of the weights that have a posterior.
  var logVariances: [String: [Double]] = [:]
  /// The noise of the pre-activations of each layer that `logVariances` has, for one row of a minibatch.
  var unitNoise: [String: [Double]] = [:]

  init(_ model: VariationalAutoencoder) {
    architecture = model.architecture
    tensors = Dictionary(
      uniqueKeysWithValues: model.parameters.layout.tensors.map { tensor in
        (tensor.name, model.parameters.values(of: tensor).map(Double.init))
      })
  }

  struct Bound {
    /// What training ascends: log 1/K Σ w, or the ELBO with β.
    var objective = 0.0
    var elbo = 0.0
    var reconstruction = 0.0
    var klDivergence = 0.0
  }

  private func linear(_ name: String, _ input: [Double]) -> [Double] {
    let bias = tensors[name + ".bias"]!
    var output = bias
    tensors[name + ".weight"]!.withUnsafeBufferPointer { weights in
      input.withUnsafeBufferPointer { input in
        for row in bias.indices {
          var sum = 0.0
          for column in input.indices { sum += weights[row * input.count + column] * input[column] }
          output[row] += sum
        }
      }
    }
    guard let logVariances = logVariances[name + ".weight"] else { return output }
    for row in bias.indices {
      var variance = exp(self.logVariances[name + ".bias"]![row])
      for column in input.indices {
        variance += exp(logVariances[row * input.count + column]) * input[column] * input[column]
      }
      output[row] += sqrt(variance) * unitNoise[name]![row]
    }
    return output
  }

  private func hidden(_ side: String, _ input: [Double]) -> [Double] {
    architecture.hiddenSizes.indices.reduce(input) { input, index in
      linear("\(side).hidden.\(index)", input).map {
        architecture.activation == .tanh ? tanh($0) : max(0, $0)
      }
    }
  }

  /// The encoder's last hidden units of an image given as bytes.
  func hiddenUnits(_ pixels: [UInt8]) -> [Double] { hidden("encoder", pixels.map { Double($0) / 255 }) }

  func encode(_ image: [Double]) -> (mean: [Double], logVariance: [Double]) {
    let last = hidden("encoder", image)
    return (linear("encoder.mean", last), linear("encoder.logVariance", last))
  }

  func decode(_ latent: [Double]) -> (mean: [Double], logVariance: [Double]?) {
    let last = hidden("decoder", latent)
    let isGaussian = architecture.likelihood == .gaussian
    let mean = linear(isGaussian ? "decoder.mean" : "decoder.logits", last).map { 1 / (1 + exp(-$0)) }
    let logVariance = isGaussian ? linear("decoder.logVariance", last).map { min(6, max(-14, $0)) } : nil
    return (mean, logVariance)
  }

  /// log p(x|z).
  func logProbability(_ image: [Double], latent: [Double]) -> Double {
    let pixels = decode(latent)
    var sum = 0.0
    for (index, x) in image.enumerated() {
      let mean = pixels.mean[index]
      if let logVariance = pixels.logVariance?[index] {
        let square = (x - mean) * (x - mean)
        sum -= 0.5 * (log(2 * Double.pi) + logVariance + square / exp(logVariance))
      } else {
        sum += x * log(mean) + (1 - x) * log(1 - mean)
      }
    }
    return sum
  }

  /// log p(x, z), with all constants.
  func logJoint(_ image: [Double], latent: [Double]) -> Double {
    latent.reduce(logProbability(image, latent: latent)) { $0 - 0.5 * ($1 * $1 + log(2 * Double.pi)) }
  }

  /// The mean of log q(z|x) over images, but for the constant; `latents` holds L numbers an image.
  func logRecognition(_ images: [[Double]], latents: [Float]) -> Double {
    var sum = 0.0
    for (index, image) in images.enumerated() {
      let (mean, logVariance) = encode(image)
      for unit in mean.indices {
        let distance = Double(latents[index * mean.count + unit]) - mean[unit]
        sum -= 0.5 * (logVariance[unit] + distance * distance / exp(logVariance[unit]))
      }
    }
    return sum / Double(images.count)
  }

  /// The mean over images given as bytes; `noise` holds K·L numbers an image.
  func bound(_ pixels: [UInt8], _ objective: Objective, noise: [Float]) -> Bound {
    let (size, latents) = (architecture.pixelCount, architecture.latentSize)
    let images = pixels.count / size
    var result = Bound()
    for index in 0..<images {
      let image = pixels[index * size..<(index + 1) * size].map { Double($0) / 255 }
      let (mean, logVariance) = encode(image)
      var kl = 0.0
      for unit in 0..<latents {
        kl -= 0.5 * (1 + logVariance[unit] - mean[unit] * mean[unit] - exp(logVariance[unit]))
      }
      var (reconstruction, logWeights) = (0.0, [Double]())
      for sample in 0..<objective.samples {
        let start = (index * objective.samples + sample) * latents
        let draw = noise[start..<start + latents].map(Double.init)
        let z = (0..<latents).map { mean[$0] + exp(0.5 * logVariance[$0]) * draw[$0] }
        let logP = logProbability(image, latent: z)
        reconstruction += logP / Double(objective.samples)
        // log p(z) − log q(z|x), whose constants cancel.
        var logRatio = 0.0
        for unit in 0..<latents {
          logRatio += logVariance[unit] + draw[unit] * draw[unit] - z[unit] * z[unit]
        }
        logWeights.append(logP + 0.5 * logRatio)
      }
      let meanWeight = logWeights.reduce(0.0) { $0 + exp($1) } / Double(objective.samples)
      let weighted = reconstruction - Double(objective.klWeight) * kl
      result.objective += (objective.bound == .iwae ? log(meanWeight) : weighted) / Double(images)
      result.elbo += (reconstruction - kl) / Double(images)
      result.reconstruction += reconstruction / Double(images)
      result.klDivergence += kl / Double(images)
    }
    return result
  }
}
