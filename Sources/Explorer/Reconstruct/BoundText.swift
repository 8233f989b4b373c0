import Autoencoder
import Plotting

/// Bounds as they stand over a column and below a picture.
extension BoundFigures {
  /// As in "−147.6 ± 0.5" and "−140.7 − 6.9".
  var lines: [String] { [elbo.text, partsText(reconstruction.mean, klDivergence.mean)] }
}

extension ELBO {
  /// As in "ELBO −92.0" and "−83.4 − 8.7".
  var lines: [String] {
    ["ELBO \(Numbers.fitted(elbo, to: 7))", partsText(reconstruction, klDivergence)]
  }

  /// The same for a narrow place: "−92.0", "−83.4", "− 8.7".
  var narrowLines: [String] {
    [elbo, reconstruction].map { Numbers.fitted($0, to: 7) } + ["− \(Numbers.fitted(klDivergence, to: 5))"]
  }
}

private func partsText(_ reconstruction: Double, _ divergence: Double) -> String {
  "\(Numbers.fitted(reconstruction, to: 7)) − \(Numbers.fitted(divergence, to: 4))"
}

extension Estimate {
  /// As in "−147.6 ± 0.5".
  var text: String { "\(Numbers.fitted(mean, to: 7)) ± \(Numbers.fitted(standardError, to: 4))" }

  /// As in "+29.1 ± 0.2".
  var signedText: String {
    "\(Numbers.signed(mean, decimals: 1)) ± \(Numbers.fitted(standardError, to: 4))"
  }
}
