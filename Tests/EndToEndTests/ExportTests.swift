import Formats
import Foundation
import Testing

/// What pages export, read by programs that are not ours.
@Suite(
  .enabled(if: TmuxSession.isAvailable, TmuxSession.requirement))
struct ExportTests {
  @Test func pagesAreExported() throws {
    let session = try TmuxSession.exploring("mnist-2d")
    try session.wait("picture") { _ in try !session.picture().isEmpty }
    #expect(try session.exported(by: "e", as: "-1.png") == "mnist-2d-walk-1.png")
    // Nothing is overwritten.
    #expect(try session.exported(by: "e", as: "-2.png") == "mnist-2d-walk-2.png")
    for (key, page) in [("m", "manifold"), ("s", "samples")] {
      try session.press(key)
      try session.wait("pictures of \(page)") { $0.contains("┌ \(page) ") && $0.contains("▀") }
      #expect(try session.exported(by: "e", as: "\(page)-1.png") == "mnist-2d-\(page)-1.png")
    }
    try session.press("p")
    try session.wait(for: "2,000 images")
    #expect(try session.exported(by: "e", as: ".csv") == "mnist-2d-plane-1.csv")
    try session.press("r")
    try session.wait("figures") { $0.contains(" ± ") && !$0.contains("measuring…") }
    #expect(try session.exported(by: "e", as: "-reconstruct-1.csv") == "mnist-2d-reconstruct-1.csv")
    try expectReadable(
      session,
      [
        "mnist-2d-reconstruct-1.svg": "SVG, circles: 0, pictures: ",
        "mnist-2d-reconstruct-1.csv": "CSV, rows: ",
        "mnist-2d-walk-1.png": "PNG, 224×224, frames: 1", "mnist-2d-walk-2.png": "PNG, 224×224, frames: 1",
        "mnist-2d-manifold-1.png": "PNG", "mnist-2d-samples-1.png": "PNG",
        "mnist-2d-plane-1.svg": "SVG, circles: 2000", "mnist-2d-plane-1.csv": "CSV, rows: 2001",
      ])
  }

  @Test func aPathIsExportedAsAFilm() throws {
    let session = try TmuxSession.exploring("mnist-2d")
    try session.press("v")
    try session.wait(for: "● recording")
    try session.press("Right", "Right", "S-Up")
    try session.wait(forPosition: [1: 0.2, 2: 0.5])
    #expect(try session.exported(by: "v", as: ".gif") == "mnist-2d-walk-1.gif")
    try expectReadable(session, ["mnist-2d-walk-1.gif": "GIF, 112×112, frames: 4"])
  }

  @Test func theCurveIsExported() throws {
    let session = try TmuxSession.training()
    let name = try session.exported(by: "e", as: ".svg")
    try expectReadable(session, [name: "SVG"])
  }

  /// The files are there, and another reader finds in them what is expected, if there is one.
  private func expectReadable(_ session: TmuxSession, _ expected: [String: String]) throws {
    for name in expected.keys {
      #expect(FileManager.default.fileExists(atPath: session.directory.appending(path: name).path), "\(name)")
    }
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "PicturesTests/check_exports.py")
    let hasPillow = { (try? run($0, ["-c", "import PIL"]))?.status == 0 }
    guard let python = ["/usr/bin/python3", "python3"].first(where: hasPillow) else {
      print("python3 has no Pillow: exports are not opened by another reader")
      return
    }
    let result = try run(python, [script.path, session.directory.path])
    #expect(result.status == 0, "\(result.error)")
    for (name, content) in expected {
      #expect(result.output.contains("\(name) is right: \(content)"), "\(result.output)")
    }
  }
}
