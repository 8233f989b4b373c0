import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import Testing

@testable import Training

@Suite struct MonteCarloEMRunTests {
  private func configuration(_ preset: Preset = .adam) -> TrainingConfiguration {
    var configuration = Fixture.configuration(preset, epochs: 60)
    configuration.method = .mcem
    configuration.learningRate = preset == .adam ? 0.005 : 0.02
    configuration.optimizer.accumulatingSteps = 0
    return configuration
  }

  private func inputError<Result>(_ body: () throws -> Result) -> InputError? {
    do {
      _ = try body()
      return nil
    } catch {
      return error as? InputError
    }
  }

  private static let names = ["chains.logStepSize", "chains.position"]

  /// Chains, step sizes and moments go on bit for bit after an interruption in the middle of an epoch, on any number of
  /// threads.
  @Test(arguments: Preset.allCases) func aRunResumesBitForBit(preset: Preset) throws {
    var whole = Fixture.trainer(configuration(preset))
    let start = whole.state
    var first = Fixture.trainer(configuration(preset), threads: 2)
    try first.advance(7)
    let checkpoint = try Checkpoint(first.checkpoint(seconds: 0).contents().bytes(), path: "memory")
    #expect(checkpoint.state == first.state && checkpoint.configuration.method == .mcem)
    var resumed = try Trainer(resuming: checkpoint, data: Fixture.data, team: ThreadTeam(threadCount: 3))
    try whole.advance(30)
    try resumed.advance(23)
    #expect(resumed.model.parameters == whole.model.parameters)
    #expect(resumed.state == whole.state && resumed.position == whole.position)
    #expect(whole.state.matrices.keys.sorted() == Self.names)
    for name in Self.names { #expect(whole.state.matrices[name] != start.matrices[name]) }
  }

  /// A choice of the learning rate tries out copies: they leave nothing behind.
  @Test func aCopyGoesOnByItself() throws {
    var trainer = Fixture.trainer(configuration())
    try trainer.advance(2)
    let (state, copy) = (trainer.state, trainer)
    var other = copy
    try other.advance(3)
    #expect(trainer.state == state && other.state != state)
    try trainer.advance(3)
    #expect(trainer.state == other.state && trainer.model.parameters == other.model.parameters)
  }

  /// log p(x) by quadrature, not by the encoder that stands beside.
  @Test func itRaisesTheMarginalLikelihood() throws {
    func logLikelihood(_ trainer: Trainer) -> Double {
      GridEstimator().estimate(
        trainer.model, pixels: Fixture.data.train.pixels, count: 50, random: RandomStream(seed: 1, stream: 0),
        team: ThreadTeam(threadCount: 1), progress: { _ in }
      ).mean.mean
    }
    var trainer = Fixture.trainer(configuration())
    let start = logLikelihood(trainer)
    let bound = try trainer.evaluate().elbo.mean
    try trainer.advance(200)
    let (end, endBound) = (logLikelihood(trainer), try trainer.evaluate().elbo.mean)
    #expect(end > start + 0.5, "\(start) → \(end)")
    #expect(endBound > bound + 0.5, "\(bound) → \(endBound): the encoder follows the samples")
    let logSteps = try #require(trainer.state.matrices["chains.logStepSize"]).elements
    #expect(logSteps.allSatisfy { $0 > -3 && $0 < 2 }, "\(logSteps)")
  }

  /// An image drawn twice: both transitions start where the chain stood, by draws of their own; the chain goes on from the
  /// second. Images that are not drawn stay where they are.
  @Test func anImageDrawnTwiceGoesOnFromTheLast() throws {
    let settings = configuration()
    let method = InferenceMethodName.mcem.method(
      for: settings,
      workspace: Workspace(settings.architecture, batchSize: 16, team: ThreadTeam(threadCount: 1)))
    func positions(after indices: [Int]) throws -> Matrix {
      var model = Fixture.trainer(settings).model
      var state = method.initialState(settings, layout: model.parameters.layout, exampleCount: 50)
      let size = Fixture.imageShape.count
      let input = StepInput(
        images: { slots, target in
          for (place, slot) in slots.enumerated() {
            let image = Array(Fixture.data.train.image(indices[slot]))
            _ = UnsafeMutableBufferPointer(rebasing: target[(place * size)...]).update(fromContentsOf: image)
          }
        }, indices: indices, exampleCount: 50, objective: Objective(),
        rules: Array(repeating: UpdateRule(kind: .adam, stepSize: 0.001), count: 5), seed: 3, step: 4)
      _ = try method.step(&model, &state, on: input)
      return try #require(state.matrices["chains.position"])
    }
    let (twice, first, last) = (
      try positions(after: [7, 2, 7]), try positions(after: [7, 2, 1]), try positions(after: [3, 2, 7])
    )
    #expect(twice.row(7) == last.row(7) && twice.row(7) != first.row(7))
    #expect(twice.row(2) == last.row(2))
    let start = Fixture.trainer(settings).state.matrices["chains.position"]
    for index in 0..<50 where index != 7 && index != 2 { #expect(twice.row(index) == start?.row(index)) }
    #expect(twice.row(7) != start?.row(7))
  }

  @Test func chainsOfOtherDataAreRefused() throws {
    var checkpoint = Fixture.trainer(configuration()).checkpoint(seconds: 0)
    // Otherwise that would refuse the images first.
    checkpoint.fingerprint = nil
    let fewer = DataSplit(
      name: "halves", train: Fixture.data.train.selecting(0..<49), test: Fixture.data.test)
    let error = inputError {
      try Trainer(resuming: checkpoint, data: fewer, team: ThreadTeam(threadCount: 1))
    }
    #expect(error?.kind == .badSettings)
    #expect(
      error?.description
        == "the checkpoint's inference.chains.logStepSize: expected 49×1 numbers for the training images of halves, "
        + "found 50×1; resume on the data it was trained on")
  }

  @Test func damagedChainsAreRefused() throws {
    let whole = Fixture.trainer(configuration()).checkpoint(seconds: 0)
    func refusal(_ change: (inout InferenceState) -> Void) -> InputError? {
      var checkpoint = whole
      change(&checkpoint.state!)
      return inputError {
        let read = try Checkpoint(checkpoint.contents().bytes(), path: "f")
        _ = try Trainer(resuming: read, data: Fixture.data, team: ThreadTeam(threadCount: 1))
      }
    }
    #expect(refusal { _ in } == nil)
    #expect(
      refusal { $0.matrices["chains.position"] = nil }
        == InputError(
          .badFile,
          "the checkpoint's state of its method: expected inference.chains.logStepSize, inference.chains.position, "
            + "found inference.chains.logStepSize"))
    #expect(refusal { $0.matrices["chains.position"] = Matrix(rows: 50, columns: 3) }?.kind == .badSettings)
    #expect(refusal { $0.matrices["chains.logStepSize"]![4, 0] = .nan }?.kind == .badFile)
    // Of a method that has none.
    var other = whole
    other.configuration.method = .aevb
    #expect(
      inputError { try Trainer(resuming: other, data: Fixture.data, team: ThreadTeam(threadCount: 1)) }?
        .description.hasSuffix(
          "expected none, found inference.chains.logStepSize, inference.chains.position") == true)
  }

  /// Files hold whatever a method has, without knowing it: blocks of one number a parameter beside matrices.
  @Test func filesHoldTheStateOfAnyMethod() throws {
    var checkpoint = Fixture.trainer().checkpoint(seconds: 0)
    var block = checkpoint.model.parameters
    block.setValues(of: block.layout.tensors[0], to: Array(repeating: -8, count: 60))
    checkpoint.state!.blocks = ["weights.logVariance": block, "weights.first": checkpoint.model.parameters]
    checkpoint.state!.matrices = ["other.thing": Matrix(rows: 2, columns: 3, repeating: 5)]
    let bytes = checkpoint.contents().bytes()
    let file = try SafeTensors(bytes, path: "memory")
    #expect(file.tensors["inference.weights.logVariance.encoder.hidden.0.weight"]?.shape == [5, 12])
    #expect(file.tensors["inference.other.thing"]?.shape == [2, 3])
    let read = try Checkpoint(bytes, path: "memory")
    #expect(read.state == checkpoint.state && read.state?.blocks.count == 2)
    #expect(try Checkpoint(checkpoint.contents(halfPrecision: true).bytes(), path: "memory").state == nil)
  }

  @Test func theCountsAreThoseOfTheMethods() {
    func counts(_ method: InferenceMethodName, samples: Int = 1) -> [Int] {
      let counts = method.counts(examplesSeen: 100, samples: samples)
      return [counts.imagesVisited, counts.updatedImages, counts.networkEvaluations]
    }
    #expect(counts(.aevb) == [100, 100, 100] && counts(.aevb, samples: 5) == [100, 100, 500])
    #expect(counts(.wakeSleep) == [100, 100, 200])
    #expect(counts(.mcem) == [100, 500, 1600])
    // 12-5-2-5-12: an encoder of 60 + 20 weights, a decoder of 10 + 60.
    let layout = ParameterLayout(Fixture.configuration().architecture)
    #expect(InferenceMethodName.aevb.operationsPerImage(layout) == 2 * (3 * 150 - 60))
    #expect(
      InferenceMethodName.wakeSleep.operationsPerImage(layout)
        == 2 * (2 * 150 + (70 + 60) + (80 + 20)))
    #expect(
      InferenceMethodName.mcem.operationsPerImage(layout)
        == 2 * (150 + 11 * 2 * 70 + 5 * (150 + (70 + 60) + (80 + 20))))
  }
}
