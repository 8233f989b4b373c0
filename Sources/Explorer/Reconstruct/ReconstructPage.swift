/// Test images beside their reconstructions by several models, with the models' figures.
struct ReconstructPage: Sendable {
  /// The order of the rows.
  enum Order: Sendable, Equatable {
    /// As in the data set.
    case data
    /// The lowest bound under a model first.
    case lowest(ModelReference)
    /// The largest difference between the models' bounds first.
    case disagreement
    /// Class by class.
    case classes
  }

  /// A state of a model.
  struct MeasuredState: Hashable, Sendable {
    let model: ModelReference
    /// 0 where the model does not change.
    let examplesSeen: Int
  }

  /// The runs that a person chose to compare, by their paths, in the order they were chosen.
  var comparedRuns: [String] = []
  /// Whether the open model is shown alone.
  var hidesOthers = false
  /// The class shown; `nil` for all.
  var classShown: UInt8?
  var order = Order.data
  /// Whether the order waits for bounds that have not been measured yet.
  var isOrderPending = false
  /// The test images that have a row, in order.
  var images: [Int] = []
  /// The selected model.
  var column = ModelReference.current
  /// Whether the difference is wanted.
  var hasDifference = true
  /// The model whose reconstructions the selected model's are compared with; `nil` for the originals.
  var reference: ModelReference?
  /// How much larger (or smaller, below 0) the pictures are than the window suggests.
  var pictureSteps = 0
  /// Whether the figures of the classes stand in place of the images.
  var showsFigures = false
  /// Which of the figures those are.
  var figure = BoundPart.elbo
  /// The selected row, counted from the top of the list.
  var cursor = 0
  /// The reconstructions, by model, then by image.
  var results: [ModelReference: [ImageSource: Reconstruction]] = [:]
  /// What the other models were last asked for: they do not change, so their answers stay.
  var asked: [ModelReference: [ImageSource]] = [:]
  /// The bounds of all test images.
  var measured: [MeasuredState: ImageBounds] = [:]
  /// The state of each model that is being measured.
  var measuring: [ModelReference: MeasuredState] = [:]
  /// When the live state of the open model was last measured, in seconds.
  var liveMeasuredAt: Double?
  /// The last state of the open model that was measured: shown until a newer one is.
  var lastMeasured: MeasuredState?

  /// Why there is nothing of a model; another model than the open one is not asked again until it is shown anew.
  var failures: [ModelReference: String] = [:]
  /// Why a state of a model has no figures, though it may have reconstructions.
  var boundFailures: [MeasuredState: String] = [:]

  /// Lets models be asked again that could not answer.
  mutating func forgetFailures() { (failures, boundFailures) = ([:], [:]) }

  /// Drops what belongs to other images.
  mutating func forgetResults() {
    results = [:]
    forgetFailures()
    (measured, measuring, lastMeasured, liveMeasuredAt) = ([:], [:], nil, nil)
    (order, isOrderPending) = (.data, false)
    scrollToTop()
  }

  /// Drops what belongs to a run that is deleted.
  mutating func forgetComparison(with path: String) {
    let model = ModelReference.run(path)
    comparedRuns.removeAll { $0 == path }
    if column == model { column = .current }
    if reference == model { reference = nil }
    results[model] = nil
    asked[model] = nil
    failures[model] = nil
    boundFailures = boundFailures.filter { $0.key.model != model }
    measuring[model] = nil
    measured = measured.filter { $0.key.model != model }
  }

  mutating func scrollToTop() {
    cursor = 0
    asked = [:]
  }
}

/// The bound and its parts.
enum BoundPart: CaseIterable, Sendable {
  case elbo, reconstruction, klDivergence

  var title: String {
    switch self {
    case .elbo: "ELBO"
    case .reconstruction: "reconstruction"
    case .klDivergence: "KL"
    }
  }
}
