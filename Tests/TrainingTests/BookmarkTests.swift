import Formats
import Foundation
import Testing
import Training

/// The file of named positions.
struct BookmarkTests {
  private let folder = NSTemporaryDirectory() + "/vae-bookmarks-" + UUID().uuidString

  @Test func whatIsWrittenIsRead() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = BookmarkFile(path: folder + "/deep/bookmarks.json")
    #expect(try file.bookmarks(latentSize: 2).isEmpty)
    let bookmarks = [
      Bookmark(name: "a smile, \"wide\"", position: [0.25, -1.5], examplesSeen: 600),
      Bookmark(name: "größe", position: [1, 2], examplesSeen: 0),
    ]
    try file.write(bookmarks)
    #expect(try file.bookmarks(latentSize: 2) == bookmarks)
    #expect(try file.bookmarks(latentSize: 3).isEmpty)
    try file.write([])
    #expect(try file.bookmarks(latentSize: 2).isEmpty)
  }

  @Test func theFormatOfTodayIsReadForEver() throws {
    let text = #"{"format": 1, "bookmarks": [{"name": "nine", "z": [1, -0.5], "examples_seen": 60000}]}"#
    let path = try write(text)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(
      try BookmarkFile(path: path).bookmarks(latentSize: 2) == [
        Bookmark(name: "nine", position: [1, -0.5], examplesSeen: 60_000)
      ])
  }

  @Test(arguments: ["", "[]", #"{"format": 2, "bookmarks": []}"#, #"{"format": 1}"#])
  func anotherFileIsRefusedInALine(text: String) throws {
    let path = try write(text)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let failure = #expect(throws: InputError.self) {
      try BookmarkFile(path: path).bookmarks(latentSize: 2)
    }
    #expect(failure?.kind == .badFile && failure?.description.contains(path) ?? false)
  }

  private func write(_ text: String) throws -> String {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try text.write(toFile: folder + "/bookmarks.json", atomically: true, encoding: .utf8)
    return folder + "/bookmarks.json"
  }
}
