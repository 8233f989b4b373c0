import Autoencoder
import Compute
import Foundation

/// The arithmetic of an evaluation of log p(x) and the rate at which it was done; the keys of `--json`.
public struct EvaluationWork: Encodable, Sendable {
  /// Floating-point operations that no implementation of dense layers can leave out: each image through the encoder,
  /// each sample through the decoder, forward only.
  public let operations: Double
  public let seconds: Double
  public let gigaflopsPerSecond: Double
  /// Multiply-adds in registers, on all threads, in the same run.
  public let peakGigaflopsPerSecond: Double

  /// - Parameters:
  ///   - samples: K + S, all samples per image.
  ///   - seconds: what they took.
  public init(
    _ architecture: Architecture, images: Int, samples: Int, seconds: Double, peakGigaflopsPerSecond: Double
  ) {
    let layout = ParameterLayout(architecture)
    operations = Double(
      images * (layout.encoderOperations.forward + samples * layout.decoderOperations.forward))
    self.seconds = seconds
    gigaflopsPerSecond = operations / seconds / 1e9
    self.peakGigaflopsPerSecond = peakGigaflopsPerSecond
  }

  /// A line of the report.
  var line: String {
    "arithmetic".padded(to: 22)
      + String(
        format: "%10.1f  Gflop in %.2f s, %.0f %% of the peak", operations / 1e9, seconds,
        gigaflopsPerSecond / peakGigaflopsPerSecond * 100)
  }
}
