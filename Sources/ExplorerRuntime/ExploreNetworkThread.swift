import Autoencoder
import Compute
import Explorer
import Foundation
import TerminalGraphics

/// Decodes and encodes for the pages, off the interface's thread. Long work is done in parts, between which a decoding
/// that waits goes first.
final class ExploreNetworkThread {
  private let jobs: ExploreNetworkJobs
  private let states: ExploreStates
  private let inbox: ExploreInbox
  private let team = ThreadTeam(threadCount: 1)
  private var workspaces: [Architecture: Workspace] = [:]

  /// Images encoded in one go.
  private static let part = 50
  /// Noise samples an image of the bounds shown; the same noise each time.
  private static let samples = 8
  private static let noiseSeed: UInt64 = 0x7661_65

  private init(jobs: ExploreNetworkJobs, states: ExploreStates, inbox: ExploreInbox) {
    self.jobs = jobs
    self.states = states
    self.inbox = inbox
  }

  /// Starts the thread; it lives as long as the process.
  static func start(jobs: ExploreNetworkJobs, states: ExploreStates, inbox: ExploreInbox) {
    let thread = Thread {
      blockSignals()
      let networks = ExploreNetworkThread(jobs: jobs, states: states, inbox: inbox)
      while true {
        let next = jobs.next()
        networks.carryOut(next.job, next.testImages)
      }
    }
    thread.name = "vae-networks"
    thread.start()
  }

  private func carryOut(_ job: ExploreNetworkJobs.Job, _ testImages: TestImages) {
    switch job {
    case .decode(let request): decode(request)
    case .reconstruct(let request): reconstruct(request, testImages)
    case .encodeTestImages(let testImages, let time, let generation): encode(testImages, time, generation)
    case .scoreTestImages(let testImages, let time, let generation): score(testImages, time, generation)
    }
  }

  private func carryOutUrgent() {
    while let urgent = jobs.takeUrgent() { carryOut(urgent.job, urgent.testImages) }
  }

  /// Scratch memory for an architecture. Networks come and go, so only the last few are kept.
  private func workspace(_ architecture: Architecture) -> Workspace {
    if let known = workspaces[architecture] { return known }
    if workspaces.count >= 6 { workspaces = [:] }
    let new = Workspace(architecture, batchSize: Self.part, samples: Self.samples, team: team)
    workspaces[architecture] = new
    return new
  }

  // MARK: Decoding

  private func decode(_ request: DecodeRequest) {
    guard let network = states.network(at: request.time),
      network.architecture.latentSize == request.latents.columns
    else { return }
    let pixels = network.decode(request.latents, workspace: workspace(network.architecture))
    let size = network.architecture.imageShape
    let pictures = (0..<request.latents.rows).map { row in
      switch request.pixels {
      case .mean: pixels.picture(row, size)
      case .sample(let seed):
        pixels.sampledPicture(row, size, random: RandomStream(seed: seed, stream: UInt64(row) << 32 | 1))
      }
    }
    inbox.post(
      .decoded(DecodeResult(page: request.page, generation: request.generation, pictures: pictures)))
  }

  // MARK: Encoding

  private func encode(_ testImages: TestImages, _ time: ModelTime, _ generation: Int) {
    guard let network = states.network(at: time), network.architecture.imageShape == testImages.imageShape
    else {
      return
    }
    let area = testImages.imageShape.count
    var means: [Float] = []
    var logVariances: [Float] = []
    for start in stride(from: 0, to: testImages.count, by: Self.part) {
      let count = min(Self.part, testImages.count - start)
      let posterior = network.encode(
        pixels: Array(testImages.pixels[start * area..<(start + count) * area]), count: count,
        workspace: workspace(network.architecture))
      means += posterior.mean.elements
      logVariances += posterior.logVariance.elements
      carryOutUrgent()
    }
    let latents = network.architecture.latentSize
    let encoding = PlaneEncoding(
      mean: Matrix(rows: testImages.count, columns: latents, elements: means),
      logVariance: Matrix(rows: testImages.count, columns: latents, elements: logVariances),
      labels: testImages.labels)
    inbox.post(.testImagesEncoded(encoding, generation: generation))
  }

  private func score(_ testImages: TestImages, _ time: ModelTime, _ generation: Int) {
    guard let network = states.network(at: time), network.architecture.imageShape == testImages.imageShape
    else {
      return
    }
    let scores = (0..<testImages.count).map { index -> Float in
      if index % 8 == 0 { carryOutUrgent() }
      let elbo = bound(of: testImages.pixels(index), number: index, network, samples: 1)
      return Float(elbo?.elbo ?? -.infinity)
    }
    inbox.post(.testImagesScored(scores, generation: generation))
  }

  // MARK: Reconstructing

  private func reconstruct(_ request: ReconstructRequest, _ testImages: TestImages) {
    let network =
      request.network == .current ? states.network(at: request.time) : states.other(request.network)
    guard let network else { return }
    let images = request.sources.compactMap {
      source -> (source: ReconstructRequest.Source, pixels: [UInt8])? in
      let pixels = pixels(of: source, request, testImages)
      return pixels.count == network.architecture.pixelCount ? (source, pixels) : nil
    }
    // All in one go; the bounds, which take longer, one by one.
    let workspace = workspace(network.architecture)
    let posterior = network.encode(
      pixels: images.flatMap(\.pixels), count: images.count, workspace: workspace)
    let decoded = network.decode(posterior.mean, workspace: workspace)
    let none = ELBO(elbo: .nan, reconstruction: .nan, klDivergence: .nan)
    var results: [ReconstructRequest.Source: Reconstruction] = [:]
    for (row, image) in images.enumerated() {
      let elbo =
        request.needsBounds
        ? bound(of: image.pixels, number: image.source.number, network, samples: Self.samples) : nil
      results[image.source] = Reconstruction(
        picture: decoded.picture(row, network.architecture.imageShape), elbo: elbo ?? none,
        mean: Array(posterior.mean.row(row)), logVariance: Array(posterior.logVariance.row(row)))
      if request.needsBounds { carryOutUrgent() }
    }
    inbox.post(
      .reconstructed(
        ReconstructResult(
          purpose: request.purpose, generation: request.generation, network: request.network,
          reconstructions: results)))
  }

  private func pixels(
    of source: ReconstructRequest.Source, _ request: ReconstructRequest, _ testImages: TestImages
  ) -> [UInt8] {
    switch source {
    case .testImage(let index): index < testImages.count ? testImages.pixels(index) : []
    case .drawing: request.drawing
    }
  }

  /// The bound of one image; `nil` where it is not a number.
  private func bound(
    of pixels: [UInt8], number: Int, _ network: VariationalAutoencoder, samples: Int
  ) -> ELBO? {
    let noise = RandomStream(seed: Self.noiseSeed, stream: UInt64(bitPattern: Int64(number)))
    let evaluation = try? network.evaluate(
      pixels: pixels, count: 1, samples: samples, noise: noise, workspace: workspace(network.architecture))
    return evaluation.map {
      ELBO(elbo: $0.elbo.mean, reconstruction: $0.reconstruction.mean, klDivergence: $0.klDivergence.mean)
    }
  }
}

extension ReconstructRequest.Source {
  /// What tells the noise of one image from that of others.
  fileprivate var number: Int {
    switch self {
    case .testImage(let index): index
    case .drawing: -1
    }
  }
}

extension PixelDistribution {
  /// The mean of one row's pixels.
  public func picture(_ row: Int, _ size: ImageShape) -> PixelImage {
    PixelImage(width: size.width, height: size.height, grey: mean.row(row).map(greyLevel))
  }

  /// A draw of one row's pixels: coins of a Bernoulli decoder, normal variables of a Gaussian one.
  func sampledPicture(_ row: Int, _ size: ImageShape, random: RandomStream) -> PixelImage {
    var random = random
    let pixels = mean.row(row).enumerated().map { column, mean -> UInt8 in
      guard let logVariance else { return random.uniform() < mean ? 255 : 0 }
      return greyLevel(mean + exp(logVariance[row, column] / 2) * random.normal())
    }
    return PixelImage(width: size.width, height: size.height, grey: pixels)
  }
}

private func greyLevel(_ value: Float) -> UInt8 {
  UInt8((min(1, max(0, value.isNaN ? 0 : value)) * 255).rounded())
}
