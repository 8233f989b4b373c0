import Autoencoder
import Foundation
import Training

/// A run as a program reads it: an object of `vae runs --json`. Bounds are in nats per image.
public struct RunRecord: Encodable, Sendable {
  let name: String
  let path: String
  /// `training`, `resumable`, `finished` or `broken`.
  let state: String
  /// Why it is broken.
  let reason: String?
  let modified: Date

  let epoch: Int
  let bestEpoch: Int?
  let bestTestELBO: Double?
  let testELBO: Double?
  let trainELBO: Double?
  let activeUnits: Int?
  /// Seconds of training.
  let seconds: Double?

  /// `nil` where it is broken, as are all settings.
  let dataset: String?
  let epochs: Int?
  let pixelMode: String?
  let likelihood: String?
  let hiddenSizes: [Int]?
  let latentSize: Int?
  let preset: String?
  let method: String?
  let objective: String?
  let optimizer: String?
  let batchSize: Int?
  let seed: UInt64?
  /// What a person wrote about it, without the tags.
  let note: String?
  let tags: [String]

  public init(_ run: RunSummary) {
    (name, path, modified) = (run.name, run.path, run.modified)
    state = run.stateName
    reason = if case .broken(let reason) = run.state { reason } else { nil }
    (note, tags) = (run.notes.text.isEmpty ? nil : run.notes.text, run.notes.tags)
    func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
    epoch = run.figures.epoch
    (bestEpoch, bestTestELBO) = (run.best?.epoch, finite(run.best?.test.elbo))
    (testELBO, trainELBO) = (finite(run.last?.test.elbo), finite(run.last?.train.elbo))
    (activeUnits, seconds) = (run.last?.activeUnits, finite(run.last?.seconds))
    let configuration = run.configuration
    (dataset, epochs) = (configuration?.dataset, configuration?.epochs)
    pixelMode = configuration?.pixelMode.rawValue
    likelihood = configuration?.architecture.likelihood.rawValue
    hiddenSizes = configuration?.architecture.hiddenSizes
    latentSize = configuration?.architecture.latentSize
    (preset, method) = (configuration?.preset.rawValue, configuration?.method.rawValue)
    objective = configuration?.objective.title
    optimizer = configuration?.optimizer.kind.rawValue
    (batchSize, seed) = (configuration?.batchSize, configuration?.seed)
  }

  /// The data set; for a file, its name without folders.
  var dataName: String? { dataset?.split(separator: "/").last.map(String.init) }
  /// The note and the tags, as a person writes them.
  var notesLine: String { ([note].compactMap { $0 } + tags.map { "#" + $0 }).joined(separator: " ") }
  /// The widths of the hidden layers, as in `200,200`.
  var hiddenText: String? { hiddenSizes.map { $0.map(String.init).joined(separator: ",") } }
}

extension RunSummary {
  /// Its state in a word.
  var stateName: String {
    switch state {
    case .unread: "unread"
    case .training: "training"
    case .resumable: "resumable"
    case .finished: "finished"
    case .broken: "broken"
    }
  }
}
