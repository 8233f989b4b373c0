import Compute
import Plotting
import TerminalGraphics

/// Jumps to other places, and back. Walk and Traverse share them.
extension ExplorerModel {
  /// Goes to the middle of a class.
  mutating func walk(toClass label: UInt8) -> [Effect] {
    guard let encoding else { return [] }
    guard !encoding.centroids.isEmpty else { return say("This data has no classes.") }
    guard let middle = encoding.middle(of: label) else {
      return say("No encoded image is in class \(label).")
    }
    return walk(to: middle, as: .classMiddle(label)) + say("At the middle of class \(label).")
  }

  /// Goes to the nearest encoded image; from there, the nearest other one.
  mutating func walkToNearest() -> [Effect] {
    guard let encoding else { return [] }
    let here = walk.position
    guard let nearest = encoding.nearest(to: here, where: { encoding.position($0) != here }) else {
      return []
    }
    return walk(toImage: nearest.index)
  }

  /// Goes to the position of an encoded image.
  mutating func walk(toImage index: Int) -> [Effect] {
    guard let encoding, index < encoding.count else { return [] }
    return walk(to: encoding.position(index), as: encoding.source(index))
  }

  /// Goes to the origin.
  mutating func walkToOrigin() -> [Effect] {
    walk(to: Array(repeating: 0, count: latentSize), as: .origin)
  }

  /// Goes to a draw from the prior.
  mutating func walkToPrior() -> [Effect] {
    var random = nextRandom()
    return walk(to: (0..<latentSize).map { _ in random.normal() }, as: .prior)
      + say("z is a draw from the prior N(0, I).")
  }

  /// Goes to an encoded image, each as likely as any other.
  mutating func walkToRandomImage() -> [Effect] {
    guard let encoding, encoding.count > 0 else { return [] }
    var random = nextRandom()
    let index = min(encoding.count - 1, Int(random.uniform() * Float(encoding.count)))
    let effects = walk(toImage: index)
    return effects + say("z is \(walk.place.source.sentence).")
  }

  /// The random numbers of the next jump.
  private mutating func nextRandom() -> RandomStream {
    walk.drawCount += 1
    return RandomStream(seed: seed, stream: 0x6A75_6D70 &+ walk.drawCount)
  }

  /// Returns to the place before.
  mutating func undoWalk() -> [Effect] {
    walk.motion = nil
    guard walk.undo() else { return say("There is nothing to undo.") }
    return requestWalked() + say("Back: z is \(walk.place.source.sentence).")
  }

  /// Returns to the place that was undone last.
  mutating func redoWalk() -> [Effect] {
    walk.motion = nil
    guard walk.redo() else { return say("There is nothing to redo.") }
    return requestWalked() + say("Again: z is \(walk.place.source.sentence).")
  }
}
