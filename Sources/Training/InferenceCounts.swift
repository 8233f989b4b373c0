import Autoencoder

/// How much training has been done, by each of the counts that methods may be compared by; which of them is better can
/// depend on the count.
public struct InferenceCounts: Sendable, Equatable {
  /// Images taken from the training set, each as often as it was taken.
  public let imagesVisited: Int
  /// Updates of the weights, times the images of the minibatch.
  public let updatedImages: Int
  /// Passes of an image through the decoder, forward and, where its gradient is taken, back. Passes through the encoder are
  /// not counted beside them: AEVB and wake–sleep make as many, MCEM has no encoder but that for the record.
  public let networkEvaluations: Int
}

extension InferenceMethodName {
  /// The updates of the weights in a step.
  public var updatesPerStep: Int {
    switch self {
    case .aevb, .wakeSleep, .fullBayes: 1
    case .mcem: MonteCarloEM.updates
    }
  }

  /// The counts after so many examples.
  ///
  ///     InferenceMethodName.mcem.counts(examplesSeen: 100)
  ///     // 100 images visited, 500 updated, 1600 network evaluations
  ///
  /// An image costs AEVB an evaluation for each noise sample, wake–sleep one for itself and one for a dream, MCEM eleven for
  /// a transition (where the chain stands, under the new weights, and after each of ten leapfrog steps) and one for each of
  /// five updates. Full variational Bayes costs it one evaluation, of about twice the work.
  /// - Parameter samples: K, the noise samples of AEVB.
  public func counts(examplesSeen: Int, samples: Int = 1) -> InferenceCounts {
    InferenceCounts(
      imagesVisited: examplesSeen, updatedImages: examplesSeen * updatesPerStep,
      networkEvaluations: examplesSeen * evaluationsPerImage(samples: samples))
  }

  private func evaluationsPerImage(samples: Int) -> Int {
    switch self {
    case .aevb: samples
    case .wakeSleep: 2
    case .fullBayes: 1
    case .mcem: 1 + MonteCarloEM.leapfrogSteps + MonteCarloEM.updates
    }
  }

  /// The floating-point operations of a step that no implementation of dense layers can leave out, for each image; two for
  /// each multiply-add. With one noise sample.
  /// - Parameter posterior: the weights that have a posterior in full variational Bayes, which count twice.
  public func operationsPerImage(
    _ layout: ParameterLayout, posterior: WeightPosterior.Extent = .decoder
  ) -> Int {
    let (encoder, decoder) = (layout.encoderOperations, layout.decoderOperations)
    switch self {
    case .aevb: return layout.operationsPerTrainedImage
    case .fullBayes:
      let all = layout.operationsPerTrainedImage
      return all + (posterior == .all ? all : decoder.forward + decoder.backward)
    case .wakeSleep:
      // Awake: encode, decode, learn to decode. Asleep: decode a dream, encode it, learn to encode.
      return encoder.forward + decoder.forward + decoder.backward + decoder.forward + encoder.forward
        + encoder.backward
    case .mcem:
      let bound = encoder.forward + decoder.forward
      let transition = (1 + MonteCarloEM.leapfrogSteps) * 2 * decoder.forward
      let update = encoder.forward + encoder.backward + decoder.forward + decoder.backward
      return bound + transition + MonteCarloEM.updates * update
    }
  }
}
