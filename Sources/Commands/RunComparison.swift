import Autoencoder
import Formats
import Foundation
import Plotting
import Training

/// Runs or shipped models side by side: the settings that differ, and the figures.
public struct RunComparison {
  private struct Model {
    let name: String
    let configuration: TrainingConfiguration
    let last: EpochMetrics?
    let best: EpochMetrics?
    /// Every setting under its name in `config.json`, as in `architecture.latentSize`.
    let settings: [String: String]
  }

  private let models: [Model]

  /// - Throws: `notFound` where a name is none of a run or of a shipped model, `badFile` where a run is broken.
  public init(_ names: [String], finder: ModelFinder) throws(InputError) {
    var models: [Model] = []
    for name in names { models.append(try Self.model(name, finder)) }
    self.models = models
  }

  private static func model(_ name: String, _ finder: ModelFinder) throws(InputError) -> Model {
    if let entry = finder.catalogue.entries.first(where: { $0.name == name }),
      finder.library.path(of: name) == nil
    {
      return Model(
        name: name, configuration: entry.configuration, last: nil, best: entry.metrics,
        settings: entry.configuration.settings)
    }
    let path = try finder.runPath(name)
    guard let run = finder.library.summary(path: path), let configuration = run.configuration else {
      // Reading it says why.
      _ = try RunFolder(reading: path).configuration()
      throw InputError(.badFile, "\(path): expected a run, found something else")
    }
    return Model(
      name: name, configuration: configuration, last: run.last, best: run.best,
      settings: configuration.settings)
  }

  /// The names of the settings that differ, in alphabetical order.
  private var differing: [String] { TrainingConfiguration.differingSettings(models.map(\.settings)) }

  /// Whether the bounds measure the same: data, pixels and likelihood are alike.
  private var isComparable: Bool {
    let first = models[0].configuration
    return models.allSatisfy {
      $0.configuration.dataset == first.dataset && $0.configuration.pixelMode == first.pixelMode
        && $0.configuration.architecture.likelihood == first.architecture.likelihood
    }
  }

  private static let figures: [(name: String, decimals: Int, value: @Sendable (Model) -> Double?)] = [
    ("best epoch", 0, { $0.best.map { Double($0.epoch) } }),
    ("test ELBO", 2, { $0.best?.test.elbo }),
    ("test reconstruction", 2, { $0.best?.test.reconstruction }),
    ("test KL", 2, { $0.best?.test.klDivergence }),
    ("train ELBO", 2, { $0.best?.train.elbo }),
    ("active units", 0, { $0.best.map { Double($0.activeUnits) } }),
    ("epochs done", 0, { $0.last.map { Double($0.epoch) } }),
    ("seconds", 1, { $0.last?.seconds }),
  ]

  /// A line a setting that differs, then a line a figure of the best epoch in nats per image.
  public var text: String {
    let names = models.map(\.name)
    let settings = differing.map { name in
      [name] + models.map { $0.settings[name] ?? NumberFormat.missing }
    }
    let figures = Self.figures.map { figure in
      [figure.name]
        + models.map { model in
          figure.value(model).map { NumberFormat.fixed($0, decimals: figure.decimals) }
            ?? NumberFormat.missing
        }
    }
    var rows = [[""] + names]
    rows += settings.isEmpty ? [["the same settings"]] : settings
    rows += [[]] + figures
    var text = alignedText(rows)
    if !isComparable {
      text += "\n\nThe bounds cannot be compared: the data, the pixels or the likelihood differ."
    }
    return text
  }

  /// `{"models": […], "settings": {NAME: […]}, "figures": {NAME: […]}, "comparable": true}`, lists in the models' order.
  public func json() throws -> String {
    let settings = differing.map { name in
      (name, models.map { $0.settings[name] as Any? ?? NSNull() })
    }
    let figures = Self.figures.map { figure in
      (figure.name, models.map { figure.value($0).flatMap { $0.isFinite ? $0 : nil } as Any? ?? NSNull() })
    }
    let object: [String: Any] = [
      "models": models.map(\.name), "settings": Dictionary(uniqueKeysWithValues: settings),
      "figures": Dictionary(uniqueKeysWithValues: figures), "comparable": isComparable,
    ]
    let data = try JSONSerialization.data(
      withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }
}
