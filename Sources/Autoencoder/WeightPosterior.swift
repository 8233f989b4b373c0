import Compute

/// q(w), the posterior over the weights and biases of a network in full variational Bayes: a normal distribution with
/// diagonal covariance, beside the prior p(w) = N(0, I) (Kingma & Welling 2014, appendix F).
///
/// Its means are the parameters of the model; its log-variances are here.
public struct WeightPosterior: Sendable, Equatable {
  /// Which weights and biases have a posterior.
  public enum Extent: String, Codable, Sendable, CaseIterable {
    /// Those of the decoder; the encoder's are plain numbers without a prior.
    case decoder
    case all
  }

  public let extent: Extent
  /// log σ² of each weight and bias; zero, and without a meaning, where the extent does not reach.
  public var logVariances: Parameters

  /// Log-variances that are all alike within the extent.
  public init(_ layout: ParameterLayout, extent: Extent, logVariance: Float = -8) {
    self.extent = extent
    logVariances = Parameters(layout: layout)
    for tensor in layout.tensors where tensor.offset >= layout.layers(of: extent)[0].offset {
      logVariances.setValues(of: tensor, to: Array(repeating: logVariance, count: tensor.count))
    }
  }

  /// A posterior with log-variances that are known, as those of a file.
  public init(_ logVariances: Parameters, extent: Extent) {
    self.extent = extent
    self.logVariances = logVariances
  }

  /// KL(q(w) ‖ p(w)) of all weights and biases of the extent together, in nats, in closed form.
  /// - Parameter means: the parameters of the model.
  public func divergence(from means: Parameters) -> Double {
    let layers = means.layout.layers(of: extent)
    let (first, count) = (layers[0].offset, layers.reduce(0) { $0 + $1.count })
    var variances = AlignedBuffer(count: count)
    return variances.withUnsafeMutablePointer { variances in
      means.block.withUnsafePointer { means in
        logVariances.block.withUnsafePointer {
          Kernels.current.weightVariances(
            means: means + first, logVariances: $0 + first, into: variances, count: count)
        }
      }
    }
  }

  /// A draw w ~ q(w): a network, whose parameters outside the extent are the means.
  /// - Parameter random: a draw for each number of the extent, tensor after tensor as files hold them.
  public func sample(means: Parameters, random: RandomStream) -> Parameters {
    var (sample, random) = (means, random)
    let first = means.layout.layers(of: extent)[0].offset
    for tensor in means.layout.tensors where tensor.offset >= first {
      let numbers = zip(means.values(of: tensor), logVariances.values(of: tensor))
      sample.setValues(of: tensor, to: numbers.map { $0 + exp($1 / 2) * random.normal() })
    }
    return sample
  }
}

extension ParameterLayout {
  /// The layers that a posterior over weights reaches, which end the block.
  func layers(of extent: WeightPosterior.Extent) -> [DenseLayer] {
    switch extent {
    case .decoder: decoderHidden + [decoderHead]
    case .all: layers
    }
  }
}
