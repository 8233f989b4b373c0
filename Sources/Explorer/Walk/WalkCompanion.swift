import Plotting
import TerminalGraphics

/// Another model beside the walk: what it makes of the image that the walk is at.
struct WalkCompanion: Sendable {
  let reference: ModelReference
  /// The number of the test image that both models were asked about; `nil` before that.
  fileprivate(set) var image: Int?
  /// What each of the two models makes of it; without one that has not answered.
  fileprivate(set) var results: [ModelReference: Reconstruction] = [:]
  /// Why the other model has no answer.
  fileprivate(set) var failure: String?

  /// As in "mnist-2d".
  var name: String {
    switch reference {
    case .current: "open model"
    case .model(let name): name
    case .run(let path): path.split(separator: "/").last.map(String.init) ?? path
    }
  }
}

extension ExplorerModel {
  /// The test image that the walk came from, or else the nearest.
  private var imageOfWalk: Int? {
    guard encoding?.isOfTestImages ?? false else { return nil }
    return walk.place.source.testImage ?? walk.neighbourhood?.nearest.first?.index
  }

  /// Shows the next of the models that can be compared with the open one, or none again.
  mutating func switchCompanion() -> [Effect] {
    let others = comparisons
    guard !others.isEmpty else {
      return say("There is no other model for this data; c on Runs chooses a run to compare.")
    }
    let index = walk.companion.flatMap { others.firstIndex(of: $0.reference) }.map { $0 + 1 } ?? 0
    walk.companion = index < others.count ? WalkCompanion(reference: others[index]) : nil
    return requestWalk()
  }

  /// Asks both models for their reconstructions of the image of the walk, if it is another one than before.
  mutating func requestCompanion() -> [Effect] {
    guard var companion = walk.companion, let image = imageOfWalk, image != companion.image,
      let source = sourceImage(.testImage(image))
    else { return [] }
    companion.image = image
    companion.results = [:]
    companion.failure = nil
    walk.companion = companion
    return [.current, companion.reference].flatMap { reference in
      ask(.reconstruct([source]), for: .companion(of: reference)) { model, results in
        model.walk.companion?.results[reference] = results[.testImage(image)]
        return []
      } orElse: { model, reason in
        model.walk.companion?.failure = reason
        return model.say(reason, isFailure: true)
      }
    }
  }
}

extension RequestPurpose {
  /// The reconstructions of the image of the walk.
  static func companion(of model: ModelReference) -> RequestPurpose {
    RequestPurpose("companion", of: model)
  }
}

extension WalkView {
  /// What the other model makes of the image, with the bounds of both.
  func drawCompanion(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard let companion = model.walk.companion, !area.isEmpty else { return }
    let image = companion.image.map { " at test image \(NumberFormat.grouped($0 + 1))" } ?? ""
    let frame = Frame(title: companion.name + image)
    grid.draw(frame, in: area, capabilities)
    let inner = frame.inner(of: area)
    let hasCaption = inner.height >= 8
    let (picture, caption) = inner.split(bottom: hasCaption ? 1 : 0)
    if let result = companion.results[companion.reference] {
      model.blitter(capabilities).draw(result.picture, into: &grid, in: picture)
    }
    let bounds = [ModelReference.current, companion.reference].map { reference in
      companion.results[reference].map { Numbers.fitted($0.elbo.elbo, to: 7) } ?? "…"
    }
    let text = companion.failure ?? "ELBO \(bounds[1]), here \(bounds[0])"
    grid.write(
      text, at: Point(x: caption.x + 1, y: caption.y), style: capabilities.muted, in: caption,
      ellipsis: capabilities.ellipsis)
  }
}
