import Autoencoder
import Compute
import Foundation
import Synchronization
import Testing

@testable import Explorer
@testable import ExplorerRuntime

/// Requests that wait.
struct RequestQueueTests {
  @Test func theNewestOfAPurposeTakesTheOldersPlace() {
    let queue = RequestQueue()
    #expect(queue.add(ModelRequest(1, .encode(.empty), for: "a")) == nil)
    #expect(queue.add(ModelRequest(2, .encode(.empty), for: "b")) == nil)
    #expect(queue.add(ModelRequest(3, .encode(.empty), for: "a"))?.generation == 1)
    #expect([queue.next(), queue.next()].map { $0?.request.generation } == [3, 2])
  }

  @Test func aHigherPriorityGoesFirst() {
    let queue = RequestQueue()
    _ = queue.add(ModelRequest(1, .measure(.empty), for: "a"))
    _ = queue.add(ModelRequest(2, .encode(.empty), for: "b"))
    _ = queue.add(.decode(3))
    #expect(queue.take(above: .ordinary)?.request.generation == 3)
    #expect(queue.take(above: .ordinary) == nil)
    #expect(queue.take(above: .background)?.request.generation == 2)
    #expect(queue.take(above: .background) == nil)
    _ = queue.add(.decode(4))
    #expect([queue.next(), queue.next()].map { $0?.request.generation } == [4, 1])
  }

  @Test func requestsForOtherModelsAreOtherPurposes() {
    let queue = RequestQueue()
    #expect(queue.add(ModelRequest(1, .encode(.empty), of: .current)) == nil)
    #expect(queue.add(ModelRequest(2, .encode(.empty), of: .run("a"))) == nil)
  }

  @Test func cancellingEmptiesItAndTellsWhatIsUnderWay() {
    let queue = RequestQueue()
    _ = queue.add(.decode(1))
    let underWay = queue.next()
    _ = queue.add(.decode(2))
    #expect(queue.cancelAll().map(\.generation) == [2])
    #expect(underWay?.cancellation.isCancelled == true)
    _ = queue.add(.decode(3))
    #expect(queue.next()?.cancellation.isCancelled == false)
  }

  @Test func aClosedQueueEndsItsThread() {
    let queue = RequestQueue()
    _ = queue.add(.decode(1))
    queue.close()
    #expect(queue.next() == nil)
  }
}

/// Every request is answered once.
struct ModelThreadTests {
  private let images = Workplace.images()
  private let points = Matrix(rows: 3, columns: 2, elements: [0, 1, 2, 3, 5, 4])
  private var tasks: [ModelTask] {
    [
      .decode(Matrix(rows: 1, columns: 2), .mean), .decode(Matrix(rows: 1, columns: 2), .sample(seed: 1)),
      .encode(images), .measure(images), .findAxes(.principalComponents, of: points, labels: nil),
      .reconstruct([SourceImage(source: .testImage(0), pixels: images.pixels(0))], hasBounds: true),
    ]
  }

  private func thread(_ log: AnswerLog, model: @escaping ModelThread.Provider) -> ModelThread {
    ModelThread(name: "test", model: model, answer: log.note)
  }

  private func answers(to tasks: [ModelTask], model: @escaping ModelThread.Provider) throws -> [ModelAnswer] {
    let log = AnswerLog()
    let thread = thread(log, model: model)
    for (number, task) in tasks.enumerated() { thread.ask(ModelRequest(number, task, for: "\(number)")) }
    let answers = try log.first(tasks.count)
    #expect(Set(answers.map(\.generation)) == Set(tasks.indices))
    return answers
  }

  @Test func eachKindIsAnswered() throws {
    let answers = try answers(to: tasks) { _ in StubModel() }
    #expect(answers.allSatisfy { $0.failure == nil })
  }

  @Test func anAutoencoderIsALatentModel() throws {
    let configuration = Workplace.configuration("halves")
    let model = VariationalAutoencoder(configuration.architecture)
    let answers = try answers(to: tasks) { _ in model }
    #expect(answers.allSatisfy { $0.failure == nil })
  }

  @Test func eachKindThatFailsIsAnsweredWithTheReason() throws {
    let answers = try answers(to: tasks) { _ in StubModel(failure: "the model has left") }
    // Axes are found without the model.
    for (task, answer) in zip(tasks, answers.sorted { $0.generation < $1.generation }) {
      if case .findAxes = task { continue }
      #expect(answer.failure == .failed("the model has left"))
    }
  }

  @Test func aModelThatCannotBeHadIsAReason() throws {
    let answers = try answers(to: tasks) { _ in throw ModelFailure.failed("There is no model yet.") }
    #expect(answers.map(\.failure) == tasks.map { _ in .failed("There is no model yet.") })
  }

  @Test func whatDoesNotFitTheModelIsAReason() throws {
    let large = Workplace.images(ImageShape(height: 5, width: 5))
    let answers = try answers(to: [
      .decode(Matrix(rows: 1, columns: 10), .mean), .encode(large), .measure(large),
      .reconstruct([SourceImage(source: .drawing, pixels: large.pixels(0))], hasBounds: false),
    ]) { _ in StubModel() }
    let reasons = answers.sorted { $0.generation < $1.generation }.map(\.failure)
    #expect(
      reasons == [
        .failed("The model decodes positions of 2 dimensions, not of 10."),
        .failed("The model takes images of 3×4, not of 5×5."),
        .failed("The model takes images of 3×4, not of 5×5."),
        .failed("The model takes images of 3×4, 12 pixels, not of 25."),
      ])
  }

  @Test func supersededAndCancelledRequestsAreAnsweredToo() throws {
    let (log, gate) = (AnswerLog(), DispatchSemaphore(value: 0))
    let thread = thread(log) { _ in StubModel(gate: gate) }
    thread.ask(.decode(1, for: "under way"))
    // It waits at the gate by the time that the second of a purpose takes the first's place, or waits too.
    for generation in 2...4 { thread.ask(.decode(generation)) }
    #expect(try log.first(2).map(\.failure) == [.superseded, .superseded])
    thread.cancelAll()
    gate.signal()
    gate.signal()
    let answers = try log.first(4)
    #expect(answers.map(\.generation).sorted() == [1, 2, 3, 4])
    #expect(answers.allSatisfy { $0.failure == .superseded })
  }

  @Test func aDecodingGoesBetweenThePartsOfLongWork() throws {
    let (log, gate) = (AnswerLog(), DispatchSemaphore(value: 0))
    let thread = thread(log) { _ in StubModel(gate: gate) }
    thread.ask(ModelRequest(1, .encode(Workplace.images(count: 200)), for: "encoding"))
    Thread.sleep(forTimeInterval: 0.05)
    thread.ask(.decode(2))
    for _ in 0..<5 { gate.signal() }
    #expect(try log.first(2).map(\.generation) == [2, 1])
  }

  @Test func rowsAreReconstructedBetweenThePartsOfAMeasurement() throws {
    let (log, gate) = (AnswerLog(), DispatchSemaphore(value: 0))
    let thread = thread(log) { _ in StubModel(gate: gate) }
    thread.ask(ModelRequest(1, .measure(Workplace.images(count: 50)), for: "bounds"))
    Thread.sleep(forTimeInterval: 0.05)
    let image = SourceImage(source: .testImage(0), pixels: images.pixels(0))
    thread.ask(ModelRequest(2, .reconstruct([image], hasBounds: true), for: "rows"))
    for _ in 0..<5 { gate.signal() }
    #expect(try log.first(2).map(\.generation) == [2, 1])
  }

  @Test func anImageHasTheSameBoundAloneAndAmongOthers() throws {
    let model = VariationalAutoencoder(Workplace.configuration("halves").architecture)
    let image = SourceImage(source: .testImage(33), pixels: Workplace.images(count: 60).pixels(33))
    let tasks: [ModelTask] = [.measure(Workplace.images(count: 60)), .reconstruct([image], hasBounds: true)]
    let answers = try answers(to: tasks) { _ in model }
    var values: [Double] = []
    for answer in answers {
      switch try answer.result.get() {
      case .bounds(let bounds): values.append(Double(bounds.elbo(33)))
      case .reconstructions(let rows): values.append(rows[.testImage(33)]?.elbo.elbo ?? .nan)
      default: break
      }
    }
    #expect(values.count == 2 && abs(values[0] - values[1]) < 1e-3)
  }

  @Test func aModelThatHangsHoldsUpNoOther() throws {
    let (log, gate) = (AnswerLog(), DispatchSemaphore(value: 0))
    let states = ModelStates()
    states.setLive(StubModel())
    let models = ModelThreads(states: states, read: { _ in StubModel(gate: gate) }, answer: log.note)
    models.ask(ModelRequest(1, .encode(images), of: .model("slow")))
    models.ask(ModelRequest(2, .encode(images)))
    #expect(try log.first(1).map(\.generation) == [2])
    gate.signal()
    #expect(try log.first(2).last?.generation == 1)
  }

  @Test func aFewPositionsAreDecodedOnTheAskingThread() throws {
    let log = AnswerLog()
    let states = ModelStates()
    let models = ModelThreads(states: states, read: { _ in StubModel() }, answer: log.note)
    let model = VariationalAutoencoder(Workplace.configuration("halves").architecture)
    states.setLive(model)
    let latents = Matrix(rows: 2, columns: model.latentSize, repeating: 0.5)
    models.ask(ModelRequest(1, .decode(latents, .mean)))
    let answers = log.now
    #expect(answers.map(\.generation) == [1])
    guard case .success(.pictures(let pictures))? = answers.first?.result else {
      Issue.record("\(answers)")
      return
    }
    let expected = model.decode(latents, in: InferenceContext())
    #expect(pictures == (0..<2).map { expected.picture($0, model.imageShape) })

    let many =
      PromptDecoding.mostOperations / ParameterLayout(model.architecture).decoderOperations.forward + 1
    let wide = Matrix(rows: many, columns: model.latentSize)
    #expect(PromptDecoding().answer(ModelRequest(2, .decode(wide, .mean)), by: model) == nil)
    #expect(PromptDecoding().answer(ModelRequest(3, .decode(latents, .mean)), by: StubModel()) == nil)
    let wrong = ModelRequest(4, .decode(Matrix(rows: 1, columns: model.latentSize + 1), .mean))
    #expect(PromptDecoding().answer(wrong, by: model)?.failure != nil)
  }

  @Test func aStateThatIsNoLongerKeptIsAReason() throws {
    let log = AnswerLog()
    let states = ModelStates()
    states.setLive(StubModel())
    let models = ModelThreads(states: states, read: { _ in StubModel() }, answer: log.note)
    models.ask(
      ModelRequest(
        generation: 1, purpose: RequestPurpose("walk"), time: .past(examplesSeen: 7),
        task: .decode(Matrix(rows: 1, columns: 2), .mean)))
    #expect(
      try log.first(1).map(\.failure) == [.failed("This state of the model is no longer kept.")])
  }

  @Test func anotherModelIsReadAnewOnceSomethingElseIsOpenOrItIsDeleted() throws {
    let log = AnswerLog()
    let readings = Atomic(0)
    let models = ModelThreads(
      states: ModelStates(),
      read: { _ in
        readings.add(1, ordering: .relaxed)
        return StubModel()
      }, answer: log.note)
    func ask(_ generation: Int) throws -> Int {
      models.ask(ModelRequest(generation, .encode(images), of: .run("a")))
      _ = try log.first(generation)
      return readings.load(ordering: .relaxed)
    }
    #expect(try ask(1) == 1)
    #expect(try ask(2) == 1)
    models.cancelAll()
    #expect(try ask(3) == 2)
    models.forget(.run("a"))
    #expect(try ask(4) == 3)
  }
}

/// What the deviations of pixels are.
struct DeviationTests {
  @Test func aGaussianDecoderHasDeviations() throws {
    let mean = Matrix(rows: 1, columns: 4, repeating: 0.5)
    let logVariance = Matrix(rows: 1, columns: 4, elements: [-4, -2, -6, -2])
    let pixels = PixelDistribution(.gaussian, mean: mean, logVariance: logVariance)
    let deviation = try #require(pixels.deviationPicture(0, ImageShape(height: 2, width: 2)))
    #expect(abs(deviation.greatest - 0.367_879) < 1e-5)
    #expect(deviation.picture.bytes == [94, 255, 35, 255])
    let bernoulli = PixelDistribution(mean: mean)
    #expect(bernoulli.deviationPicture(0, ImageShape(height: 2, width: 2)) == nil)
  }
}
