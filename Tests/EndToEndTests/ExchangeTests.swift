import Foundation
import Testing

/// Models in and out by commands.
@Suite struct ExchangeTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "vae-exchange-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Runs vae, and returns what it printed.
  private func vae(_ arguments: String...) throws -> String {
    let result = try run(Executable.vae.path, arguments)
    #expect(result.status == 0, "\(arguments): \(result.error)")
    return result.output
  }

  private func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: path(name))) }

  @Test func codesGoOutAndComeBackAsPictures() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let said = try vae("encode", "digits-2d", "digits", "--part", "test", "--output", path("codes.npz"))
    #expect(said.contains("codes.npz: test 10,000 codes of 2 dimensions"), "\(said)")
    _ = try vae("decode", "digits-2d", path("codes.npz"), "--array", "test_mean", "--output", path("x.npy"))
    let images = try bytes("x.npy")
    #expect(images.starts(with: [0x93] + Array("NUMPY".utf8)))
    #expect(images.count % 64 == (10_000 * 28 * 28 * 4) % 64, "N×H×W numbers after a header")
    #expect(String(decoding: images.prefix(128), as: UTF8.self).contains("'shape': (10000, 28, 28)"))
  }

  @Test func picturesDependOnTheSeedAloneAndNotOnTheThreads() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, seed, threads) in [("a", "1", "1"), ("b", "1", "3"), ("c", "2", "1")] {
      _ = try vae(
        "sample", "faces-2d", "-n", "20", "--draw", "--seed", seed, "--threads", threads, "--output",
        path("\(name).npy"))
    }
    #expect(try bytes("a.npy") == bytes("b.npy") && bytes("a.npy") != bytes("c.npy"))
  }

  @Test func sheetsFilmsAndPagesAreWritten() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try vae("manifold", "digits-2d", "--grid", "5x7", "--output", path("manifold.png"))
    _ = try vae("traverse", "faces-2d", "--from", "3", "--output", path("traversal.png"))
    _ = try vae("interpolate", "digits-2d", "--from", "3", "--to", "7", "--output", path("film.gif"))
    let said = try vae("share", "digits-2d", "--output", path("walk.html"))
    #expect(said.contains("walk.html: digits-2d"))
    for (name, start) in [
      ("manifold.png", "\u{89}PNG"), ("traversal.png", "\u{89}PNG"), ("film.gif", "GIF89a"),
    ] {
      #expect(try bytes(name).starts(with: start.unicodeScalars.map { UInt8($0.value) }), "\(name)")
    }
    #expect(!String(decoding: try bytes("walk.html"), as: UTF8.self).contains("{{data}}"))
  }

  @Test func coloursGoThroughTrainingToPictures() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try vae("train", "colour-faces", "-l", "2", "--hidden", "8", "--epochs", "1", "--output", path("run"))
    #expect(try vae("evaluate", path("run"), "--json").contains("\"elbo\""))
    // A PNG in colour has the type 2, in byte 25.
    _ = try vae("sample", path("run"), "-n", "4", "--output", path("sheet.png"))
    #expect(try bytes("sheet.png")[25] == 2)
    _ = try vae("sample", path("run"), "-n", "4", "--output", path("x.npy"))
    #expect(
      String(decoding: try bytes("x.npy").prefix(128), as: UTF8.self).contains("'shape': (4, 28, 20, 3)"))
    _ = try vae("interpolate", path("run"), "--from", "0", "--to", "9", "--output", path("film.gif"))
    _ = try vae("share", path("run"), "--output", path("walk.html"))
    #expect(String(decoding: try bytes("walk.html"), as: UTF8.self).contains("\"channels\":3"))
  }

  @Test(arguments: [
    (
      ["encode", "digits-2d", "--output", "codes.txt"], Int32(64),
      "--output: expected FILE.npz, FILE.npy or FILE.csv"
    ),
    (
      ["sample", "digits-2d", "--output", "sheet.jpg"], 64,
      "--output: expected FILE.png, FILE.gif or FILE.npy"
    ),
    (["decode", "digits-2d", "nosuch.npy", "--output", "x.png"], 66, "nosuch.npy"),
    (
      ["interpolate", "digits-2d", "--from", "0", "--to", "99999", "--output", "x.gif"], 64,
      "--to: expected 0 to 9999"
    ),
    (["manifold", "digits-2d", "--axes", "1,3", "--output", "x.png"], 64, "--axes: expected 1 to 2"),
    (["import", "nosuch.safetensors", "--output", "x.safetensors"], 66, "nosuch.safetensors"),
    (
      ["share", "nosuch", "--output", "x.html"], 66, "nosuch: expected a checkpoint, a run or a shipped model"
    ),
    (
      ["encode", "digits-2d", "faces", "--output", "x.npy"], 64,
      "faces: expected images of 28×28, as the model has"
    ),
    (["sample", "digits-2d", "--output", "/nosuch/x.png"], 74, "/nosuch/x.png"),
  ]) func badInputIsALine(arguments: [String], status: Int32, text: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try run(Executable.vae.path, arguments)
    #expect(result.status == status && result.error.contains(text), "\(result.status): \(result.error)")
    #expect(
      result.error.split(separator: "\n").filter { !$0.hasPrefix("Usage") && !$0.hasPrefix("  See") }.count
        == 1)
  }
}
