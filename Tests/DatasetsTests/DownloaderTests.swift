import Foundation
import Testing

@testable import Datasets

@Suite struct DownloaderTests {
  private let folder = TemporaryFolder()
  private let payload = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 7) }

  private func file(_ mirrors: [String]) -> RemoteFile {
    RemoteFile(name: "data.bin", mirrors: mirrors, sha256: SHA256.digest(payload), size: payload.count)
  }

  private func fetch(_ mirrors: [String], progress: (Downloader.Progress) -> Bool = { _ in true }) throws
    -> [String]
  {
    try Downloader(stallTimeout: .seconds(3))
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
    ("gone", DatasetError.Kind.download, "HTTP status 404"), ("damaged", .download, "wrong checksum"),
    ("short", .download, "cut short"), ("hungUp", .download, "connection"),
    ("long", .download, "more than the expected"),
    ("stalled", .stalled, "nothing came"),
  ])
  func whatGoesWrongIsSaidAndLeavesNothing(path: String, kind: DatasetError.Kind, words: String) {
    let part = Array(payload.prefix(5000))
    let server = LocalServer([
      "damaged": .file(payload.map { $0 ^ 1 }), "short": .cutShort(part, announced: part.count),
      "hungUp": .cutShort(part, announced: payload.count), "long": .file(payload + payload),
      "stalled": .stall(part, announced: payload.count),
    ])
    let error = datasetError { try fetch([server.address(path)]) }
    #expect(error?.kind == kind && error!.description.contains(words), "\(error?.description ?? "no error")")
    #expect(error?.description.contains("vae explore digits") == true)
    #expect(stored == nil)
    #expect((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/sub"))?.isEmpty ?? true)
  }

  @Test func noServerAtAll() {
    // The port of a server that has gone.
    let address = { LocalServer([:]).address("data") }()
    #expect(datasetError { try fetch([address]) }?.exitCode == 69)
  }

  @Test func anInterruptionLeavesNothing() {
    let server = LocalServer(["slow": .stall(Array(payload.prefix(5000)), announced: payload.count)])
    var calls = 0
    let error = datasetError {
      try fetch([server.address("slow")]) { _ in
        calls += 1
        return calls < 3
      }
    }
    #expect(error?.kind == .interrupted && error?.exitCode == 130)
    #expect(stored == nil)
  }

  @Test func aFolderThatCannotBeMadeIsSaid() {
    let server = LocalServer(["data": .file(payload)])
    folder.write([1], to: "sub")
    #expect(datasetError { try fetch([server.address("data")]) }?.kind == .cannotWrite)
  }

  /// FIPS 180-4's examples, and lengths around a block's end.
  @Test func checksumsAreSHA256() {
    #expect(SHA256.digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.digest(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.digest(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.digest([UInt8](repeating: 97, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    for count in 50..<140 {
      var pieces = SHA256()
      let bytes = (0..<count).map { UInt8($0) }
      pieces.update(bytes.prefix(count / 3))
      pieces.update(bytes.dropFirst(count / 3))
      #expect(pieces.finish() == SHA256.digest(bytes))
    }
  }
}
