import Compute
import Formats
import Foundation
import Synchronization
import TestFiles
import Testing
import Training

@testable import Commands

@Suite struct HeadlessTrainingTests {
  @Test func aPipeGetsALineAnEpoch() throws {
    let transcript = Transcript()
    var training = HeadlessTraining(Task.run(), console: transcript.console())
    #expect(try training.train { nil } == nil)
    let lines = transcript.lines
    #expect(
      lines[0].hasPrefix("halves 3×4, bernoulli, grey pixels; hidden 8 tanh, latent 2; ELBO, adam, seed 0"))
    #expect(lines[1...3].allSatisfy { $0.hasPrefix("epoch ") && $0.contains("  train ELBO -") })
    #expect(lines[4].hasPrefix("Done in 0:00: best test ELBO "))
    #expect(!transcript.text.contains("\u{1b}"))
  }

  @Test func anASCIIConsoleGetsASCII() throws {
    let transcript = Transcript()
    var training = HeadlessTraining(Task.run(epochs: 1), console: transcript.console(isUnicode: false))
    _ = try training.train { nil }
    #expect(transcript.text.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test func aTerminalGetsALineThatIsKeptUpToDate() throws {
    let transcript = Transcript()
    // A clock on which each look is a second later, so that the line is always due.
    let time = Mutex(0.0)
    var training = HeadlessTraining(Task.run(), console: transcript.console(isTerminal: true)) {
      time.withLock { time in
        time += 1
        return time
      }
    }
    _ = try training.train { nil }
    #expect(transcript.text.contains("\repoch 1/3  train ELBO -"))
    #expect(transcript.text.contains("images/s"))
    #expect(!transcript.lines.contains { $0.hasPrefix("epoch ") }, "lines an epoch belong into a pipe")
  }

  @Test func aJobSaysItsPlaceAndTheTimeOfAllJobs() throws {
    for isTerminal in [false, true] {
      let transcript = Transcript()
      let time = Mutex(0.0)
      var training = HeadlessTraining(
        Task.run(), place: .init(title: "job 0 (1 of 2)", laterExamples: 1200),
        console: transcript.console(isTerminal: isTerminal)
      ) {
        time.withLock { time in
          time += 1
          return time
        }
      }
      _ = try training.train { nil }
      #expect(transcript.text.contains("job 0 (1 of 2)  epoch 2/3  "))
      #expect(transcript.text.contains("ETA 0:") && transcript.text.contains(", of all jobs "))
    }
  }

  @Test func anInterruptionEndsItAtTheStep() throws {
    let transcript = Transcript()
    var training = HeadlessTraining(Task.run(), console: transcript.console())
    var steps = 0
    let signal = try training.train {
      steps += 1
      return steps > 6 ? 15 : nil
    }
    #expect(signal == 15)
    #expect(training.run.trainer.position.step == 6)
    #expect(transcript.text.contains("Interrupted in epoch 2; nothing is kept."))
  }

  @Test func aLimitEndsItEarly() throws {
    let transcript = Transcript()
    var training = HeadlessTraining(
      Task.run(epochs: 9), limit: .init(epochs: 2, seconds: 100), console: transcript.console())
    _ = try training.train { nil }
    #expect(training.run.trainer.position.epoch == 2)
    #expect(transcript.text.contains("epoch 2/2"))
    var impatient = HeadlessTraining(
      Task.run(epochs: 9), limit: .init(epochs: 5, seconds: 0), console: transcript.console())
    _ = try impatient.train { nil }
    #expect(impatient.run.trainer.position.epoch == 1, "the first epoch is always trained")
  }
}

/// Training without a screen where the disk is full, a checkpoint is asked for, or patience is at its end.
@Suite struct HeadlessRunTests {
  private let folder = TemporaryFolder()
  private let transcript = Transcript()

  private func run(epochs: Int = 3) throws -> TrainingRun {
    let configuration = Task.configuration(epochs: epochs)
    let folder = try RunFolder.create(folder.path + "/r", configuration: configuration, data: Task.data)
    return TrainingRun(configuration, data: Task.data, folder: folder, team: ThreadTeam(threadCount: 1))
  }

  /// A device that is always full, in the place of the file that the checkpoint is written to.
  private func fillDisk() { symlink("/dev/full", folder.path + "/r/metrics.jsonl") }

  private func freeDisk() throws {
    unlink(folder.path + "/r/metrics.jsonl")
    try AtomicFile.write([], to: folder.path + "/r/metrics.jsonl")
  }

  @Test func aFullDiskIsWaitedFor() throws {
    let run = try run()
    unlink(folder.path + "/r/metrics.jsonl")
    fillDisk()
    var seconds = 0.0
    var training = HeadlessTraining(
      run, console: transcript.console(),
      wait: {
        seconds += $0
        if seconds == 150 { try? freeDisk() }
      })
    #expect(try training.train(interruption: { nil }) == nil)
    #expect(seconds == 180, "the third try succeeds")
    #expect(
      transcript.text.contains("No space left on device. Training pauses; the last checkpoint is whole."))
    #expect(transcript.lines.contains("There is room again: training goes on."))
    #expect(try RunFolder(reading: folder.path + "/r").metrics().map(\.epoch) == [1, 2, 3])
    #expect(transcript.lines.count { $0.hasPrefix("epoch ") } == 3)
  }

  @Test func afterAnHourTheRunEnds() throws {
    let run = try run()
    unlink(folder.path + "/r/metrics.jsonl")
    fillDisk()
    var seconds = 0.0
    var training = HeadlessTraining(run, console: transcript.console(), wait: { seconds += $0 })
    let error = inputError { try training.train(interruption: { nil }) }
    #expect(error?.kind == .diskFull && seconds == 3600)
    #expect(
      try Checkpoint(contentsOf: RunFolder(reading: folder.path + "/r").lastCheckpointPath).position?.step
        == 0)
  }

  @Test func aSignalEndsTheWaiting() throws {
    let run = try run()
    unlink(folder.path + "/r/metrics.jsonl")
    fillDisk()
    var seconds = 0.0
    var training = HeadlessTraining(
      run, console: transcript.console(),
      wait: {
        seconds += $0
        if seconds == 5 { try? freeDisk() }
      })
    #expect(try training.train(interruption: { seconds >= 5 ? 15 : nil }) == 15)
    #expect(transcript.text.contains("Interrupted in epoch 2 and saved; "))
  }

  @Test func aCheckpointIsWrittenWhenAskedFor() throws {
    let files = RunFolder(reading: folder.path + "/r")
    var training = HeadlessTraining(try run(), console: transcript.console())
    var asked = 0
    var stepsSaved: [Int?] = []
    _ = try training.train(
      interruption: {
        stepsSaved.append((try? Checkpoint(contentsOf: files.lastCheckpointPath))?.position?.step)
        return nil
      },
      saveRequest: {
        asked += 1
        return asked == 3
      })
    #expect(Array(stepsSaved.prefix(4)) == [0, 0, 0, 2])
    #expect(transcript.lines.contains("Saved in epoch 1."))
  }

  @Test func patienceIsSaid() throws {
    var configuration = Task.configuration(epochs: 50)
    (configuration.patience, configuration.learningRate) = (2, 1e-30)
    let run = TrainingRun(
      configuration, data: Task.data, folder: nil, team: ThreadTeam(threadCount: 1))
    var training = HeadlessTraining(run, console: transcript.console())
    _ = try training.train(interruption: { nil })
    #expect(transcript.text.contains(", 2 epochs without a better one: best test ELBO "))
  }
}

/// What `--resume` goes on with.
@Suite struct ResumableRunTests {
  private let folder = TemporaryFolder()
  private var library: RunLibrary { RunLibrary(directories: [folder.path + "/runs"]) }

  private func find(output: String? = nil, dataset: String? = nil, latentSize: Int? = nil) throws
    -> ResumableRun?
  {
    try ResumableRun.find(output: output, dataset: dataset, latentSize: latentSize, library: library)
  }

  @Test func whereNothingIsARunIsStarted() throws {
    #expect(try find(output: folder.path + "/runs/none") == nil)
    #expect(try find(dataset: "digits") == nil)
    folder.write(Array("{}".utf8), to: "runs/odd/notes.txt")
    #expect(try find(output: folder.path + "/runs/odd") == nil)
  }

  @Test func theNewestOfTheDataSetAndLatentSizeGoesOn() throws {
    let path = try library.newRun(Task.configuration(), data: Task.data).path
    #expect(try find(dataset: "halves")?.path == path)
    #expect(try find(dataset: "halves", latentSize: 2)?.path == path)
    #expect(try find(dataset: "halves", latentSize: 3) == nil)
    #expect(try find(output: path)?.configuration == Task.configuration())
  }

  @Test func anotherDataSetIsRefused() throws {
    var configuration = Task.configuration()
    configuration.dataset = "frey-face"
    let path = folder.path + "/runs/frey"
    _ = try RunFolder.create(path, configuration: configuration, data: Task.data)
    let error = inputError { try find(output: path, dataset: "mnist") }
    #expect(error?.kind == .badSettings)
    #expect(error?.description.hasPrefix("mnist: the run \(path) is of frey-face; ") == true)
    #expect(try find(output: path, dataset: "freyface")?.path == path)
  }

  /// What kills leave between two files of a beginning.
  @Test func theCheckpointTellsTheSettings() throws {
    let path = folder.path + "/runs/r"
    _ = try RunFolder.create(path, configuration: Task.configuration(epochs: 7), data: Task.data)
    var replaced = Task.configuration(epochs: 7)
    replaced.seed = 9
    try Checkpoint(startOf: replaced, data: Task.data).write(to: path + "/last.safetensors")
    #expect(try find(output: path)?.configuration.seed == 9)
    unlink(path + "/config.json")
    #expect(try find(output: path)?.configuration.seed == 9)
  }

  @Test func aRunWithoutItsCheckpointIsNotBegunAnew() throws {
    let path = folder.path + "/runs/r"
    do {
      let configuration = Task.configuration(epochs: 1)
      let run = try RunFolder.create(path, configuration: configuration, data: Task.data)
      var training = HeadlessTraining(
        TrainingRun(configuration, data: Task.data, folder: run, team: ThreadTeam(threadCount: 1)),
        console: Transcript().console())
      _ = try training.train(interruption: { nil })
    }
    unlink(path + "/last.safetensors")
    let error = inputError { try find(output: path) }
    #expect(error?.kind == .notFound && error?.description.contains("last.safetensors") == true)
  }
}
