import Formats
import Foundation
import Testing

@testable import Training

struct RunTrashTests {
  private let deletion = Date(timeIntervalSince1970: 1_800_000_000)

  /// Calls `body` with a library of one run, "digits-2d".
  private func withLibrary(_ body: (RunLibrary, _ run: String) throws -> Void) throws {
    try Fixture.withFolder { folder in
      let run = folder + "/digits-2d"
      try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
      try Data("{}".utf8).write(to: URL(fileURLWithPath: run + "/config.json"))
      try body(RunLibrary(directories: [folder]), run)
    }
  }

  @Test func aRunGoesToTheTrashAndComesBack() throws {
    try withLibrary { library, run in
      let trashed = try library.trash(run, now: deletion)
      #expect(trashed.path.hasSuffix("/.trash/digits-2d@20270115T080000Z"))
      #expect(FileManager.default.fileExists(atPath: library.directories[0] + "/.trash"))
      #expect(trashed.formerPath == run && trashed.name == "digits-2d")
      #expect(library.runs().isEmpty && library.path(of: "digits-2d") == nil)
      #expect(FileManager.default.fileExists(atPath: trashed.path + "/config.json"))
      try library.restore(trashed)
      #expect(library.runs().map(\.name) == ["digits-2d"])
    }
  }

  @Test func namesakesHaveRoomInTheTrash() throws {
    try withLibrary { library, run in
      let first = try library.trash(run, now: deletion)
      try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
      let second = try library.trash(run, now: deletion)
      #expect(second.path == first.path + "-2")
      try library.restore(second)
      #expect { try library.restore(first) } throws: { ($0 as? InputError)?.kind == .occupied }
      #expect(FileManager.default.fileExists(atPath: first.path + "/config.json"))
    }
  }

  @Test func theTrashIsEmptiedAfterThirtyDays() throws {
    try withLibrary { library, run in
      let trashed = try library.trash(run, now: deletion)
      let stranger = library.directories[0] + "/.trash/notes"
      try FileManager.default.createDirectory(atPath: stranger, withIntermediateDirectories: true)
      #expect(library.emptyTrash(now: deletion.addingTimeInterval(30 * 86_400)) == 0)
      #expect(library.emptyTrash(now: deletion.addingTimeInterval(30 * 86_400 + 1)) == 1)
      #expect(!FileManager.default.fileExists(atPath: trashed.path))
      #expect(FileManager.default.fileExists(atPath: stranger))
    }
  }

  @Test func aRunThatIsTrainedStays() throws {
    try withLibrary { library, run in
      let folder = try RunFolder.open(run)
      #expect { try library.trash(run, now: deletion) } throws: { ($0 as? InputError)?.kind == .occupied }
      withExtendedLifetime(folder) {}
      #expect { try library.trash(run + "-none", now: deletion) } throws: {
        ($0 as? InputError)?.kind == .notFound
      }
      #expect(library.runs().count == 1)
    }
  }
}
