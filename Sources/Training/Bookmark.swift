import Formats
import Foundation

/// A position in latent space that a person gave a name.
public struct Bookmark: Codable, Sendable, Equatable {
  public let name: String
  /// z, of L numbers.
  public let position: [Float]
  /// How many examples the model had seen: one that is trained further decodes the position otherwise.
  public let examplesSeen: Int

  public init(name: String, position: [Float], examplesSeen: Int) {
    self.name = name
    self.position = position
    self.examplesSeen = examplesSeen
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case position = "z"
    case examplesSeen = "examples_seen"
  }
}

/// `bookmarks.json`: the bookmarks of a run, in its folder. Those of a shipped model are kept in the folder `.bookmarks`
/// beside the runs.
public struct BookmarkFile: Sendable {
  public let path: String

  /// What the file holds.
  private struct Content: Codable {
    var format: Int
    var bookmarks: [Bookmark]
  }

  private static let format = 1
  /// The most bookmarks that are kept of a model.
  public static let limit = 1000

  public init(path: String) { self.path = path }

  /// That of a run.
  public init(run path: String) { self.init(path: path + "/bookmarks.json") }

  /// That of a model that ships, which may lie where nothing can be written.
  public init(shippedModel name: String, in library: RunLibrary) {
    self.init(path: "\(library.newDirectory)/.bookmarks/\(name).json")
  }

  /// The bookmarks of a model of so many latent dimensions; none where there is no file.
  /// - Throws: `badFile` where the file holds something else, `inputOutput`.
  public func bookmarks(latentSize: Int) throws(InputError) -> [Bookmark] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let bytes = try WholeFile.read(path, limit: 1 << 24)
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)),
      content.format == Self.format
    else {
      throw InputError(
        .badFile,
        "\(path): expected bookmarks of format \(Self.format), found something else; move the file away")
    }
    return Array(
      content.bookmarks.filter { $0.position.count == latentSize && $0.position.allSatisfy(\.isFinite) }
        .prefix(Self.limit))
  }

  /// Writes the bookmarks in place of those before.
  /// - Throws: `cannotWrite`, `inputOutput`, `diskFull`.
  public func write(_ bookmarks: [Bookmark]) throws(InputError) {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw InputError(.cannotWrite, "\(folder): cannot make this folder: \(error.localizedDescription)")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Finite numbers and text always encode.
    let text = try! encoder.encode(Content(format: Self.format, bookmarks: bookmarks))
    try AtomicFile.write(Array(text) + [UInt8(ascii: "\n")], to: path)
  }
}
