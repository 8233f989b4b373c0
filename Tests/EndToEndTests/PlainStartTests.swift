import Foundation
import Testing

/// `vae` alone where there is no terminal.
@Suite struct PlainStartTests {
  /// A folder of its own, with a file of a few small images, deleted afterwards.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "vae-plain-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(ExplorerMannersTests.images()).write(to: folder.appending(path: "images.npy"))
    try body(folder)
  }

  /// Runs a shell's `script`, where `vae` is the program, in `folder`: no data sets, no terminal type, the locale C.
  private func shell(
    _ script: String, in folder: URL, _ environment: [String: String] = [:]
  ) throws -> CommandResult {
    let plain = ["LC_ALL": "C", "XDG_STATE_HOME": folder.appending(path: "state").path]
    let variables = plain.merging(TmuxSession.withoutData) { $1 }.merging(environment) { $1 }
    return try run(
      "env",
      ["-u", "TERM", "-u", "VAE_RUNS_DIR"] + variables.map { "\($0.key)=\($0.value)" }
        + ["sh", "-c", "vae() { \"$0\" \"$@\"; }; cd \"$1\"; shift; \(script)"]
        + [Executable.vae.path, folder.path])
  }

  private let quick = "--data images.npy --hidden 20 --epochs 2 --threads 1"

  @Test func itTrainsAndPrintsPictures() throws {
    try withFolder { folder in
      let result = try shell("vae \(quick)", in: folder, ["LC_ALL": "C.UTF-8", "TERM": "xterm-256color"])
      #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
      let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.filter { $0.hasPrefix("epoch ") }.count == 2)
      #expect(
        lines.contains { $0.hasPrefix("The manifold") } && lines.contains { $0.hasPrefix("Test images") })
      #expect(result.output.contains { "░▒▓█▀▄".contains($0) } && !result.output.contains("\u{1B}"))
      #expect(
        result.output.hasSuffix(
          "\nThe run is in runs/images-2d. In a terminal 'vae explore runs/images-2d' shows the explorer.\n"))
      #expect(FileManager.default.fileExists(atPath: folder.path + "/runs/images-2d/best.safetensors"))
    }
  }

  @Test func withNothingAtHandItDrawsDigitsInASCII() throws {
    try withFolder { folder in
      let result = try shell("vae --hidden 20 --epochs 1 --latent-size 3", in: folder, ["NO_COLOR": "1"])
      #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
      #expect(result.output.hasPrefix("digits: "))
      #expect(result.output.contains("=") && result.output.allSatisfy(\.isASCII))
    }
  }

  /// A file in the place of `runs` stands for a folder that cannot be written, which there is not for root.
  @Test func whereItCannotWriteTheRunGoesToTheStateFolder() throws {
    try withFolder { folder in
      try Data().write(to: folder.appending(path: "runs"))
      let result = try shell("vae \(quick)", in: folder)
      let place = folder.path + "/state/vae/runs"
      #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
      #expect(
        result.output.hasPrefix("runs: this folder cannot be written, so the run goes to \(place).\n"))
      #expect(result.output.contains("\nThe run is in \(place)/images-2d. "))
    }
  }

  @Test func whereNothingCanBeWrittenTheRunIsNotKept() throws {
    try withFolder { folder in
      try Data().write(to: folder.appending(path: "runs"))
      let result = try shell("vae \(quick)", in: folder, ["XDG_STATE_HOME": "/dev/null"])
      #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
      #expect(result.output.hasPrefix("The run is not kept; VAE_RUNS_DIR names another folder: "))
      #expect(result.output.hasSuffix("\nIn a terminal 'vae' shows the explorer.\n"))
    }
  }

  @Test func aSignalSaves() throws {
    try withFolder { folder in
      let result = try shell(
        "\"$0\" --data images.npy --hidden 20 --epochs 1000000 --threads 1 & "
          + "until [ -s runs/images-2d/metrics.jsonl ]; do sleep 0.1; done; kill -TERM $!; wait $!",
        in: folder)
      #expect(result.status == 128 + SIGTERM)
      #expect(result.output.hasSuffix(" saved; 'vae train --resume --output runs/images-2d' goes on.\n"))
    }
  }

  @Test(arguments: ["explore", "--page walk"])
  func whatAsksForTheExplorerIsRefused(arguments: String) throws {
    try withFolder { folder in
      let result = try shell("vae \(arguments)", in: folder)
      #expect(result.status == 64 && result.output.isEmpty)
      #expect(
        result.error
          == "vae: standard input is not a terminal: 'vae' alone trains and prints pictures as text, "
          + "'vae train' trains without a screen, 'vae explore --once PAGE' prints one page\n")
    }
  }
}
