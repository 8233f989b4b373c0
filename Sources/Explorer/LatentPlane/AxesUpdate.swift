import TerminalGraphics

/// The axes along which pages walk: chosen by a key, found from the encoded images.
extension ExplorerModel {
  /// What each axis is measured by; empty where that is not known.
  var axisMeasures: [Double] {
    dimensions.axes.kind == .coordinates ? klPerDimension : dimensions.axes.measures
  }

  /// The numbers of the axes, those of the greatest measure first. Discriminants keep their order.
  var axisOrder: [Int] {
    let measures = dimensions.axes.kind == .coordinates ? klPerDimension : []
    return Dimensions.order(latentSize: latentSize, measures: measures)
  }

  /// What a title says about rotated axes.
  var axesNote: String { "\(dimensions.axes.kind.title), exact" }

  /// Goes on to the next kind of axes there is.
  mutating func switchAxes() -> [Effect] {
    guard hasChoiceOfDimensions else {
      return say("Latent size \(latentSize): every dimension is shown already.")
    }
    let all = LatentAxes.Kind.allCases.filter { $0 != .discriminants || hasClasses }
    let next = all[((all.firstIndex(of: dimensions.axes.kind) ?? 0) + 1) % all.count]
    guard next != .coordinates else {
      dimensions = Dimensions(latentSize: latentSize, klPerDimension: klPerDimension)
      return refresh() + say("Axes: the coordinates of z.")
    }
    return requestAxes(next)
  }

  /// Asks for axes of a kind, and shows the first of them if another kind was shown.
  private mutating func requestAxes(_ kind: LatentAxes.Kind) -> [Effect] {
    guard let encoding else { return [] }
    return ask(.axes(kind, of: encoding), for: .axes) { model, axes in
      guard axes.kind != model.dimensions.axes.kind else {
        model.dimensions.axes = axes
        return model.refresh()
      }
      model.dimensions.axes = axes
      model.dimensions.isChosen = true
      model.dimensions.show(model.axisOrder)
      model.forgetViewports()
      return model.refresh() + model.say("Axes: \(axes.kind.explanation)")
    }
  }

  /// Finds rotated axes anew, since the images have been encoded anew.
  mutating func updateAxes() -> [Effect] {
    let kind = dimensions.axes.kind
    return kind == .coordinates ? [] : requestAxes(kind)
  }

  /// What a person zoomed to under other axes.
  private mutating func forgetViewports() {
    walk.viewport = nil
    plane.viewport = nil
  }
}

extension LatentAxes.Kind {
  /// What the axes are, for the footer.
  fileprivate var explanation: String {
    switch self {
    case .coordinates: "the coordinates of z."
    case .principalComponents:
      "principal components of the encoded images, a rotation of z; moves are exact."
    case .discriminants:
      "discriminants, which separate the classes best, a rotation of z; moves are exact."
    }
  }
}

extension LatentAxes {
  /// The key that goes on to other axes, on every page that shows some.
  static let binding = KeyBinding(
    ["A"], "A", hint: "axes", isUseful: \.hasChoiceOfDimensions, needs: .encoding,
    "Axes: the coordinates of z, principal components of the encoded images, or what separates the classes best."
  ) { model, _ in model.switchAxes() }
}

extension RequestPurpose {
  /// The axes of the encoded images.
  static let axes = RequestPurpose("axes")
}
