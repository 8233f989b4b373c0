import Autoencoder
import Compute
import Foundation
import Testing

@testable import Training

/// A new run that trains on from a state of another one.
@Suite struct ForkTests {
  private func newParent(_ path: String, epochs: Int = 3, steps: Int) throws -> (RunFolder, Snapshot) {
    let configuration = Fixture.configuration(epochs: epochs)
    let folder = try RunFolder.create(path, start: Checkpoint(startOf: configuration, data: Fixture.data))
    var run = TrainingRun(
      configuration, data: Fixture.data, folder: folder, team: ThreadTeam(threadCount: 1))
    var history = History()
    for _ in 0..<steps { _ = try run.advance() }
    let position = run.trainer.position
    history.record(
      Snapshot(model: run.trainer.model, epoch: position.epoch, examplesSeen: position.examplesSeen))
    try run.saveOnDemand()
    return (RunFolder(reading: path), history[0])
  }

  private func fork(
    _ parent: RunFolder, at state: Snapshot, _ precision: ForkOrigin.Precision, rate: Float? = nil
  ) throws -> Checkpoint {
    try Checkpoint(
      forking: Checkpoint(contentsOf: parent.lastCheckpointPath), of: parent, at: state, precision: precision,
      seconds: 4, learningRate: rate, data: Fixture.data)
  }

  @Test func aStateOfTheTimeMachineGoesOnWithZeroMoments() throws {
    try Fixture.withFolder { folder in
      let (parent, state) = try newParent(folder + "/parent", steps: 6)
      let start = try fork(parent, at: state, .half, rate: 0.0005)
      let position = try #require(start.position)
      #expect(position.step == 6 && position.momentsStart == 6 && position.examplesSeen == 82)
      #expect(position.epoch == 1 && position.learningRate == 0.0005 && position.seconds == 4)
      #expect(start.state?.optimizer.moments.allSatisfy { $0 == Parameters(layout: $0.layout) } == true)
      #expect(start.model.parameters == state.model.parameters)
      let origin = try #require(start.configuration.fork)
      #expect(origin.run == "parent" && origin.path == parent.path && origin.epoch == 1)
      #expect(origin.examplesSeen == 82 && origin.precision == .half)
      #expect(start.configuration.streamSeed != Fixture.configuration().streamSeed)
      #expect(start.configuration.seed == Fixture.configuration().seed)
    }
  }

  /// A hundred minibatches settle the moments, then the weights move, by steps no longer than those before.
  @Test func aForkIsARunThatTrainsAndResumes() throws {
    try Fixture.withFolder { folder in
      let (parent, state) = try newParent(folder + "/parent", epochs: 40, steps: 6)
      let start = try fork(parent, at: state, .half)
      let library = RunLibrary(directories: [folder])
      let path: String
      do {
        let run = try library.newFork(start, of: parent.record())
        var training = try TrainingRun(
          resuming: run, from: start, data: Fixture.data, team: ThreadTeam(threadCount: 1))
        #expect(training.notices == [] && training.record.events.last?.kind == .forked)
        #expect(training.record.points.last?.examplesSeen == 82)
        for _ in 0..<Trainer.settlingSteps { _ = try training.advance() }
        #expect(training.trainer.model.parameters == start.model.parameters)
        _ = try training.advance()
        let tensors = start.model.parameters.layout.tensors
        let change = tensors.flatMap { tensor in
          zip(training.trainer.model.parameters.values(of: tensor), start.model.parameters.values(of: tensor))
            .map { abs($0 - $1) }
        }
        #expect(change.max()! < 0.003 && change.max()! > 0)
        while !training.isFinished { _ = try training.advance() }
        #expect(training.history.map(\.epoch) == Array(2...40) && training.history.last?.examplesSeen == 2000)
        #expect(training.trainer.position.bestEpoch != nil)
        path = run.path
      }
      let folder = try RunFolder.open(path)
      let last = try Checkpoint(contentsOf: folder.lastCheckpointPath)
      #expect(try folder.configuration().fork == start.configuration.fork)
      var again = try TrainingRun(
        resuming: folder, from: last, changes: RunChanges(epochs: 41), data: Fixture.data,
        team: ThreadTeam(threadCount: 1))
      #expect(again.notices == [])
      while !again.isFinished { _ = try again.advance() }
      #expect(again.history.map(\.epoch) == Array(2...41))
    }
  }

  @Test func aCheckpointIsForkedToTheBit() throws {
    try Fixture.withFolder { folder in
      let (parent, _) = try newParent(folder + "/parent", steps: 6)
      let last = try Checkpoint(contentsOf: parent.lastCheckpointPath)
      let start = try fork(parent, at: Snapshot(last), .checkpoint, rate: 0.002)
      #expect(start.model.parameters == last.model.parameters && start.state == last.state)
      #expect(start.position?.step == 6 && start.position?.momentsStart == nil)
      #expect(start.position?.learningRate == 0.002 && start.position?.bestEpoch == nil)
      // Another order of the images and other noise than the parent's from here on.
      var (one, other) = (
        try Trainer(resuming: start, data: Fixture.data, team: ThreadTeam(threadCount: 1)),
        try Trainer(resuming: last, data: Fixture.data, team: ThreadTeam(threadCount: 1))
      )
      #expect(try one.step().elbo != other.step().elbo)
    }
  }

  @Test func patienceCountsFromTheFork() throws {
    try Fixture.withFolder { folder in
      let (parent, state) = try newParent(folder + "/parent", epochs: 9, steps: 16)
      var configuration = try fork(parent, at: state, .half).configuration
      configuration.patience = 3
      #expect(!configuration.isFinished(epoch: 4, bestEpoch: nil))
      #expect(configuration.isFinished(epoch: 7, bestEpoch: nil))
    }
  }
}
