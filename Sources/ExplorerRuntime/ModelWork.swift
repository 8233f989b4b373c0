import Autoencoder
import Compute
import Explorer
import TerminalGraphics

/// Carries out tasks on a model, long ones in parts.
struct ModelWork {
  let model: any LatentModel
  let context: InferenceContext
  /// Called between the parts, to carry out urgent requests.
  let betweenParts: () -> Void

  /// Noise samples for each image whose bound is shown; the noise is the same each time.
  private static let samples = 8
  private static let noiseSeed: UInt64 = 0x7661_65

  /// - Throws: `ModelFailure` where the model does not fit the task, what the model throws, `CancellationError`.
  func result(of task: ModelTask) throws -> ModelResult {
    switch task {
    case .decode(let latents, let drawing): .pictures(try decode(latents, drawing))
    case .deviation(let position): .deviation(try deviation(position))
    case .encode(let images): .encoding(try encode(images))
    case .reconstruct(let images, let hasBounds):
      .reconstructions(try reconstruct(images, hasBounds: hasBounds))
    case .score(let images): .scores(try score(images))
    case .findAxes(let kind, let points, let labels): .axes(try axes(kind, points, labels))
    }
  }

  private func axes(_ kind: LatentAxes.Kind, _ points: Matrix, _ labels: [UInt8]?) throws -> LatentAxes {
    guard let axes = LatentAxes(kind, of: points, labels: labels) else {
      throw ModelFailure.failed("Discriminants need images of two classes or more.")
    }
    return axes
  }

  private func deviation(_ position: [Float]) throws -> PixelDeviation {
    let pixels = try pixels(of: Matrix(rows: 1, columns: position.count, elements: position))
    guard let deviation = pixels.deviationPicture(0, model.imageShape) else {
      throw ModelFailure.failed("This decoder has no variance for each pixel.")
    }
    return deviation
  }

  private func pixels(of latents: Matrix) throws -> PixelDistribution {
    guard latents.columns == model.latentSize else {
      throw ModelFailure.failed(
        "The model decodes positions of \(model.latentSize) dimensions, not of \(latents.columns).")
    }
    return try model.decode(latents, in: context)
  }

  private func decode(_ latents: Matrix, _ drawing: PixelDrawing) throws -> [PixelImage] {
    let pixels = try pixels(of: latents)
    return (0..<latents.rows).map { row in
      switch drawing {
      case .mean: pixels.picture(row, model.imageShape)
      case .sample(let seed):
        pixels.sampledPicture(
          row, model.imageShape, random: RandomStream(seed: seed, stream: UInt64(row) << 32 | 1))
      }
    }
  }

  private func encode(_ images: TestImages) throws -> PlaneEncoding {
    try check(images)
    let area = images.imageShape.count
    var means: [Float] = []
    var logVariances: [Float] = []
    for start in stride(from: 0, to: images.count, by: InferenceMemory.batchSize) {
      try context.cancellation.check()
      let count = min(InferenceMemory.batchSize, images.count - start)
      let posterior = try model.encode(
        pixels: Array(images.pixels[start * area..<(start + count) * area]), count: count, in: context)
      means += posterior.mean.elements
      logVariances += posterior.logVariance.elements
      betweenParts()
    }
    func matrix(_ elements: [Float]) -> Matrix {
      Matrix(rows: images.count, columns: model.latentSize, elements: elements)
    }
    return PlaneEncoding(mean: matrix(means), logVariance: matrix(logVariances), labels: images.labels)
  }

  private func score(_ images: TestImages) throws -> [Float] {
    try check(images)
    return try (0..<images.count).map { index in
      if index % 8 == 0 {
        betweenParts()
        try context.cancellation.check()
      }
      guard let bound = try bound(of: images.pixels(index), number: index, samples: 1) else {
        throw ModelFailure.failed("The model has no bound to sort by.")
      }
      return bound.elbo.isNaN ? -.infinity : Float(bound.elbo)
    }
  }

  private func reconstruct(
    _ images: [SourceImage], hasBounds: Bool
  ) throws -> [ImageSource: Reconstruction] {
    let shape = model.imageShape
    if let other = images.first(where: { $0.pixels.count != shape.count }) {
      throw ModelFailure.failed(
        "The model takes images of \(shape), \(shape.count) pixels, not of \(other.pixels.count).")
    }
    // All images at once, then their bounds, which take longer, one by one.
    let posterior = try model.encode(pixels: images.flatMap(\.pixels), count: images.count, in: context)
    let decoded = try model.decode(posterior.mean, in: context)
    var results: [ImageSource: Reconstruction] = [:]
    for (row, image) in images.enumerated() {
      let bound =
        hasBounds ? try bound(of: image.pixels, number: image.source.number, samples: Self.samples) : nil
      results[image.source] = Reconstruction(
        picture: decoded.picture(row, shape),
        elbo: bound ?? ELBO(elbo: .nan, reconstruction: .nan, klDivergence: .nan),
        mean: Array(posterior.mean.row(row)), logVariance: Array(posterior.logVariance.row(row)))
      guard hasBounds else { continue }
      betweenParts()
      try context.cancellation.check()
    }
    return results
  }

  private func bound(of pixels: [UInt8], number: Int, samples: Int) throws -> ELBO? {
    let noise = RandomStream(seed: Self.noiseSeed, stream: UInt64(bitPattern: Int64(number)))
    return try model.bound(of: pixels, samples: samples, noise: noise, in: context)
  }

  private func check(_ images: TestImages) throws {
    guard images.imageShape == model.imageShape else {
      throw ModelFailure.failed("The model takes images of \(model.imageShape), not of \(images.imageShape).")
    }
  }
}

extension ImageSource {
  /// Distinguishes the noise of this image from that of others.
  fileprivate var number: Int {
    switch self {
    case .testImage(let index): index
    case .drawing: -1
    }
  }
}
