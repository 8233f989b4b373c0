import Compute
import Plotting

/// Marks, paths through them, the tour and recordings.
extension ExplorerModel {
  /// The keys that mark a position.
  static let markLetters: [Unicode.Scalar] = ["a", "b", "c"]

  /// Marks the position.
  mutating func mark(as letter: Unicode.Scalar) -> [Effect] {
    walk.marks[letter] = walk.position
    walk.interpolatesBack = false
    return []
  }

  /// Interpolates through the marks in their order, and back the next time.
  mutating func playInterpolation() -> [Effect] {
    let places = walk.marks.sorted { $0.key < $1.key }.map(\.value)
    guard places.count > 1 else { return say("Mark two positions with a and b first.") }
    guard Set(places).count > 1 else { return say("All marks are at the same position.") }
    walk.motion = .interpolation(through: walk.interpolatesBack ? places.reversed() : places, progress: 0)
    walk.interpolatesBack.toggle()
    return []
  }

  /// Goes to a − b + c.
  mutating func combineMarks() -> [Effect] {
    guard let a = walk.marks["a"], let b = walk.marks["b"], let c = walk.marks["c"] else {
      return say("Mark three positions with a, b and c first: f goes to a − b + c.")
    }
    return walk(to: a.indices.map { a[$0] - b[$0] + c[$0] }, as: .combination) + say("z is a − b + c.")
  }

  /// Starts the tour, or ends it.
  mutating func toggleTour() -> [Effect] {
    if case .tour = walk.motion { walk.motion = nil } else { walk.motion = .tour(from: walk.position) }
    return []
  }

  mutating func animateWalk(_ seconds: Double) -> [Effect] {
    guard let motion = walk.motion else { return [] }
    let (position, source, rest) = motion.advanced(by: Float(seconds))
    walk.go(to: position, as: source)
    walk.motion = rest
    return requestWalk()
  }

  /// Starts or ends the recording of the path; at its end it is exported.
  mutating func toggleRecording() -> [Effect] {
    guard walk.recording != nil else {
      walk.startRecording()
      return say("Recording the path; v again writes it as an animated GIF.")
    }
    let path = walk.stopRecording()
    guard path.count > 1 else { return say("Nothing was recorded: the position did not change.") }
    let latents = Matrix(rows: path.count, columns: latentSize, elements: path.flatMap { $0 })
    return ask(.decode(latents), for: .recording) { [exportStem] _, pictures in
      [.export(Export(stem: exportStem, content: .animation(pictures, delayCentiseconds: 6)))]
    }
  }
}

extension RequestPurpose {
  /// The pictures of a recorded path.
  static let recording = RequestPurpose("recording")
}
