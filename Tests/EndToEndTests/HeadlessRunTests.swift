import Foundation
import Testing

/// Training on a cluster: requeued jobs, signals, limits, and what stands in the place of files.
@Suite struct HeadlessRunTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "vae-headless-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private static let settings = "faces --hidden 4 -l 2 --threads 1"

  /// Runs a script of bash in the folder, in which `vae` is the program and the data folder is empty.
  private func script(_ text: String) throws -> CommandResult {
    let head = """
      cd '\(folder.path)' || exit 99
      export VAE_DATA_DIR=$PWD/data VAE_RUNS_DIR=$PWD/runs
      vae() { '\(Executable.vae.path)' "$@"; }

      """
    return try run("bash", ["-c", head + text])
  }

  /// The script trains in the background as process $p, and waits for its first epoch.
  private func trainingInBackground(output: String, then text: String) -> String {
    """
    '\(Executable.vae.path)' train \(Self.settings) --epochs 1000000 --output \(output) > out 2>&1 &
    p=$!
    waitFor() { for i in $(seq 600); do grep -q "$1" out && return; sleep 0.05; done; echo "no '$1'"; cat out; }
    waitFor '^epoch'

    """ + text + "\nwait $p; echo status $?; cat out"
  }

  @Test func theSameCommandStartsAndGoesOn() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let command = "vae train \(Self.settings) --epochs 3 --resume --output r"
    let first = try script(command)
    #expect(first.status == 0 && first.output.contains("epoch 3/3"), "\(first.error)")
    let again = try script(command)
    #expect(again.status == 0 && !again.output.contains("epoch 3/3"), "\(again.error)")
    let longer = try script("vae train \(Self.settings) --epochs 4 --learning-rate 0.01 --resume --output r")
    #expect(longer.status == 0 && longer.output.contains("epoch 4/4") && !longer.output.contains("epoch 3/4"))
    let configuration = try String(contentsOf: folder.appending(path: "r/config.json"), encoding: .utf8)
    #expect(configuration.contains("\"learningRate\" : 0.01"))
    let unequal = try script("vae train \(Self.settings) --seed 4 --resume --output r")
    #expect(unequal.status == 64)
    #expect(unequal.error.hasPrefix("vae: --seed 4 (the run has 0): expected the settings of the run r; "))
    let other = try script("vae train digits --resume --output r")
    #expect(other.status == 64 && other.error.hasPrefix("vae: digits: the run r is of faces; "))
    let word = try script("vae train nonsense --resume --output r")
    #expect(word.status == 66 && word.error.contains("nonsense: expected mnist, "))
  }

  @Test func defaultNamesAreNotThoseOfShippedModels() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try script("for i in 1 2 3; do vae train \(Self.settings) --epochs 0 & done; wait; ls runs")
    #expect(result.output.hasSuffix(".\nfaces-2d-2\nfaces-2d-3\nfaces-2d-4\n"), "\(result)")
    let digits = try script("vae train digits --hidden 4 -l 2 --threads 1 --epochs 0; ls runs | grep digits")
    #expect(digits.output.hasSuffix("\ndigits-2d-2\n"), "\(digits)")
    let taken = try script(
      "vae train faces --hidden 4 -l 2 --epochs 1 --output runs/digits-2d > /dev/null; "
        + "vae evaluate digits-2d --data faces --images 2 | head -1; "
        + "vae evaluate shipped:digits-2d --data digits --images 2 | head -1")
    #expect(taken.output.contains("runs/digits-2d/") && taken.output.contains("models/digits-2d.safetensors"))
    #expect(taken.error.contains("is taken; the shipped model is shipped:digits-2d"))
  }

  @Test func signalsSave() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try script(
      trainingInBackground(
        output: "r",
        then:
          "kill -USR1 $p; waitFor Saved; : > out; waitFor '^epoch'; kill -USR2 $p; waitFor Saved; kill -TERM $p"
      ))
    #expect(result.output.contains("status 143") && result.output.contains("and saved; "), "\(result)")
    for (signal, status) in [("ALRM", 142), ("XCPU", 152), ("PIPE", 141)] {
      let result = try script(trainingInBackground(output: signal, then: "kill -\(signal) $p"))
      #expect(
        result.output.contains("status \(status)") && result.output.contains("and saved; "), "\(result)")
    }
    let resumed = try script("vae train --resume --output r --epochs 1")
    #expect(resumed.status == 0)
  }

  /// `timeout` sends its signal twice at once.
  @Test func theSameSignalTwiceAtOnceSaves() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try script(trainingInBackground(output: "r", then: "kill -TERM $p; kill -TERM $p"))
    #expect(result.output.contains("status 143") && result.output.contains("and saved; "), "\(result)")
  }

  @Test func aLimitOnTheSizeOfFilesIsTold() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let start = try script("ulimit -f 8; vae train faces --hidden 500 -l 2 --threads 1 --epochs 9 --output r")
    #expect(start.status == 74 && start.error.contains("File too large (ulimit -f)"), "\(start)")
    guard try run("which", ["prlimit"]).status == 0 else { return }
    let later = try script(
      trainingInBackground(
        output: "later",
        // Less than a checkpoint, more than the text that the run prints meanwhile.
        then: """
          prlimit --pid $p --fsize=20000:; waitFor 'Training pauses'
          ls later; prlimit --pid $p --fsize=unlimited:; kill -TERM $p
          """))
    #expect(later.output.contains("the last checkpoint is whole"), "\(later)")
    #expect(!later.output.contains(".partial") && later.output.contains("status 143"), "\(later)")
  }

  @Test func aPipeInThePlaceOfAFileHangsNothing() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try script(
      """
      vae train \(Self.settings) --epochs 1 --output runs/r > /dev/null || exit 1
      for file in config.json metrics.jsonl last.safetensors best.safetensors; do
        mv runs/r/$file kept; mkfifo runs/r/$file
        for command in 'doctor' 'evaluate r' 'train --resume --output runs/r' \\
            'explore r --once walk' 'explore runs/r --once runs' 'export-model r --output out.safetensors'; do
          timeout -s KILL 60 '\(Executable.vae.path)' $command > /dev/null 2>&1
          status=$?; [ $status = 137 ] && echo "$command waits for $file"
          count=$((count + 1))
        done
        rm runs/r/$file; mv kept runs/r/$file
      done
      mkfifo model.safetensors; timeout -s KILL 60 '\(Executable.vae.path)' evaluate model.safetensors
      echo status $?, $count commands
      """)
    #expect(result.output == "status 66, 24 commands\n", "\(result)")
  }

  @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1)) func affinityDecidesTheThreads()
    throws
  {
    defer { try? FileManager.default.removeItem(at: folder) }
    guard try run("which", ["taskset"]).status == 0 else { return }
    let processor = try script("taskset -cp $$ | sed 's/.*: *//; s/[-,].*//'").output.trimmingCharacters(
      in: .whitespacesAndNewlines)
    let result = try script("taskset -c \(processor) '\(Executable.vae.path)' doctor | grep processors")
    #expect(result.output.contains(" 1 of "), "\(result)")
  }
}
