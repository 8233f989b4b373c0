import Plotting
import Training

/// `summary.md` of appendix F.
struct FullBayesSummary {
  let options: FullBayesFigure.Options
  let curves: [MethodCurve]
  /// The names of the jobs that are not finished.
  let missing: [String]

  var markdown: String {
    let parts = [
      "# Appendix F: full variational Bayes", settings, "![full variational Bayes](full-vb.svg)",
      table.text.trimmed, claims.map(\.markdown).joined(separator: "\n"),
      missing.isEmpty ? "" : "Missing: \(missing.joined(separator: ", ")).",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var settings: String {
    let versions = Set(curves.map(\.version)).sorted().joined(separator: ", ")
    let rate = options.learningRate.map { "\($0)" } ?? "chosen among 0.01, 0.02 and 0.1 on the first steps"
    return """
      Kingma & Welling 2014, appendix F: a normal posterior over the decoder's weights, or over all weights, drawn by \
      local reparameterisation, with N(0, I) as their prior, beside AEVB; preset paper, initial sd \(options.deviation), learning rate \(rate), seed \
      \(options.seed). The ELBO is that of the mean weights, of up to 10,000 training and test images with \
      \(JobResult.noiseSamples) noise samples each, in nats per image. Trained by vae \(versions).
      """
  }

  /// How a run ended.
  private struct End {
    let train, test, highest: Double
    let highestAt: Int

    init?(_ curve: MethodCurve) {
      guard let last = curve.measured.last,
        let best = curve.measured.max(by: { $0.test.elbo.mean < $1.test.elbo.mean })
      else { return nil }
      (train, test, highest) = (last.train.elbo.mean, last.test.elbo.mean, best.test.elbo.mean)
      highestAt = best.examples
    }

    var fall: Double { highest - test }
  }

  private var table: MarkdownTable {
    var table = MarkdownTable(
      header: [
        "N", "method", "rate", "highest test ELBO", "after", "test at the end", "train at the end", "gap",
      ])
    table.rows = curves.compactMap { curve in
      End(curve).map { end in
        [
          NumberFormat.grouped(curve.settings.trainImages ?? 0), curve.settings.title,
          "\(curve.learningRate)", fixed(end.highest), NumberFormat.grouped(end.highestAt), fixed(end.test),
          fixed(end.train), fixed(end.train - end.test),
        ]
      }
    }
    return table
  }

  /// For each N and posterior: whether the test bound falls less from its highest than that of plain AEVB.
  private var claims: [Claim] {
    options.trainImages.flatMap { images -> [Claim] in
      let ends = curves.filter { $0.settings.trainImages == images }.compactMap { curve in
        End(curve).map { (settings: curve.settings, end: $0) }
      }
      guard let plain = ends.first(where: { $0.settings.method == .aevb })?.end else { return [] }
      return ends.filter { $0.settings.method == .fullBayes }.map { settings, full in
        let weights = settings.weightPosterior == .all ? "all weights" : "the decoder's weights"
        return Claim(
          text: "N = \(NumberFormat.grouped(images)): a posterior over \(weights) overfits less",
          holds: full.fall < plain.fall,
          evidence:
            "the test bound ends \(fixed(full.fall)) nats below its highest, that of AEVB \(fixed(plain.fall)); "
            + "it ends at \(fixed(full.test)), AEVB at \(fixed(plain.test))")
      }
    }
  }
}
