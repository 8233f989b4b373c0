import Foundation
import Testing

/// Every page as text, for a pipe.
@Suite struct PrintedPageTests {
  @Test(
    arguments: ["train", "walk", "manifold", "reconstruct", "samples", "plane", "runs"],
    [(80, 24), (120, 40)])
  func aPageFillsItsSize(page: String, size: (width: Int, height: Int)) throws {
    let result = try run(
      "env",
      TmuxSession.withoutData.map { "\($0.key)=\($0.value)" }
        + [Executable.vae.path, "explore", "mnist-2d", "--once", page]
        + ["--size", "\(size.width)x\(size.height)"])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.hasSuffix("\n"))
    // Every character of a page is one column wide.
    let lines = result.output.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == size.height)
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= size.width })
    #expect(lines.first?.contains("mnist-2d") ?? false)
    #expect(result.error.isEmpty)
  }

  /// A compared run that cannot be read is named, and holds the page up no longer than one that can.
  @Test func aBrokenComparisonIsNamedAtOnce() throws {
    let runs = FileManager.default.temporaryDirectory.appending(path: "vae-runs-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: runs) }
    try FileManager.default.createDirectory(
      at: runs.appending(path: "cut-short"), withIntermediateDirectories: true)
    for file in ["config.json", "best.safetensors"] {
      try Data("{".utf8).write(to: runs.appending(path: "cut-short/\(file)"))
    }
    let start = Date.now
    let result = try run(
      "env",
      TmuxSession.withoutData.map { "\($0.key)=\($0.value)" }
        + ["VAE_RUNS_DIR=\(runs.path)", Executable.vae.path, "explore", "mnist-2d"]
        + ["--once", "reconstruct", "--compare", "cut-short", "--size", "120x40"])
    #expect(Date.now.timeIntervalSince(start) < 2)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("cut-short") && result.output.contains("best.safetensors: expected"))
  }
}
