import Compute
import TerminalGraphics

/// A task for a model together with the type of its answer.
struct Question<Answer: Sendable>: Sendable {
  let task: ModelTask
  /// The answer; `nil` where the result is one to another task.
  let answer: @Sendable (ModelResult) -> Answer?
}

extension Question<[PixelImage]> {
  /// Pictures of latent positions, N×L.
  static func decode(_ latents: Matrix, _ drawing: PixelDrawing = .mean) -> Self {
    Self(task: .decode(latents, drawing)) { if case .pictures(let pictures) = $0 { pictures } else { nil } }
  }
}

extension Question<PlaneEncoding> {
  /// Where images lie in latent space.
  static func encode(_ images: TestImages) -> Self {
    Self(task: .encode(images)) { if case .encoding(let encoding) = $0 { encoding } else { nil } }
  }
}

extension Question<[ImageSource: Reconstruction]> {
  /// Images through the model and back.
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

extension ExplorerModel {
  /// Asks a model about the time shown.
  /// - Parameters:
  ///   - take: takes the answer, unless a newer one for the purpose has been taken.
  ///   - fail: takes the reason where there is no answer, unless something newer was asked; the footer says it where
  ///     nothing else is done.
  mutating func ask<Answer>(
    _ question: Question<Answer>, for purpose: RequestPurpose,
    then take: @escaping @Sendable (inout ExplorerModel, Answer) -> [Effect],
    orElse fail: @escaping @Sendable (inout ExplorerModel, String) -> [Effect] = { model, reason in
      model.say(reason, isFailure: true)
    }
  ) -> [Effect] {
    let generation = requests.issue(purpose, isUrgent: question.task.isUrgent) { model, result in
      switch result {
      case .success(let result):
        guard let answer = question.answer(result) else {
          preconditionFailure("an answer to another question than that for \(purpose.name)")
        }
        return take(&model, answer)
      case .failure(.failed(let reason)): return fail(&model, reason)
      case .failure(.superseded): return []
      }
    }
    return [
      .ask(
        ModelRequest(generation: generation, purpose: purpose, time: timeline.time, task: question.task))
    ]
  }

  /// Takes the answer to a request, where it is still of use.
  mutating func take(_ answer: ModelAnswer) -> [Effect] {
    guard let handler = requests.handler(of: answer) else { return [] }
    return handler(&self, answer.result)
  }

  /// An image under its name; `nil` where there is none.
  func sourceImage(_ source: ImageSource) -> SourceImage? {
    switch source {
    case .testImage(let index):
      index < testImages.count ? SourceImage(source: source, pixels: testImages.pixels(index)) : nil
    case .drawing: drawing.map { SourceImage(source: source, pixels: $0.pixels) }
    }
  }
}
