import Formats
import Foundation

/// What a person wrote about a run: `notes.json` in its folder.
public struct RunNotes: Codable, Sendable, Equatable {
  public var text = ""
  public var tags: [String] = []

  public init() {}

  /// Reads a line as a person writes it, in which the words that begin with `#` are tags.
  public init(line: String) {
    let words = line.split(separator: " ")
    text = words.filter { !$0.hasPrefix("#") }.joined(separator: " ")
    var seen: Set<String> = []
    tags = words.filter { $0.hasPrefix("#") && $0.count > 1 }.map { String($0.dropFirst()) }
      .filter { seen.insert($0).inserted }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    text = try container.decodeIfPresent(String.self, forKey: .text) ?? ""
    tags = try container.decodeIfPresent([String].self, forKey: .tags) ?? []
  }

  /// The line: the text, then the tags.
  public var line: String { ([text] + tags.map { "#" + $0 }).filter { !$0.isEmpty }.joined(separator: " ") }

  public var isEmpty: Bool { self == RunNotes() }
}

extension RunFolder {
  /// What a person wrote about the run.
  public var notesPath: String { path + "/notes.json" }

  /// The notes; empty where there are none that can be read.
  var notes: RunNotes {
    guard let bytes = try? WholeFile.read(notesPath, limit: 1 << 16) else { return RunNotes() }
    return (try? JSONDecoder().decode(RunNotes.self, from: Data(bytes))) ?? RunNotes()
  }

  /// Writes the notes, or deletes them where they are empty; a process may train the run meanwhile.
  /// - Throws: `cannotWrite`, `inputOutput`, `diskFull`.
  public func write(_ notes: RunNotes) throws(InputError) {
    guard !notes.isEmpty else {
      unlink(notesPath)
      return
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Plain values always encode.
    try AtomicFile.write(Array(try! encoder.encode(notes)) + [UInt8(ascii: "\n")], to: notesPath)
  }
}
