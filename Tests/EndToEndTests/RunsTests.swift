import Foundation
import Testing

/// The commands about runs, from the command line.
@Suite struct RunsTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "vae-runs-\(UUID().uuidString)")

  @Test func runsAreListedComparedAndRemoved() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func vae(_ arguments: String...) throws -> CommandResult {
      // In a folder of its own, where there are no other runs.
      try run(
        "sh",
        [
          "-c", #"cd "$0" && exec "$@""#, folder.path, "env", "VAE_RUNS_DIR=\(folder.path)/runs",
          "HOME=\(folder.path)", Executable.vae.path,
        ] + arguments)
    }
    for latentSize in ["2", "3"] {
      let trained = try vae("train", "faces", "--hidden", "4", "--epochs", "1", "-l", latentSize)
      #expect(trained.status == 0, "\(trained.error)")
    }
    let listed = try vae("runs", "latent=2", "--json")
    let runs = try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]]
    #expect(runs?.count == 1 && runs?[0]["name"] as? String == "faces-2d-2" && runs?[0]["epoch"] as? Int == 1)
    #expect(try vae("runs", "--sort", "name").output.split(separator: "\n").count == 3)
    #expect(try vae("runs", "--sort", "size").status == 64 && vae("runs", "size=2").status == 64)
    let compared = try vae("compare", "faces-2d-2", "faces-3d")
    #expect(compared.status == 0 && compared.output.contains("architecture.latentSize  2"))
    #expect(try vae("compare", "faces-2d-2").status == 64 && vae("compare", "faces-2d-2", "x").status == 66)
    #expect(try vae("rm", "faces-2d-2").status == 64 && vae("rm", "x", "--yes").status == 66)
    let removed = try vae("rm", "faces-2d-2", "--yes")
    #expect(removed.status == 0 && removed.output.contains(".trash/faces-2d-2@"))
    #expect(try vae("runs", "--json").output.contains("faces-3d"))
    #expect(try !vae("runs", "--json").output.contains("faces-2d-2"))
  }
}
