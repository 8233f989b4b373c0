import Foundation
import Testing

@testable import Explorer
@testable import ExplorerRuntime
@testable import Training

/// A new run that trains on from a state of the open one.
struct ForkingTests {
  private let place = Workplace()

  /// Opens a run that trains, and waits for states of the past. - Returns: its path and the states.
  private func train(_ probe: RunnerProbe) throws -> (path: String, states: [StateLabel]) {
    guard case .run(let path) = try probe.open(.dataset(place.dataset)).origin else { preconditionFailure() }
    let states = try probe.expect { message -> [StateLabel]? in
      if case .history(let states) = message, states.count > 3 { states } else { nil }
    }
    return (path, states)
  }

  private func fork(
    _ probe: RunnerProbe, _ target: ForkTarget
  ) throws -> (model: OpenModel, progress: TrainingProgress) {
    let model = try probe.open(.fork(target))
    let progress = try probe.expect { message -> TrainingProgress? in
      if case .progress(let progress) = message, progress.step > 0 { progress } else { nil }
    }
    return (model, progress)
  }

  @Test func aStateOfThePastTrainsOnInAFolderOfItsOwn() throws {
    let probe = RunnerProbe(place.settings(epochs: 100_000))
    let (path, states) = try train(probe)
    let (model, progress) = try fork(
      probe, ForkTarget(path: path, examplesSeen: states[2].examplesSeen, learningRate: 0.0003))
    #expect(model.origin == .run(path: path + "-2"))
    #expect(progress.learningRate == 0.0003 && progress.examplesSeen >= states[2].examplesSeen)
    #expect(progress.record.events.first?.kind == .forked)
    let origin = try #require(try RunFolder(reading: path + "-2").configuration().fork)
    #expect(origin.path == path && origin.examplesSeen == states[2].examplesSeen && origin.precision == .half)
    // The parent was saved where it stood, and can go on.
    let parent = try Checkpoint(contentsOf: RunFolder(reading: path).lastCheckpointPath)
    #expect(parent.position!.examplesSeen > states[2].examplesSeen)
    #expect(!RunFolder(reading: path).isBeingTrained)
  }

  @Test func aPausedRunIsForkedToTheBit() throws {
    let path = try place.writeRun("parent", epochs: 1)
    let probe = RunnerProbe(place.settings())
    try probe.open(.run(path))
    let last = try Checkpoint(contentsOf: RunFolder(reading: path).lastCheckpointPath)
    let target = ForkTarget(
      path: path, examplesSeen: last.position!.examplesSeen, learningRate: 0.001)
    let (model, _) = try fork(probe, target)
    #expect(model.configuration?.fork?.precision == .checkpoint && model.configuration?.fork?.run == "parent")
  }

  @Test func aStateThatIsNoLongerKeptIsAnError() throws {
    let path = try place.writeRun("parent", epochs: 1)
    let probe = RunnerProbe(place.settings())
    let target = ForkTarget(path: path, examplesSeen: 7, learningRate: 0.001)
    let reason = try probe.expect(.open(.fork(target)), value: \.openFailure)
    #expect(reason.hasSuffix("this state of the model is no longer kept"))
    #expect(RunLibrary(directories: place.library.directories).names() == ["parent"])
  }

  @Test func theCourseOfARunIsRead() throws {
    let path = try place.writeRun("other", epochs: 2)
    let probe = RunnerProbe(place.settings())
    let record = try probe.expect(.readRecords([path + "-missing", path])) { message -> TrainingRecord? in
      if case .recordRead(let record, let found) = message, found == path { record } else { nil }
    }
    #expect(record.epochs.count == 2 && !record.points.isEmpty)
  }
}

struct UsageMeterTests {
  @Test func aSecondApartAndPlausible() throws {
    var meter = UsageMeter()
    #expect(meter.measure(at: 1) == nil)
    #expect(meter.measure(at: 1.5) == nil)
    let measured = meter.measure(at: 2.1)
    let usage = try #require(measured)
    #expect(usage.memory > 1_000_000 && usage.processors >= 0)
  }
}
