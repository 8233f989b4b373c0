import Autoencoder
import Compute
import Datasets
import Foundation
import TerminalGraphics

@testable import Explorer
@testable import Training

/// An explorer with a made-up network: effects are answered at once by arithmetic that is the same everywhere.
struct ExplorerFixture {
  var model: ExplorerModel
  /// Every effect so far that was not answered by the fixture itself.
  private(set) var effects: [Effect] = []
  /// How often the fixture was asked for a listing.
  private(set) var listCount = 0
  let latentSize: Int
  /// Why requests for some purposes are answered without a result.
  var failures: [RequestPurpose: String] = [:]
  static let imageShape = ImageShape(height: 28, width: 28)
  static let testImages = makeTestImages()

  init(
    page: Page = .train, size: Size = Size(width: 80, height: 24), latentSize: Int = 2, seed: UInt64 = 0
  ) {
    model = ExplorerModel(page: page, size: size, seed: seed)
    self.latentSize = latentSize
    send(.opened(openModel(latentSize), Self.testImages, nil))
    send(.listed(listing))
    send(.progress(progress))
    send(.history((0..<8).map { StateLabel(epoch: $0, examplesSeen: $0 * 6000 + 100, testELBO: -150) }))
    send(.snapshot(StateLabel(epoch: 11, examplesSeen: 66_000, testELBO: -98.7), at: 10))
  }

  /// Sends a message and whatever answers its effects.
  mutating func send(_ message: Message) {
    var pending = update(&model, message)
    while !pending.isEmpty {
      let effect = pending.removeFirst()
      if effect == .list { listCount += 1 }
      if let answer = answer(to: effect) { pending += update(&model, answer) } else { effects.append(effect) }
    }
  }

  mutating func press(_ keys: Key...) {
    for key in keys { send(.input(.key(key))) }
  }

  /// The effects since the last call.
  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  func grid(_ size: Size, _ capabilities: Capabilities = Capabilities()) -> CellGrid {
    render(model, size: size, capabilities: capabilities)
  }

  func text(_ size: Size, _ capabilities: Capabilities = Capabilities()) -> String {
    grid(size, capabilities).text()
  }

  // MARK: What is open

  func openModel(_ latentSize: Int) -> OpenModel {
    OpenModel(
      name: "drawn", origin: .run(path: "runs/drawn-2d"),
      configuration: TrainingConfiguration(
        dataset: "drawn",
        architecture: Architecture(imageShape: Self.imageShape, hiddenSizes: [500], latentSize: latentSize)))
  }

  /// Ten classes of twelve images each: a bar whose place and length tell the class.
  private static func makeTestImages() -> TestImages {
    let labels = (0..<120).map { UInt8($0 % 10) }
    let pixels = labels.enumerated().flatMap { index, label in
      (0..<Self.imageShape.count).map { pixel -> UInt8 in
        let (x, y) = (pixel % Self.imageShape.width, pixel / Self.imageShape.width)
        let (column, row) = (x / 2 - 2, y / 2 - 1)
        return column == Int(label) && row > index / 20 || row == Int(label) && column > 2 ? 230 : 0
      }
    }
    return TestImages(imageShape: Self.imageShape, pixels: pixels, labels: labels)
  }

  var progress: TrainingProgress {
    func elbo(_ examplesSeen: Int, _ offset: Double) -> ELBO {
      let value = -95 - 4_000_000 / Double(examplesSeen + 20_000) - offset
      return ELBO(elbo: value, reconstruction: value + 6, klDivergence: 6)
    }
    var curve = TrainingCurve()
    for step in 1...660 {
      let update = UpdateSize(gradientNorm: 40 / Double(step + 10), updateRatio: 0.02 / Double(step + 5))
      curve.add(
        elbo(step * 100, Double(step % 7)), count: 100, examplesSeen: step * 100, seconds: Double(step) / 30,
        learningRate: step < 400 ? 0.002 : 0.001, update: step % 8 == 0 ? update : nil)
    }
    let history = (1...11).map { epoch in
      EpochMetrics(
        epoch: epoch, examplesSeen: epoch * 6000, seconds: Double(epoch) * 2, train: elbo(epoch * 6000, 0),
        test: elbo(epoch * 6000, 2), klPerDimension: (0..<latentSize).map { 3 / Double($0 + 1) },
        activeUnits: latentSize)
    }
    return TrainingProgress(
      state: .running, epoch: 12, epochs: 200, step: 660, examplesSeen: 66_000, examplesPerEpoch: 6000,
      imagesPerSecond: 31_240, elapsed: 41, remaining: 312, learningRate: 0.001, latest: elbo(66_000, 0),
      recent: elbo(66_000, 0),
      record: TrainingRecord(
        epochs: history, points: curve.points,
        events: [
          RunEvent(.resumed, examplesSeen: 12_000, seconds: 4),
          RunEvent(.learningRate, examplesSeen: 40_000, seconds: 13, learningRate: 0.001),
        ]),
      testExamples: 1000)
  }

  var listing: Listing {
    func run(_ name: String, _ state: RunSummary.State, _ epochs: Int) -> RunSummary {
      RunSummary(
        name: name, path: "runs/\(name)", state: state,
        configuration: TrainingConfiguration(dataset: "drawn", architecture: openModel(2).architecture!),
        figures: RunFigures(Array(progress.history.prefix(epochs))), modified: Date(timeIntervalSince1970: 0))
    }
    return Listing(
      datasets: [
        Listing.Dataset(name: "digits", detail: "drawn by the program", isPresent: true),
        Listing.Dataset(name: "mnist", detail: "to be downloaded, 11.6 MB", isPresent: false),
      ],
      models: [
        Listing.Model(
          name: "drawn-5d", dataset: "drawn", latentSize: 5, testELBO: -91.2, imageShape: Self.imageShape)
      ],
      runs: [
        run("drawn-2d", .training, 11), run("drawn-2d-2", .resumable, 5), run("drawn-2d-3", .finished, 9),
      ])
  }

  /// The same runs with settings of their own; the last is on other data.
  var listingOfUnlikeRuns: Listing {
    func changed(_ run: RunSummary, _ change: (inout TrainingConfiguration) -> Void) -> RunSummary {
      var configuration = run.configuration!
      change(&configuration)
      return RunSummary(
        name: run.name, path: run.path, state: run.state, configuration: configuration, figures: run.figures,
        modified: run.modified)
    }
    var listing = listing
    listing.runs[1] = changed(listing.runs[1]) { configuration in
      configuration.architecture = openModel(10).architecture!
      configuration.objective = Objective(klWeight: 4)
      configuration.seed = 3
    }
    listing.runs[2] = changed(listing.runs[2]) { $0.dataset = "faces" }
    return listing
  }

  // MARK: Answers

  private func answer(to effect: Effect) -> Message? {
    switch effect {
    case .ask(let request): return .answered(answer(to: request))
    case .list: return .listed(listing)
    case .readRecords(let paths): return .recordRead(progress.record, path: paths[0])
    default: return nil
    }
  }

  /// What the made-up network makes of a request; the reason for nothing where there is one.
  private func answer(to request: ModelRequest) -> ModelAnswer {
    let reason = failures[request.purpose]
    return ModelAnswer(
      generation: request.generation,
      result: reason.map { .failure(.failed($0)) }
        ?? .success(result(of: request.task, by: request.purpose.model)))
  }

  private func result(of task: ModelTask, by model: ModelReference) -> ModelResult {
    switch task {
    case .decode(let latents, _):
      .pictures((0..<latents.rows).map { decoded(Array(latents.row($0))) })
    case .deviation(let position): .deviation(PixelDeviation(picture: decoded(position), greatest: 0.25))
    case .findAxes(let kind, let points, let labels): .axes(LatentAxes(kind, of: points, labels: labels)!)
    case .encode: .encoding(encoding)
    case .reconstruct(let images, _):
      .reconstructions(
        Dictionary(uniqueKeysWithValues: images.map { ($0.source, reconstruction($0.source)) }))
    case .findNearest:
      .trainingImage(
        TrainingImage(index: 411, label: 4, picture: decoded(Array(repeating: 0.5, count: latentSize))))
    case .measure(let images): .bounds(bounds(of: images, under: model))
    }
  }

  /// Bounds that repeat after 37 images; another model than the open one is better by 1 to 3 nats.
  private func bounds(of images: TestImages, under model: ModelReference) -> ImageBounds {
    let bounds = (0..<images.count).map { index -> ELBO in
      let gain = model == .current ? 0 : 1 + Double(index % 3)
      let elbo = -90 - Double(index % 37) + gain
      return ELBO(elbo: elbo, reconstruction: elbo + 6, klDivergence: 6)
    }
    return ImageBounds(bounds, labels: images.labels)
  }

  /// A diamond whose place follows the first two coordinates.
  func decoded(_ latents: [Float]) -> PixelImage {
    let centre = (x: 14 + latents[0] * 4, y: 14 - (latents.count > 1 ? latents[1] : 0) * 4)
    let pixels = (0..<Self.imageShape.count).map { pixel -> UInt8 in
      let (dx, dy) = (Float(pixel % 28) - centre.x, Float(pixel / 28) - centre.y)
      return UInt8(max(0, min(255, 250 - 60 * abs(abs(dx) + abs(dy) - 8))))
    }
    return PixelImage(width: Self.imageShape.width, height: Self.imageShape.height, grey: pixels)
  }

  private func reconstruction(_ source: ImageSource) -> Reconstruction {
    let index = if case .testImage(let index) = source { index } else { 3 }
    let mean = (0..<latentSize).map { Float((index + $0) % 5) / 2 - 1 }
    return Reconstruction(
      picture: decoded(mean),
      elbo: ELBO(elbo: -90 - Double(index), reconstruction: -84 - Double(index), klDivergence: 6), mean: mean,
      logVariance: Array(repeating: -3, count: latentSize))
  }

  /// Classes about the places of a 4-wide lattice, each point moved a little.
  var encoding: PlaneEncoding {
    var random = RandomStream(seed: 1, stream: 0)
    let elements = (0..<Self.testImages.count).flatMap { index -> [Float] in
      let label = index % 10
      let middle = [Float(label % 4) - 1.5, Float(label / 4) - 1]
      return (0..<latentSize).map { dimension in
        (dimension < 2 ? middle[dimension] : 0) + (random.uniform() - 0.5) * 0.8
      }
    }
    return PlaneEncoding(
      mean: Matrix(rows: Self.testImages.count, columns: latentSize, elements: elements),
      logVariance: Matrix(rows: Self.testImages.count, columns: latentSize, repeating: -3),
      labels: Self.testImages.labels)
  }
}
