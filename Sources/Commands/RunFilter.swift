import Datasets
import Formats
import Training

/// What a listed run must be like: `latent=2`, or a word that is in its name.
public struct RunFilter: Sendable {
  private let field: String?
  private let value: String

  /// Reads a word of the command line.
  /// - Throws: `badSettings`, naming the fields, where the word is `FIELD=VALUE` of another field.
  public init(_ word: String) throws(InputError) {
    guard let sign = word.firstIndex(of: "=") else {
      (field, value) = (nil, word.lowercased())
      return
    }
    let field = String(word[..<sign]).lowercased()
    guard RunRecord.filteredFields.contains(field) else {
      throw InputError(
        .badSettings,
        "\(word): expected \(RunRecord.filteredFields.map { $0 + "=" }.joined(separator: ", ")) or a part of a name"
      )
    }
    let value = String(word[word.index(after: sign)...]).lowercased()
    // `freyface` is taken for `frey-face`.
    let dataset = field == "data" ? KnownDataset(name: value)?.name : nil
    (self.field, self.value) = (field, dataset ?? value)
  }

  func accepts(_ run: RunRecord) -> Bool {
    guard let field else { return run.name.lowercased().contains(value) }
    return run.text(of: field)?.lowercased() == value
  }
}
