import Autoencoder
import Plotting
import TerminalGraphics
import Training

/// Everything the explorer knows: changed by `update` alone, shown by `render`.
public struct ExplorerModel: Sendable {
  public internal(set) var page: Page
  /// The window, in cells.
  public internal(set) var size: Size
  /// Seconds on the clock of the messages, as last told.
  var now = 0.0

  /// What is open; `nil` while the first thing is being opened.
  public internal(set) var openModel: OpenModel?
  /// What is being opened.
  var opening: OpenTarget?
  /// How training goes; `nil` where nothing has been trained since the openModel was opened.
  public internal(set) var progress: TrainingProgress?
  public internal(set) var timeline = Timeline()
  /// The images shown and encoded.
  public internal(set) var testImages = TestImages.empty
  /// Where they lie; `nil` before they were encoded.
  var encoding: PlaneEncoding?
  /// When they were last to be encoded, and under which state.
  var encodingAsked: (time: ModelTime, examplesSeen: Int, at: Double)?
  var dimensions = Dimensions()
  /// What pictures are drawn with.
  var characters = ImageBlitter.Characters.halfBlocks
  var listing = Listing()

  /// What stands over the page, if anything does.
  var overlay: Modal?
  /// What the footer says in place of the keys, until the next key.
  var notice: Notice?
  /// The page's keys that wait for what they need, in their order.
  var waitingKeys: [Key] = []
  var log = Log()
  var requests = Requests()

  var train = TrainPage()
  var walk = WalkPage()
  var manifold = ManifoldPage()
  var reconstruct = ReconstructPage()
  var samples = SamplesPage()
  var plane = PlanePage()
  var runs = RunsPage()
  /// The person's own drawing, if one was made.
  var drawing: Drawing?

  /// An explorer that shows `page` in a window of `size`, before anything is open.
  public init(page: Page = .train, size: Size = Size(width: 80, height: 24)) {
    self.page = page
    self.size = size
  }

  /// What to carry out first: to open something, and to look what else there is.
  public mutating func start(opening target: OpenTarget) -> [Effect] { open(target) + [.list] }

  /// Whether ticks are wanted: something moves by itself.
  public var isAnimating: Bool {
    switch page {
    case .walk: walk.motion != nil
    case .samples: samples.isFilm
    default: false
    }
  }

  /// Whether a key's answer is still being decoded: a frame gains by waiting a moment for it.
  public var isAwaitingDecode: Bool {
    switch page {
    case .walk: requests.isWaiting(.decode(.walk))
    case .manifold: requests.isWaiting(.decode(.manifold))
    case .samples: requests.isWaiting(.decode(.samples))
    default: false
    }
  }

  /// Whether anything that was asked for has not been answered: a picture of the page is not yet complete.
  public var isIncomplete: Bool { opening != nil || requests.isWaitingForAny }

  /// Whether a run is being trained, or paused on the way.
  public var isTrainingUnderWay: Bool {
    switch progress?.state {
    case .preparing, .running, .paused: true
    default: false
    }
  }

  /// Whether images fill their frame, as photographs do, rather than stand on an empty ground.
  var hasDenseImages: Bool { openModel?.architecture.likelihood == .gaussian }
  var latentSize: Int { openModel?.latentSize ?? 2 }
  /// Whether there is a model to be decoded with.
  var hasModel: Bool { openModel != nil && timeline.live != nil }
}

/// The two dimensions of latent space that planes show, and a third that keys can move.
struct Dimensions: Sendable, Equatable {
  var horizontal = 0
  /// `nil` where there is one dimension only.
  var vertical: Int? = 1
  /// `nil` where there are two dimensions or one.
  var third: Int?
  /// Whether a person chose them: then they stay whatever training brings.
  var isChosen = false

  init() {}

  /// The dimensions with the most to tell: those of the largest KL divergence, or the first where that is unknown.
  init(latentSize: Int, klPerDimension: [Double]) {
    let known = klPerDimension.count == latentSize && latentSize > 2
    let order =
      known
      ? (0..<latentSize).sorted { klPerDimension[$0] > klPerDimension[$1] } : Array(0..<latentSize)
    horizontal = order[0]
    vertical = order.count > 1 ? order[1] : nil
    third = order.count > 2 ? order[2] : nil
  }

  /// The place of a latent position on the plane.
  func place(of position: some RandomAccessCollection<Float>) -> PlotPoint {
    func coordinate(_ dimension: Int) -> Double {
      Double(position[position.index(position.startIndex, offsetBy: dimension)])
    }
    return PlotPoint(x: coordinate(horizontal), y: vertical.map(coordinate) ?? 0)
  }

  /// `position` moved to a place of the plane; its other coordinates stay.
  func moving(_ position: [Float], to place: PlotPoint) -> [Float] {
    var moved = position
    moved[horizontal] = Float(place.x)
    if let vertical { moved[vertical] = Float(place.y) }
    return moved
  }
}

/// One line in the footer.
struct Notice: Sendable, Equatable {
  let text: String
  let isFailure: Bool
}
