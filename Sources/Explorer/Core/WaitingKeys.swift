import TerminalGraphics

/// What a key needs before it can do anything; each case includes those before it.
enum Need: Int, Comparable, Sendable {
  case nothing
  /// Something open.
  case openModel
  /// A state of the open model.
  case model
  /// The positions of the images in latent space.
  case encoding

  static func < (left: Need, right: Need) -> Bool { left.rawValue < right.rawValue }
}

/// Whether what a key needs is there; if not, what the footer says.
enum Readiness: Equatable {
  case there
  case onTheWay(String)
  case missing(String)
}

/// Keys pressed before what they need is there: those of a page are kept, and take effect in order once it is.
extension ExplorerModel {
  /// Whether what is needed is there.
  func readiness(of need: Need) -> Readiness {
    guard need >= .openModel else { return .there }
    guard openModel != nil else {
      return opening == nil
        ? .missing("Nothing is open: o lists the data sets, models and runs.")
        : .onTheWay("The model is still loading")
    }
    guard need >= .model else { return .there }
    guard hasModel else {
      if case .failed(let reason) = progress?.state { return .missing("There is no model: \(reason)") }
      return .onTheWay("The model is still being prepared")
    }
    guard need >= .encoding, encoding == nil else { return .there }
    if let encodingFailure { return .missing("The test images are not encoded: \(encodingFailure)") }
    return testImages.count == 0
      ? .missing("There are no images to encode.")
      : .onTheWay("The test images are still being encoded")
  }

  /// Does what a key of the page means, keeps the key until that is possible, or says what is missing.
  mutating func press(_ key: Key, as binding: KeyBinding?) -> [Effect] {
    let keptNeed = waitingKeys.first.map { need(of: self.binding(of: $0)) }
    switch readiness(of: keptNeed ?? need(of: binding)) {
    case .there: return binding?.perform(&self, key) ?? []
    case .onTheWay(let text):
      waitingKeys.append(key)
      return say("\(text): your keys are kept.")
    case .missing(let text): return say(text)
    }
  }

  /// Does what the kept keys mean, if what they need has come.
  mutating func pressWaitingKeys() -> [Effect] {
    guard let first = waitingKeys.first else { return [] }
    if case .onTheWay = readiness(of: need(of: binding(of: first))) { return [] }
    let keys = waitingKeys
    waitingKeys = []
    return keys.flatMap { take(.key($0)) }
  }

  /// What a key of the page needs: at least what the page needs.
  private func need(of binding: KeyBinding?) -> Need { max(binding?.needs ?? .nothing, page.needs) }

  /// What a key does on the page.
  func binding(of key: Key) -> KeyBinding? { page.bindings.first { $0.keys.contains(key.viArrow) } }
}
