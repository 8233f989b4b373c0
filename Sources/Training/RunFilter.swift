import Datasets
import Formats

/// What a listed run must be like: `latent=2`, or a word that is in its name, its note or its tags.
public struct RunFilter: Sendable, Equatable {
  private let field: String?
  private let value: String

  /// Reads a word that a person wrote.
  /// - Throws: `badSettings`, naming the fields, where the word is `FIELD=VALUE` of another field.
  public init(_ word: String) throws(InputError) {
    guard let sign = word.firstIndex(of: "=") else {
      (field, value) = (nil, word.lowercased())
      return
    }
    let field = String(word[..<sign]).lowercased()
    guard Self.fields.contains(field) else {
      throw InputError(
        .badSettings,
        "\(word): expected \(Self.fields.map { $0 + "=" }.joined(separator: ", ")) or a part of a name")
    }
    let value = String(word[word.index(after: sign)...]).lowercased()
    // `freyface` is taken for `frey-face`.
    let dataset = field == "data" ? KnownDataset(name: value)?.name : nil
    (self.field, self.value) = (field, dataset ?? value)
  }

  /// Reads the words of a line; a run must fit all of them.
  /// - Throws: what `init(_:)` throws.
  public static func all(in line: String) throws(InputError) -> [RunFilter] {
    var filters: [RunFilter] = []
    for word in line.split(separator: " ") { filters.append(try RunFilter(String(word))) }
    return filters
  }

  /// What runs can be filtered by.
  static let fields = [
    "name", "state", "data", "latent", "hidden", "likelihood", "pixels", "preset", "method", "objective",
    "optimizer", "rate", "batch", "seed", "epochs", "tag",
  ]

  /// Whether a run is like this.
  /// - Parameter state: its state in a word.
  public func accepts(_ run: RunSummary, state: String) -> Bool {
    guard let field else {
      return ([run.name, run.notes.text] + run.notes.tags).contains { $0.lowercased().contains(value) }
    }
    switch field {
    case "name": return run.name.lowercased() == value
    case "state": return state.lowercased() == value
    case "tag": return run.notes.tags.contains { $0.lowercased() == value }
    default: return run.configuration.flatMap { $0.text(of: field) }?.lowercased() == value
    }
  }
}

extension TrainingConfiguration {
  /// The data set; for a file, its name without folders.
  public var datasetName: String { dataset.split(separator: "/").last.map(String.init) ?? dataset }

  /// The widths of the hidden layers, as in `200,200`.
  public var hiddenText: String { architecture.hiddenSizes.map(String.init).joined(separator: ",") }

  /// The value of a field as a person writes it; `nil` where there is none.
  fileprivate func text(of field: String) -> String? {
    switch field {
    case "data": datasetName
    case "latent": String(architecture.latentSize)
    case "hidden": hiddenText
    case "likelihood": architecture.likelihood.rawValue
    case "pixels": pixelMode.rawValue
    case "preset": preset.rawValue
    case "method": method.rawValue
    case "objective": objective.bound.rawValue
    case "optimizer": optimizer.kind.rawValue
    case "rate": learningRate.map { "\($0)" }
    case "batch": String(batchSize)
    case "seed": String(seed)
    case "epochs": String(epochs)
    default: preconditionFailure("there is no field \(field)")
    }
  }
}
