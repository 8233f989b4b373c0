import Foundation
import Plotting
import Training

/// `summary.md` of figure 3.
struct Figure3Summary {
  let options: Figure3.Options
  let curves: [MethodCurve]
  /// The names of the jobs that are not finished.
  let missing: [String]

  var markdown: String {
    let parts =
      ["# Figure 3: the estimated marginal likelihood", settings, "![figure 3](figure-3.svg)"]
      + WorkCount.allCases.map { "## log p(x) of the test images by \($0.title)\n\n\(table(by: $0))" } + [
        "## Orders", "The paper's figure shows AEVB above the other methods.\n\n" + claims,
        missing.isEmpty ? nil : "Missing: \(missing.joined(separator: ", ")).",
      ]
    return parts.compactMap { $0 }.joined(separator: "\n\n") + "\n"
  }

  private var settings: String {
    let versions = Set(curves.map(\.version)).sorted().joined(separator: ", ")
    let hidden = options.hiddenSizes.map(String.init).joined(separator: "-")
    let rate = options.learningRate.map { "\($0)" } ?? "chosen among 0.01, 0.02 and 0.1 on the first steps"
    let spread = curves.flatMap(\.measured).compactMap(\.test.spread).max() ?? 0
    return """
      Kingma & Welling 2014, figure 3: \(options.data.dataset), hidden \(hidden) tanh, L = \(options.latentSize), the first N \
      training images, preset paper, initial sd \(options.deviation), learning rate \(rate); seed \(options.seed). log p(x) \
      by Hamiltonian Monte Carlo (the paper's appendix D) of \(NumberFormat.grouped(Figure3.images)) training and as many \
      test images, in nats per image; an image's value would stray by at most \(fixed(spread)) (root mean square) if it \
      were estimated again. The methods' work is counted in three ways: images visited, weight updates × B, and network \
      evaluations (passes through the decoder, forward and, where a gradient is taken, back; for each image one by AEVB, two \
      by wake–sleep, sixteen by MCEM). Trained by vae \
      \(versions).
      """
  }

  /// 10ᵏ up to where the last method has come by this count.
  private func moments(by count: WorkCount) -> [Double] {
    let ends = curves.map { count.of($0.settings.method, examples: options.examples) }
    let end = ends.min() ?? 0
    let decades = (4...12).map { pow(10, Double($0)) }.filter { $0 < end }
    return Array((decades + [end]).suffix(4))
  }

  private func table(by count: WorkCount) -> String {
    let moments = moments(by: count)
    var table = MarkdownTable(
      header: ["N", "method", "rate"] + moments.map { NumberFormat.grouped(Int($0)) })
    table.rows = curves.map { curve in
      [
        NumberFormat.grouped(curve.settings.trainImages ?? curve.settings.data.trainCount),
        curve.settings.method.title, "\(curve.learningRate)",
      ] + moments.map { moment in value(of: curve, at: moment, by: count).map { fixed($0) } ?? "" }
    }
    return table.text.trimmed
  }

  /// log p(x) of the test images, between two measurements by the logarithm of the count.
  private func value(of curve: MethodCurve, at work: Double, by count: WorkCount) -> Double? {
    let points = curve.measured.compactMap { measurement in
      measurement.test.logLikelihood.map {
        (x: log(count.of(curve.settings.method, examples: measurement.examples)), y: $0.mean)
      }
    }
    let x = log(work)
    guard let after = points.first(where: { $0.x >= x - 1e-9 }) else { return nil }
    guard let before = points.last(where: { $0.x <= x + 1e-9 }) else { return nil }
    guard after.x - before.x > 1e-9 else { return after.y }
    return before.y + (after.y - before.y) * (x - before.x) / (after.x - before.x)
  }

  private var claims: String {
    let claims = options.trainImages.flatMap { images in
      WorkCount.allCases.compactMap { count in order(images: images, by: count) }
    }
    return claims.isEmpty
      ? "No two runs of the methods are finished." : claims.map(\.markdown).joined(separator: "\n")
  }

  /// Whether AEVB is above the others at the end of what all have reached.
  private func order(images: Int, by count: WorkCount) -> Claim? {
    guard let end = moments(by: count).last else { return nil }
    let values = curves.filter { $0.settings.trainImages == images }.compactMap { curve in
      value(of: curve, at: end, by: count).map { (method: curve.settings.method, value: $0) }
    }.sorted { $0.value > $1.value }
    guard values.count > 1 else { return nil }
    return Claim(
      text: "N = \(NumberFormat.grouped(images)), by \(count.title): AEVB is above the others",
      holds: values[0].method == .aevb,
      evidence: "after \(NumberFormat.grouped(Int(end))): "
        + values.map { "\($0.method.title) \(fixed($0.value))" }.joined(separator: ", "))
  }
}
