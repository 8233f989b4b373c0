import Compute
import TerminalGraphics

/// A task for a model together with the type of its answer.
struct Question<Answer: Sendable>: Sendable {
  let task: ModelTask
  /// The answer in a result; `nil` if the result belongs to another task.
  let answer: @Sendable (ModelResult) -> Answer?
}

extension Question<[PixelImage]> {
  /// Pictures of latent positions, N×L.
  static func decode(_ latents: Matrix, _ drawing: PixelDrawing = .mean) -> Self {
    Self(task: .decode(latents, drawing)) { if case .pictures(let pictures) = $0 { pictures } else { nil } }
  }

  /// The picture of one latent position.
  static func decode(_ position: [Float], _ drawing: PixelDrawing = .mean) -> Self {
    decode(Matrix(rows: 1, columns: position.count, elements: position), drawing)
  }
}

extension Question<PixelDeviation> {
  /// The standard deviations of the pixels at one latent position.
  static func deviation(_ position: [Float]) -> Self {
    Self(task: .deviation(position)) { if case .deviation(let deviation) = $0 { deviation } else { nil } }
  }
}

extension Question<PlaneEncoding> {
  /// The positions of images in latent space.
  static func encode(_ images: TestImages) -> Self {
    Self(task: .encode(images)) { if case .encoding(let encoding) = $0 { encoding } else { nil } }
  }
}

extension Question<[ImageSource: Reconstruction]> {
  /// The reconstructions of images.
  static func reconstruct(_ images: [SourceImage], hasBounds: Bool = true) -> Self {
    Self(task: .reconstruct(images, hasBounds: hasBounds)) {
      if case .reconstructions(let reconstructions) = $0 { reconstructions } else { nil }
    }
  }
}

extension Question<[Float]> {
  /// The bound of each image, in nats.
  static func score(_ images: TestImages) -> Self {
    Self(task: .score(images)) { if case .scores(let scores) = $0 { scores } else { nil } }
  }
}

extension Question<LatentAxes> {
  /// Axes of latent space for encoded images.
  static func axes(_ kind: LatentAxes.Kind, of encoding: PlaneEncoding) -> Self {
    Self(task: .findAxes(kind, of: encoding.mean, labels: encoding.labels)) {
      if case .axes(let axes) = $0 { axes } else { nil }
    }
  }
}
