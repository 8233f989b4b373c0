import Compute
import Formats
import TerminalGraphics

extension ExplorerModel {
  /// Asks for the picture at the walk's position.
  mutating func requestWalk() -> [Effect] {
    guard hasModel else { return [] }
    let latents = Matrix(rows: 1, columns: walk.position.count, elements: walk.position)
    return ask(.decode(latents), for: .walk) { model, pictures in
      model.walk.picture = pictures.first
      return []
    }
  }

  /// Goes to a place, whatever moved before.
  mutating func walk(to place: [Float]) -> [Effect] {
    walk.motion = nil
    walk.go(to: place)
    return requestWalk()
  }

  mutating func walkByArrow(_ key: Key, steps: Int) -> [Effect] {
    walk.motion = nil
    let direction = key.direction
    if direction.right != 0 { walk.move(dimensions.horizontal, by: direction.right * steps) }
    if direction.up != 0, let vertical = dimensions.vertical { walk.move(vertical, by: direction.up * steps) }
    return requestWalk()
  }

  /// Moves the third dimension.
  mutating func walkThird(by steps: Int) -> [Effect] {
    guard let third = dimensions.third else {
      return say("This latent space has \(latentSize) dimensions: there is no third to move.")
    }
    walk.motion = nil
    walk.move(third, by: steps)
    return requestWalk()
  }

  /// Goes to the middle of a class.
  mutating func walk(toClass label: UInt8) -> [Effect] {
    guard let encoding else { return [] }
    guard !encoding.centroids.isEmpty else { return say("This data has no classes.") }
    guard let middle = encoding.middle(of: label) else {
      return say("No encoded image is of class \(label).")
    }
    return walk(to: middle) + say("The middle of class \(label).")
  }

  /// Goes to the nearest encoded image; from there, the nearest other one.
  mutating func walkToNearest() -> [Effect] {
    guard let encoding else { return [] }
    let here = walk.position
    guard let nearest = encoding.nearest(to: here, where: { encoding.position($0) != here }) else {
      return []
    }
    return walk(to: encoding.position(nearest.index))
  }

  /// Plays the way between the marks, there and back by turns.
  mutating func playWay() -> [Effect] {
    guard let markA = walk.markA, let markB = walk.markB else {
      return say("Mark two places with a and b first.")
    }
    guard markA != markB else { return say("Both marks are at the same place.") }
    walk.motion =
      walk.returns ? .way(from: markB, to: markA, fraction: 0) : .way(from: markA, to: markB, fraction: 0)
    walk.returns.toggle()
    return []
  }

  /// Starts or ends the recording of the path; at its end it is exported.
  mutating func toggleRecording() -> [Effect] {
    guard walk.recording != nil else {
      walk.startRecording()
      return say("Recording the path; v ends it and writes an animated GIF.")
    }
    let path = walk.stopRecording()
    guard path.count > 1 else { return say("The path has not moved: nothing is written.") }
    let latents = Matrix(rows: path.count, columns: latentSize, elements: path.flatMap { $0 })
    return ask(.decode(latents), for: .recording) { [exportStem] _, pictures in
      [.export(Export(stem: exportStem, content: .animation(pictures, delayCentiseconds: 6)))]
    }
  }

  mutating func animateWalk(_ seconds: Double) -> [Effect] {
    guard walk.motion != nil else { return [] }
    walk.advance(Float(seconds))
    return requestWalk()
  }

  mutating func mouseOnWalk(_ event: MouseEvent, in body: Rect) -> [Effect] {
    let panel = WalkLayout(body: body, model: self).plane
    guard panel.contains(event.position) else { return [] }
    let place = walkPlot(capabilities: Capabilities()).layout(in: panel.inset(columns: 1, rows: 1)).point(
      at: event.position)
    switch event.kind {
    case .press, .drag: return walk(to: dimensions.moving(walk.position, to: place))
    case .wheelUp: walk.view = (walk.view ?? fittedView).zoomed(1.25, about: place)
    case .wheelDown: walk.view = (walk.view ?? fittedView).zoomed(0.8, about: place)
    case .release: break
    }
    return []
  }
}

extension RequestPurpose {
  /// The picture at the walk's position.
  static let walk = RequestPurpose("walk")
  /// The pictures of a recorded path.
  static let recording = RequestPurpose("recording")
}

extension WalkPage {
  static let bindings: [KeyBinding] = [
    KeyBinding(Key.arrows, "←→↑↓", hint: "move", "One step in the plane; h j k l too.") { model, key in
      model.walkByArrow(key, steps: 1)
    },
    KeyBinding(Key.shiftArrows, "S-arrows", hint: "×5", "Five steps; H J K L too.") { model, key in
      model.walkByArrow(key, steps: 5)
    },
    KeyBinding(
      Key.digits, "0-9", hint: "class", isUseful: \.hasClasses, needs: .encoding, "The middle of a class."
    ) { model, key in
      model.walk(toClass: key.digit ?? 0)
    },
    KeyBinding(["n"], "n", hint: "nearest", needs: .encoding, "The nearest encoded image.") { model, _ in
      model.walkToNearest()
    },
    KeyBinding(["a", "b"], "a b", hint: "mark", "Marks a place, and another one.") { model, key in
      if key == "a" { model.walk.markA = model.walk.position } else { model.walk.markB = model.walk.position }
      model.walk.returns = false
      return []
    },
    KeyBinding(
      ["i"], "i", hint: "way",
      "Plays the way between the marks, then back: straight, or along the sphere from five dimensions on."
    ) { model, _ in model.playWay() },
    KeyBinding(["g"], "g", hint: "tour", "A slow tour by itself; again or any move ends it.") { model, _ in
      if case .tour = model.walk.motion { model.walk.motion = nil } else { model.walk.startTour() }
      return []
    },
    KeyBinding(["[", "]"], "[ ]", hint: "step", "Halves the step, doubles it.") { model, key in
      model.walk.step = min(max(0.0125, model.walk.step * (key == "[" ? 0.5 : 2)), 1.6)
      return []
    },
    KeyBinding([.home], "Home", "The origin, where the prior is densest.") { model, _ in
      model.walk(to: Array(repeating: 0, count: model.latentSize))
    },
    KeyBinding(
      ["d"], "d", hint: "dimensions", isUseful: \.hasChoiceOfDimensions,
      "Chooses the dimensions walked, where there are more than two."
    ) {
      model, _ in model.showDimensions()
    },
    KeyBinding([.pageUp, .pageDown], "PgUp PgDn", "Moves the third dimension by a step.") { model, key in
      model.walkThird(by: key == .pageUp ? 1 : -1)
    },
    KeyBinding(["+", "-", "="], "+ −", "Zooms the plane.") { model, key in
      let anchor = model.dimensions.place(of: model.walk.position)
      model.walk.view = (model.walk.view ?? model.fittedView).zoomed(key == "-" ? 0.8 : 1.25, about: anchor)
      return []
    },
    KeyBinding(["v"], "v", hint: "record", "Records the path, and writes it as an animated GIF.") {
      model, _ in
      model.toggleRecording()
    },
  ]

  static let glossary: [(name: String, meaning: String)] = [
    ("z", "The position in latent space that is decoded: the picture is the mean of p(x|z)."),
    ("log p(z)", "The log density of the prior N(0, I) at z, in nats; greatest at the origin."),
    (
      "nearest",
      "The encoded image whose posterior mean is nearest to z in all dimensions, and its distance."
    ),
    ("data here", "How densely encoded images lie around z, next to how they lie where they are."),
    ("1σ 2σ 3σ", "Contours of the prior in the plane."),
  ]
}
