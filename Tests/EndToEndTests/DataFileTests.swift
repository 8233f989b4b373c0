import Foundation
import Testing

/// Files of the user's own, from the command line to the run that keeps how they were read.
@Suite struct DataFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "vae-data-\(UUID().uuidString)")

  /// A NumPy file of 28 images of 4×3 bytes.
  private func file(_ pixel: (Int) -> UInt8) throws -> String {
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (28, 4, 3), }"
    let header = text + String(repeating: " ", count: 117 - text.count) + "\n"
    let path = folder.appending(path: "photos.npy")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let start: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0]
    try Data(start + Array(header.utf8) + (0..<336).map(pixel)).write(to: path)
    return path.path
  }

  private func vae(_ arguments: String...) throws -> CommandResult {
    try run(Executable.vae.path, arguments)
  }

  @Test func whatWasReadIsThereForAProgram() throws {
    let path = try file { UInt8($0 % 17) }
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try vae("data", "show", path, "--json")
    let facts = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    for (key, value) in ["train": 24, "test": 4, "validation": 0, "height": 4, "width": 3, "channels": 1] {
      #expect(facts[key] as? Int == value, "\(key)")
    }
    #expect(facts["range"] as? [Int] == [0, 16] && facts["scale"] as? [Int] == [0, 255])
    #expect(facts["labels"] as? [Int] == [] && facts["layout"] as? String == "NHW")
    let shown = try vae("data", "show", path, "--count", "1")
    #expect(shown.output.contains("photos.npy: 24 + 4 images of 4"))
    #expect(try vae("data", "show", path, "--range", "-1,1", "--json").output.contains("-1"))
    #expect(try vae("data", "show", path, "--range", "1,1").status == 64)
  }

  @Test func aGaussianLikelihoodTakesBlackAndWhite() throws {
    let path = try file { UInt8($0 % 2) }
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = folder.appending(path: "run").path
    let result = try vae(
      "train", path, "--likelihood", "gaussian", "--epochs", "1", "--hidden", "4", "-l", "2", "--transpose",
      "--output", output)
    #expect(
      result.status == 0 && result.output.hasPrefix("photos.npy: 24 + 4 images of 3"), "\(result.error)")
    let configuration = try String(contentsOfFile: output + "/config.json", encoding: .utf8)
    #expect(configuration.contains("reading") && configuration.contains("NHW"))
    let resumed = try vae("train", "--resume", "--output", output, "--epochs", "2")
    #expect(resumed.status == 0 && resumed.output.contains("transposed"), "\(resumed.error)")
    #expect(try vae("evaluate", output, "--json").status == 0)
    let differing = try vae("train", "--resume", "--output", output, "--range", "0,2")
    #expect(differing.status == 64 && differing.error.contains("--range 0…2 (the run has 0…1)"))
    #expect(try vae("train", "--resume", "--output", output, "--range", "0,1", "--transpose").status == 0)
  }

  @Test func aRunFollowsItsDataToAnotherPlace() throws {
    let path = try file { UInt8($0 % 17) }
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = folder.appending(path: "run").path
    #expect(
      try vae("train", path, "--epochs", "1", "--hidden", "4", "-l", "2", "--output", output).status == 0)
    let place = folder.appending(path: "elsewhere.npy").path
    try FileManager.default.moveItem(atPath: path, toPath: place)
    let lost = try vae("train", "--resume", "--output", output, "--epochs", "2")
    #expect(
      lost.status == 66 && lost.error.contains("vae train NEWPLACE --resume --output \(output)"))
    #expect(try vae("train", place, "--resume", "--output", output, "--epochs", "2").status == 0)
    #expect(try vae("train", "--resume", "--output", output, "--epochs", "3").status == 0)
    // Other images of the same size.
    _ = try file { UInt8($0 % 16) }
    let other = try vae("train", path, "--resume", "--output", output, "--epochs", "4")
    #expect(other.status == 64 && other.error.contains("that the run was trained on"), "\(other)")
  }
}
