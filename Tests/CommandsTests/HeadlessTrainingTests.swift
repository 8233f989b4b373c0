import Synchronization
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
