/// Requests of pages to models.
extension ExplorerModel {
  /// Sends a request to a model, at the time shown. Does nothing while there is no model.
  /// - Parameters:
  ///   - take: receives the answer, unless a newer one for the purpose has been received.
  ///   - fail: receives the reason if there is no answer, unless there is a newer request for the purpose. By default
  ///     the footer shows the reason.
  mutating func ask<Answer>(
    _ question: Question<Answer>, for purpose: RequestPurpose,
    then take: @escaping @Sendable (inout ExplorerModel, Answer) -> [Effect],
    orElse fail: @escaping @Sendable (inout ExplorerModel, String) -> [Effect] = { model, reason in
      model.say(reason, isFailure: true)
    }
  ) -> [Effect] {
    guard hasModel else { return [] }
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

  /// Receives the answer to a request, if it is still of use.
  mutating func take(_ answer: ModelAnswer) -> [Effect] {
    guard let handler = requests.handler(of: answer) else { return [] }
    return handler(&self, answer.result)
  }

  /// The image from a source; `nil` if there is none.
  func sourceImage(_ source: ImageSource) -> SourceImage? {
    switch source {
    case .testImage(let index):
      index < testImages.count ? SourceImage(source: source, pixels: testImages.pixels(index)) : nil
    case .drawing: drawing.map { SourceImage(source: source, pixels: $0.pixels) }
    }
  }

  /// Asks for the positions of the test images: at most once a second while training goes on, at once for another time.
  mutating func requestEncoding() -> [Effect] {
    guard hasModel, testImages.count > 0, let shown = timeline.shown else { return [] }
    // Points that came with the model are more than the few images that did.
    if let encoding, !encoding.isOfTestImages, testImages.count < encoding.count, timeline.time == .live {
      return []
    }
    if let asked = encodingAsked {
      let isSameState = asked.time == timeline.time && asked.examplesSeen == shown.examplesSeen
      let isTooSoon = timeline.time == .live && asked.time == .live && now - asked.at < 1
      if isSameState || isTooSoon { return [] }
    }
    encodingAsked = (timeline.time, shown.examplesSeen, now)
    encodingFailure = nil
    return ask(.encode(testImages), for: .encoding) { model, encoding in
      model.encoding = encoding
      return model.page.encodingChanged(&model) + model.updateAxes()
    } orElse: { model, reason in
      model.encodingFailure = reason
      return model.say(reason, isFailure: true)
    }
  }
}

extension RequestPurpose {
  /// The test images' positions in latent space.
  static let encoding = RequestPurpose("encoding")
}
