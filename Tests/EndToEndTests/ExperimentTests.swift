import Foundation
import Testing

/// The experiments at small budgets, without a network or a file of data.
@Suite struct ExperimentTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "vae-exp-\(UUID().uuidString)")

  private func files(of dataset: String, in name: String, epochs: Int) throws -> Set<String> {
    defer { try? FileManager.default.removeItem(at: folder) }
    let arguments = [
      "reproduce", "gallery", dataset, "--latent-sizes", "2,3", "--epochs", "\(epochs)", "--output",
      folder.path,
    ]
    let listed = try run(Executable.vae.path, arguments + ["--list"])
    #expect(listed.output.split(separator: "\n").count == 2)
    #expect(listed.output.hasSuffix("--output \(folder.path) --job 1\n"))
    let result = try run(Executable.vae.path, arguments)
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    #expect(result.output.contains("job 1 (2 of 2)  epoch \(epochs)/\(epochs)"))
    let results = folder.appending(path: name)
    try expectReadable(results)
    let again = try run(Executable.vae.path, arguments + ["--job", "1"])
    #expect(again.output == "job 1 (latent-size-3-seed-0) is finished.\n")
    return Set(try FileManager.default.contentsOfDirectory(atPath: results.path))
  }

  /// Each file begins as its kind does, and ends.
  private func expectReadable(_ results: URL) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: results.path) where name != "runs" {
      let data = try Data(contentsOf: results.appending(path: name))
      switch name.split(separator: ".").last {
      case "png":
        #expect(
          data.starts(with: [0x89, 0x50, 0x4E, 0x47]) && data.suffix(8).starts(with: Data("IEND".utf8)))
      case "gif": #expect(data.starts(with: Data("GIF89a".utf8)) && data.last == 0x3B)
      case "svg": #expect(XMLReader.isWellFormed(data), "\(name)")
      default: #expect(String(data: data, encoding: .utf8)?.hasSuffix("\n") == true, "\(name)")
      }
    }
  }

  private func expected(_ name: String, frames: Int) -> Set<String> {
    let sizes = [2, 3].flatMap {
      ["gene_imgs-\($0)D.png", "reconst_imgs-\($0)D.png", "elbocurve-\($0)D.svg"]
    }
    return Set(sizes + (1...frames).map { "samples-\($0).png" }).union([
      "origin_imgs.png", "elbocurve.svg", "\(name)-manifold1.png", "\(name)-manifold2.png", "samples-gif.gif",
      "latent_distribution.svg", "traversals-3D.png", "values.csv", "timings.csv", "summary.md", "runs",
    ])
  }

  @Test func theGalleryOfDrawnDigits() throws {
    #expect(try files(of: "digits", in: "Digits", epochs: 1) == expected("Digits", frames: 6))
  }

  @Test func theGalleryOfDrawnFaces() throws {
    #expect(try files(of: "faces", in: "Faces", epochs: 4) == expected("Faces", frames: 4))
  }

  /// The settings of a sweep are those of a training, methods and schedules among them.
  @Test func aSweepOverMethodsAndSchedules() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    func list(methods: String) throws -> CommandResult {
      try run(
        Executable.vae.path,
        [
          "sweep", "digits", "-l", "2", "--hidden", "8", "--method", methods, "--schedule", "constant,iwae",
          "--adam-epsilon", "1e-4", "--epochs", "1", "--output", folder.path, "--list",
        ])
    }
    #expect(try list(methods: "aevb,mcem").output.split(separator: "\n").count == 4)
    let wrong = try list(methods: "nothing")
    #expect(wrong.status != 0 && wrong.error.contains("nothing"), "\(wrong.error)")
  }

  @Test func aSmallFigureOfThePaper() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let arguments = [
      "reproduce", "figure-2", "--datasets", "faces", "--latent-sizes", "2", "--initial-deviations", "0.1",
      "--examples", "2e4", "--output", folder.path,
    ]
    let result = try run(Executable.vae.path, arguments)
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    try expectReadable(folder)
    let summary = try String(contentsOf: folder.appending(path: "summary.md"), encoding: .utf8)
    #expect(summary.contains("| faces | 2 | 0.1 | 0 | wake–sleep |"))
    let again = try run(Executable.vae.path, arguments + ["--job", "1"])
    #expect(again.output == "job 1 (faces-2d-sd-0.1-wake-sleep-seed-0) is finished.\n")
  }

  @Test func experimentsAreListed() throws {
    let result = try run(Executable.vae.path, ["reproduce"])
    #expect(result.status == 0)
    #expect(result.output.contains("vae reproduce gallery digits") && result.output.contains(" jobs done"))
  }
}

/// Whether XML is well-formed, by a parser that is not ours.
private enum XMLReader {
  static func isWellFormed(_ data: Data) -> Bool {
    let script = "import sys, xml.etree.ElementTree; xml.etree.ElementTree.parse(sys.argv[1])"
    let file = FileManager.default.temporaryDirectory.appending(path: "vae-\(UUID().uuidString).svg")
    defer { try? FileManager.default.removeItem(at: file) }
    guard (try? data.write(to: file)) != nil else { return false }
    return (try? run("python3", ["-c", script, file.path]))?.status == 0
  }
}
