import Plotting
import Training

/// `summary.md` of a gallery.
struct GallerySummary {
  let gallery: Gallery
  let models: [GalleryModel]
  /// Those of the figures, and what they make of the test images.
  let shown: [GalleryModel]
  let reconstructions: [Reconstructions]
  let figures: [ResultFigure]
  let missing: [String]

  var markdown: String {
    let parts = [
      "# \(gallery.data.name)", settings, "## What the models came to", results, notes, comparison,
      "## Figures", files, missing.isEmpty ? nil : "Missing: \(missing.joined(separator: ", ")).",
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n") + "\n"
  }

  private var settings: String {
    let configuration = shown[0].configuration
    let architecture = configuration.architecture
    let hidden = architecture.hiddenSizes.map(String.init).joined(separator: "-")
    let versions = Set(models.map(\.version)).sorted().joined(separator: ", ")
    let epochs = gallery.shipped == nil ? "\(gallery.epochs) epochs" : "shipped models, not trained here"
    return """
      \(configuration.pixelMode.rawValue) pixels of \(architecture.imageShape), \(architecture.likelihood.name) \
      likelihood; hidden \(hidden) \(architecture.activation.rawValue); preset \(configuration.preset.rawValue) \
      (\(configuration.optimizer.kind.rawValue), rate \(configuration.learningRate ?? 0)), minibatches of \
      \(configuration.batchSize); \(epochs); figures of seed \(shown[0].seed). Trained by vae \(versions).
      """
  }

  private var results: String {
    let isGaussian = reconstructions.contains { $0.shareBelowGreyStep != nil }
    var table = MarkdownTable(
      header: [
        "L", "seed", "best epoch", "test ELBO", "±", "reconstruction", "KL", "active units", "squared error",
      ] + (isGaussian ? ["σ < 1/255"] : []))
    let drawn = Dictionary(uniqueKeysWithValues: zip(shown.map(\.latentSize), reconstructions))
    table.rows = models.map { model in
      let evaluation = model.evaluation
      let own = model.seed == shown[0].seed ? drawn[model.latentSize] : nil
      let share = own?.shareBelowGreyStep.map { fixed($0 * 100, 1) + " %" } ?? ""
      return [
        "\(model.latentSize)", "\(model.seed)", model.bestEpoch.map { "\($0)" } ?? "",
        fixed(evaluation.elbo.mean), fixed(evaluation.elbo.standardError),
        fixed(evaluation.reconstruction.mean), fixed(evaluation.klDivergence.mean),
        "\(evaluation.activeUnits)", own.map { fixed($0.meanSquaredError) } ?? "",
      ] + (isGaussian ? [share] : [])
    }
    return table.text.trimmed
  }

  private var notes: String {
    let evaluation = shown[0].evaluation
    let density =
      reconstructions.contains { $0.shareBelowGreyStep != nil }
      ? " A positive bound is right: it is of a density. Where σ is below a grey step (1/255), the decoder models "
        + "the rounding to bytes rather than the face." : ""
    return """
      Nats per image at the best epoch, over \(evaluation.images) test images with \(evaluation.samples) noise samples \
      each; ± is the standard error over the images. The squared error is Σ (x − mean)² over the pixels (0…1) of an \
      image through one drawn z, averaged over all test images.\(density)
      """
  }

  private var comparison: String? {
    guard let reference = ReferenceValues.of(gallery.data.dataset) else { return nil }
    var table = MarkdownTable(
      header: ["L", "seed", "test ELBO", "reference", "difference", "train ELBO at the end", "reference"])
    table.rows = models.compactMap { model in
      guard let value = reference.values[model.latentSize] else { return nil }
      let test = model.evaluation.elbo.mean
      return [
        "\(model.latentSize)", "\(model.seed)", fixed(test), fixed(value.test, 1),
        (test < value.test ? "" : "+") + fixed(test - value.test),
        model.metrics.last.map { fixed($0.train.elbo) } ?? "", value.train.map { fixed($0, 1) } ?? "",
      ]
    }
    return "## Beside the reference\n\nThe reference is \(reference.source). More is better.\n\n"
      + table.text.trimmed
  }

  /// `values.csv` holds whatever is drawn: curves and points by x and y, pictures by the latent positions they are decoded
  /// from.
  private var files: String {
    let lines = figures.map { figure in
      let names = figure.files.map { "`\($0.name)`" }
      let shown =
        names.count > 2 ? "\(names[0]), \(names[1]) … \(names.last!)" : names.joined(separator: ", ")
      return "- \(shown): \(figure.caption)"
    }
    return lines.joined(separator: "\n")
      + "\n- `values.csv`: what is drawn; a curve's or a point's x and y, and for pictures the coordinates y of each "
      + "latent dimension x"
      + (gallery.shipped == nil ? "\n- `timings.csv`: seconds of work, which depend on the machine" : "")
  }
}
