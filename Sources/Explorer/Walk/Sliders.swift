import TerminalGraphics

/// The sliders of Walk: one for each axis, the one of the greatest measure first.
struct Sliders: Sendable, Equatable {
  /// Whether arrows choose and move a slider, rather than the crosshair in the plane.
  var isEntered = false
  /// The axis of the chosen slider; `nil` for the first.
  var axis: Int?
  /// The first slider in the window, unless the chosen one lies outside.
  var firstRow = 0
}

extension ExplorerModel {
  /// The place of the chosen slider among all.
  var sliderRow: Int { walk.sliders.axis.flatMap { axisOrder.firstIndex(of: $0) } ?? 0 }

  /// The sliders shown in so many rows.
  func shownSliders(rows: Int) -> Range<Int> {
    let rows = min(max(1, rows), latentSize)
    let start = min(max(walk.sliders.firstRow, sliderRow - rows + 1), sliderRow)
    let first = min(max(0, start), latentSize - rows)
    return first..<first + rows
  }

  /// Where the sliders stand in this window.
  private var slidersArea: Rect { WalkLayout(body: FrameLayout(size: size).body, model: self).sliders }

  mutating func enterSliders() -> [Effect] {
    guard hasChoiceOfDimensions else {
      return say("Latent size \(latentSize): the arrows move every dimension already.")
    }
    guard !slidersArea.isEmpty else { return say("The sliders need a wider window.") }
    walk.sliders.isEntered = true
    walk.sliders.axis = axisOrder[sliderRow]
    return []
  }

  /// Whether the arrows belong to the sliders: not while another panel leaves them no room.
  var isInSliders: Bool { walk.sliders.isEntered && !slidersArea.isEmpty }

  /// What Enter does on Walk now.
  var slidersHint: String? { hasChoiceOfDimensions && !isInSliders ? "sliders" : nil }

  mutating func leaveSliders() -> [Effect] {
    walk.sliders.isEntered = false
    return []
  }

  /// Chooses another slider, or moves along the axis of the chosen one.
  mutating func pressOnSliders(_ key: Key, steps: Int) -> [Effect] {
    let (right, up) = key.direction
    guard right == 0 else {
      walk.motion = nil
      walk.move(along: axisOrder[sliderRow], of: dimensions.axes, by: right * steps)
      return requestWalk()
    }
    chooseSlider(min(max(0, sliderRow - up * steps), latentSize - 1))
    return []
  }

  private mutating func chooseSlider(_ row: Int) {
    walk.sliders.axis = axisOrder[row]
    walk.sliders.firstRow = shownSliders(rows: SlidersView.rows(in: slidersArea)).lowerBound
  }

  /// Sets the slider that is clicked.
  mutating func mouseOnSliders(_ event: MouseEvent, in area: Rect) -> [Effect] {
    switch event.kind {
    case .press, .drag:
      let view = SlidersView(model: self)
      guard let row = view.row(at: event.position, in: area) else { return [] }
      walk.sliders.isEntered = true
      chooseSlider(row)
      guard let coordinate = view.coordinate(at: event.position, in: area) else { return [] }
      let axis = axisOrder[row]
      return walk(
        to: dimensions.axes.moving(walk.position, along: axis, to: coordinate), as: walk.place.source.moved)
    case .wheelUp: return pressOnSliders(.up, steps: 1)
    case .wheelDown: return pressOnSliders(.down, steps: 1)
    case .release: return []
    }
  }

  /// The standard deviation that a slider shows, and about what: of the posterior of the image that the walk came from, or
  /// else of the prior.
  func sliderSpread(of axis: Int) -> (mean: Double, deviation: Double, isPosterior: Bool) {
    guard let index = walk.place.source.testImage, let encoding, encoding.isOfTestImages,
      index < encoding.count, let logVariance = encoding.logVariance?.row(index)
    else { return (0, 1, false) }
    return (
      Double(dimensions.axes.coordinate(axis, of: encoding.mean.row(index))),
      Double(dimensions.axes.standardDeviation(axis, logVariance: logVariance)), true
    )
  }
}
