import Formats
import Foundation
import TestFiles
import Testing

@testable import Datasets

@Suite struct DownloaderTests {
  private let folder = TemporaryFolder()
  private let payload = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 7) }

  private static let bomb = FileBuilder.gzip([UInt8](repeating: 0, count: 50 << 20))

  private func file(_ mirrors: [String]) -> RemoteFile {
    RemoteFile(name: "data.bin", mirrors: mirrors, sha256: SHA256.digest(payload), size: payload.count)
  }

  private func fetch(_ mirrors: [String], progress: (Downloader.Progress) -> Bool = { _ in true }) throws
    -> [String]
  {
    // The file's size adds ten seconds to the least time.
    try Downloader(stallTimeout: .seconds(3), leastTime: .seconds(-5))
      .fetch(name: "test", files: [file(mirrors)], into: folder.path + "/sub", progress: progress)
  }

  private var stored: [UInt8]? {
    FileManager.default.contents(atPath: folder.path + "/sub/data.bin").map(Array.init)
  }

  @Test func aFileComesWholeAndIsNotFetchedTwice() throws {
    let server = LocalServer(["data": .file(payload)])
    var last: Downloader.Progress?
    let paths = try fetch([server.address("data")]) { progress in
      last = progress
      return true
    }
    #expect(stored == payload && paths == [folder.path + "/sub/data.bin"])
    #expect(last?.received == payload.count && last?.total == payload.count)
    // No mirror is left to ask: the file that is there is enough.
    #expect(throws: Never.self) { try fetch([]) }
  }

  /// HTTP leaves it to the server whether a length is announced: the checksum decides.
  @Test(arguments: [true, false]) func aBodyOfUnannouncedLengthIsTaken(isChunked: Bool) throws {
    let server = LocalServer([
      "data": .unannounced(payload, isChunked: isChunked),
      "cut": .unannounced(payload.dropLast(), isChunked: isChunked),
    ])
    let error = inputError { try fetch([server.address("cut")]) }
    #expect(error?.kind == .download && error!.description.contains("cut short"))
    _ = try fetch([server.address("data")])
    #expect(stored == payload)
  }

  @Test func theMembersWantedAreKeptOfAnArchive() throws {
    let archive = FileBuilder.npz(
      [("gzip/a.gz", payload), ("gzip/b.gz", [1, 2]), ("gzip/c.gz", [3])], deflated: true)
    let server = LocalServer(["zip": .file(archive)])
    func fetch(_ members: [String], from mirror: String) throws -> [String] {
      let file = RemoteFile(
        name: "all.zip", mirrors: [server.address(mirror)], sha256: SHA256.digest(archive),
        size: archive.count, members: members)
      return try Downloader(stallTimeout: .seconds(3)).fetch(
        name: "test", files: [file], into: folder.path + "/sub")
    }
    let paths = try fetch(["gzip/c.gz", "gzip/a.gz"], from: "zip")
    #expect(paths == ["c.gz", "a.gz"].map { folder.path + "/sub/" + $0 })
    #expect(FileManager.default.contents(atPath: paths[1]).map(Array.init) == payload)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/sub").count == 2)
    // What is there is not fetched again.
    #expect(try fetch(["gzip/a.gz"], from: "gone") == [paths[1]])
    let error = inputError { try fetch(["gzip/d.gz"], from: "zip") }
    #expect(error?.kind == .badFile && error!.description.contains("a member gzip/d.gz"))
  }

  @Test func aDamagedFileIsReplaced() throws {
    folder.write(payload.map { $0 ^ 1 }, to: "sub/data.bin")
    let server = LocalServer(["data": .file(payload)])
    _ = try fetch([server.address("data")])
    #expect(stored == payload)
  }

  @Test func theSecondMirrorServesWhereTheFirstDoesNot() throws {
    let damaged = payload.map { $0 ^ 1 }
    let server = LocalServer([
      "gone": .status(404), "damaged": .file(damaged),
      "short": .cutShort(Array(payload.prefix(500)), announced: 500),
      "long": .file(payload + payload), "data": .file(payload),
    ])
    for first in ["gone", "damaged", "short", "long"] {
      let there = folder.path + "/sub/data.bin"
      try? FileManager.default.removeItem(atPath: there)
      _ = try fetch([server.address(first), server.address("data")])
      #expect(stored == payload, "\(first)")
    }
  }

  @Test(arguments: [
    ("gone", InputError.Kind.download, "HTTP status 404"), ("damaged", .download, "wrong checksum"),
    ("short", .download, "cut short"), ("hungUp", .download, "connection"),
    ("long", .download, "more than the expected"),
    ("stalled", .stalled, "nothing came"), ("endless", .download, "more than the expected"),
    ("bomb", .download, "packed as gzip"), ("trickle", .stalled, "not done in 5 s"),
  ])
  func whatGoesWrongIsSaidAndLeavesNothing(path: String, kind: InputError.Kind, words: String) {
    let part = Array(payload.prefix(5000))
    let server = LocalServer([
      "damaged": .file(payload.map { $0 ^ 1 }), "short": .cutShort(part, announced: part.count),
      "hungUp": .cutShort(part, announced: payload.count), "long": .file(payload + payload),
      "stalled": .stall(part, announced: payload.count), "endless": .endless,
      "bomb": .packed(Self.bomb, encoding: "gzip"),
      "trickle": .trickle(announced: payload.count),
    ])
    let error = inputError { try fetch([server.address(path)]) }
    #expect(error?.kind == kind && error!.description.contains(words), "\(error?.description ?? "no error")")
    #expect(error?.description.contains("vae explore digits") == true)
    #expect(stored == nil)
    #expect((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/sub"))?.isEmpty ?? true)
  }

  @Test func noServerAtAll() {
    // The port of a server that has gone.
    let address = { LocalServer([:]).address("data") }()
    #expect(inputError { try fetch([address]) }?.kind == .download)
  }

  @Test func anInterruptionLeavesNothing() {
    let server = LocalServer(["slow": .stall(Array(payload.prefix(5000)), announced: payload.count)])
    var calls = 0
    let start = ContinuousClock.now
    let error = inputError {
      try fetch([server.address("slow")]) { _ in
        calls += 1
        return calls < 3
      }
    }
    #expect(error?.kind == .interrupted && ContinuousClock.now - start < .seconds(2))
    #expect(stored == nil)
  }

  @Test func manyAtOnceDoNotMeet() async throws {
    let server = LocalServer(["data": .file(payload)])
    let address = server.address("data")
    await withTaskGroup { group in
      for _ in 0..<6 {
        group.addTask { #expect(throws: Never.self) { try fetch([address]) } }
      }
    }
    #expect(stored == payload)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/sub") == ["data.bin"])
  }

  @Test func whatAKilledDownloadLeftIsRemoved() throws {
    let server = LocalServer(["data": .file(payload)])
    folder.write([1], to: "sub/data.bin.old.part")
    folder.write([1], to: "sub/data.bin.new.part")
    let dayAgo = Date(timeIntervalSinceNow: -86_400)
    try FileManager.default.setAttributes(
      [.modificationDate: dayAgo], ofItemAtPath: folder.path + "/sub/data.bin.old.part")
    _ = try fetch([server.address("data")])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/sub").sorted()
    #expect(names == ["data.bin", "data.bin.new.part"])
  }

  @Test func aFolderThatCannotBeMadeIsSaid() {
    let server = LocalServer(["data": .file(payload)])
    folder.write([1], to: "sub")
    #expect(inputError { try fetch([server.address("data")]) }?.kind == .cannotWrite)
  }
}
