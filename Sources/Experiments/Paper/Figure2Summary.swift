import Plotting
import Training

/// `summary.md` of figure 2.
struct Figure2Summary {
  let options: Figure2.Options
  let curves: [MethodCurve]
  /// The names of the jobs that are not finished.
  let missing: [String]

  /// The two methods on one panel, with one seed.
  private struct Pair {
    let aevb, wakeSleep: MethodCurve

    var name: String {
      "\(aevb.settings.data.dataset), L = \(aevb.settings.latentSize), sd \(aevb.settings.deviation)"
    }
    var moments: [Int] { aevb.measured.map(\.examples) }
    /// How far AEVB is ahead in the ELBO of the test images.
    func lead(after examples: Int) -> Double {
      (aevb.testELBO(after: examples) ?? .nan) - (wakeSleep.testELBO(after: examples) ?? .nan)
    }
  }

  private var pairs: [Pair] {
    curves.filter { $0.settings.method == .aevb }.compactMap { curve in
      var other = curve.settings
      other.method = .wakeSleep
      return curves.first { $0.settings == other }.map { Pair(aevb: curve, wakeSleep: $0) }
    }
  }

  var markdown: String {
    let parts = [
      "# Figure 2: the lower bound against training examples", settings, "![figure 2](figure-2.svg)",
      "## ELBO of the test images", table, "## The paper's claims", claims, comparison,
      missing.isEmpty ? nil : "Missing: \(missing.joined(separator: ", ")).",
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n") + "\n"
  }

  private var settings: String {
    let versions = Set(curves.map(\.version)).sorted().joined(separator: ", ")
    let rate =
      options.learningRate.map { "learning rate \($0)" }
      ?? "learning rate of each run chosen among 0.01, 0.02 and 0.1 on its first steps"
    return """
      Kingma & Welling 2014, figure 2: AEVB and wake–sleep. Preset paper (Adagrad, minibatches of 100 drawn with \
      replacement, summed gradients, N(0, I) prior on the weights), one hidden layer of tanh units, 500 for MNIST and 200 \
      for Frey Face; \(rate). The paper's initial weights, "N(0, 0.01)", may be read as a standard deviation of 0.01 or as a \
      variance of 0.01: both are shown. The bound is of the first 10,000 training and test images with \
      \(JobResult.noiseSamples) noise samples each, in nats per image. Trained by vae \(versions).
      """
  }

  /// The moments of the table: 1 and 3 × 10ᵏ from 10⁵ on, and the last.
  private var moments: [Int] {
    let all = curves.map(\.measured).max { $0.count < $1.count }?.map(\.examples) ?? []
    let round = Set([100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000])
    return all.filter { round.contains($0) || $0 == all.last }
  }

  private var table: String {
    var table = MarkdownTable(
      header: ["data", "L", "initial sd", "seed", "method", "rate"] + moments.map(NumberFormat.grouped))
    table.rows = curves.map { curve in
      let settings = curve.settings
      return [
        settings.data.dataset, "\(settings.latentSize)", "\(settings.deviation)", "\(settings.seed)",
        settings.method.title, "\(curve.learningRate)",
      ] + moments.map { moment in curve.testELBO(after: moment).map { fixed($0) } ?? "" }
    }
    return table.text.trimmed
  }

  private var claims: String {
    guard !pairs.isEmpty else { return "No two runs of the methods are finished." }
    return [betterSolution, fasterConvergence, overfitting].compactMap { $0?.markdown }.joined(
      separator: "\n")
  }

  private var betterSolution: Claim {
    let leads = pairs.map { (pair: $0, lead: $0.lead(after: $0.moments.last!)) }
    let least = leads.min { $0.lead < $1.lead }!
    return Claim(
      text: "AEVB reaches a better solution than wake–sleep in all experiments", holds: least.lead > 0,
      evidence:
        "ahead at the end in \(leads.count { $0.lead > 0 }) of \(leads.count) panels, least by "
        + "\(fixed(least.lead)) nats (\(least.pair.name))")
  }

  /// `nil` where no run has come so far.
  private var fasterConvergence: Claim? {
    let leads = pairs.flatMap { pair in
      pair.moments.filter { $0 >= 100_000 }.map { (pair: pair, moment: $0, lead: pair.lead(after: $0)) }
    }
    guard let least = leads.min(by: { $0.lead < $1.lead }) else { return nil }
    let behind = leads.filter { !($0.lead > 0) }
    return Claim(
      text: "AEVB converges faster (is ahead from 100,000 examples on)", holds: behind.isEmpty,
      evidence:
        "ahead at \(leads.count - behind.count) of \(leads.count) moments, least by \(fixed(least.lead)) nats "
        + "(\(least.pair.name), after \(NumberFormat.grouped(least.moment)))")
  }

  /// A bound that falls from its highest by more than this has overfitted.
  private static let fall = 1.0

  private var overfitting: Claim {
    let falls = pairs.map(\.aevb).map { curve in
      let values = curve.measured.map(\.test.elbo.mean)
      return (curve: curve, fall: values.max()! - values.last!)
    }
    let worst = falls.max { $0.fall < $1.fall }!
    let name = "\(worst.curve.settings.data.dataset), L = \(worst.curve.settings.latentSize)"
    return Claim(
      text: "superfluous latent variables do not overfit (the test bound ends within a nat of its highest)",
      holds: worst.fall <= Self.fall,
      evidence:
        "the largest fall of AEVB's test bound is \(fixed(worst.fall)) nats (\(name), sd "
        + "\(worst.curve.settings.deviation))")
  }
}

extension Figure2Summary {
  /// Test ELBO of independent runs in PyTorch, MNIST, L = 3, rate 0.01, initial sd 0.01; seeds differ by ±0.2 (AEVB) and
  /// ±0.8 (wake–sleep).
  private static let reference: [InferenceMethodName: [Int: Double]] = [
    .aevb: [100_000: -176.3, 300_000: -168.3, 1_000_000: -157.0, 3_000_000: -146.6],
    .wakeSleep: [100_000: -181.1, 300_000: -170.9, 1_000_000: -161.1, 3_000_000: -152.2],
  ]

  /// Beside runs with the same settings that are not ours.
  private var comparison: String? {
    var table = MarkdownTable(header: ["method", "seed", "examples", "test ELBO", "reference", "difference"])
    for curve in curves where isComparable(curve) {
      for (moment, value) in Self.reference[curve.settings.method]!.sorted(by: { $0.key < $1.key }) {
        guard let own = curve.testELBO(after: moment) else { continue }
        table.rows.append([
          curve.settings.method.title, "\(curve.settings.seed)", NumberFormat.grouped(moment), fixed(own),
          fixed(value, 1), fixed(own - value),
        ])
      }
    }
    guard !table.rows.isEmpty else { return nil }
    return "## Beside independent runs in PyTorch\n\nMNIST, L = 3, learning rate 0.01, initial sd 0.01.\n\n"
      + table.text.trimmed
  }

  private func isComparable(_ curve: MethodCurve) -> Bool {
    let settings = curve.settings
    return settings.data.dataset == "mnist" && settings.latentSize == 3 && settings.deviation == 0.01
      && curve.learningRate == 0.01
  }
}
