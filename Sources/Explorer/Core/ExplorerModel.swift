import Autoencoder
import Plotting
import TerminalGraphics
import Training

/// Everything the explorer knows: changed by `update` alone, shown by `render`.
public struct ExplorerModel: Sendable {
  public internal(set) var page: Page
  /// The window, in cells.
  public internal(set) var size: Size
  /// The seed of random jumps.
  let seed: UInt64
  /// The latest time of a message, in seconds.
  var now = 0.0

  /// What is open; `nil` while the first thing is being opened.
  public internal(set) var openModel: OpenModel?
  /// What is being opened.
  var opening: OpenTarget?
  /// How training goes; `nil` where nothing has been trained since the model was opened.
  public internal(set) var progress: TrainingProgress?
  /// What the program takes of the machine; `nil` before it was measured.
  var usage: ProgramUsage?
  /// Whether another process has trained the open run since it was opened.
  var wasFollowed = false
  /// The run that was open when a new one on the same data was asked for: it is overlaid once that is open.
  var parentOfNewRun: String?
  /// Whether training is resumed as soon as what is being opened is open.
  var resumesOnceOpened = false
  public internal(set) var timeline = Timeline()
  /// The images shown and encoded.
  public internal(set) var testImages = TestImages.empty
  /// Where they lie in latent space; `nil` before they are encoded.
  var encoding: PlaneEncoding?
  /// Why they are not encoded; `nil` unless that failed when it was last tried.
  var encodingFailure: String?
  /// The state under which they were last asked to be encoded, and when.
  var encodingAsked: (time: ModelTime, examplesSeen: Int, at: Double)?
  var dimensions = Dimensions()
  /// What the person prefers.
  public internal(set) var preferences: Preferences
  var listing = Listing()
  var runTitles = RunTitles()
  /// Whether a listing has come in which all runs are read.
  var isListed = false

  /// What stands over the page, if anything.
  var overlay: Modal?
  /// What the footer says in place of the keys, until the next key.
  var notice: Notice?
  /// The keys of the page that wait for what they need, in order.
  var waitingKeys: [Key] = []
  var log = Log()
  var requests = Requests()

  // The state of each page.
  var train = TrainPage()
  var walk: WalkPage
  var manifold = ManifoldPage()
  var reconstruct = ReconstructPage()
  var samples = SamplesPage()
  var plane = PlanePage()
  var traverse = TraversePage()
  var runs = RunsPage()
  /// The person's own drawing, if one was made.
  var drawing: Drawing?

  /// An explorer that shows `page` in a window of `size`, before anything is open.
  /// - Parameter seed: that of random jumps: another one, and they lead elsewhere.
  public init(
    page: Page = .train, size: Size = Size(width: 80, height: 24), preferences: Preferences = Preferences(),
    seed: UInt64 = 0
  ) {
    self.seed = seed
    self.page = page
    self.size = size
    self.preferences = preferences
    walk = WalkPage(step: preferences.step)
  }

  /// What to carry out first: opening something, and listing what else there is.
  /// - Parameter runs: the paths of runs that are compared on Reconstruct.
  public mutating func start(opening target: OpenTarget, comparing runs: [String] = []) -> [Effect] {
    reconstruct.comparedRuns = runs
    return open(target) + [.list]
  }

  /// Whether ticks are wanted: something moves by itself.
  public var isAnimating: Bool { page.animation?.isRunning(self) ?? false }

  /// Whether a key's answer is still being decoded: a frame gains by waiting a moment for it.
  public var isAwaitingDecode: Bool { requests.isWaitingForUrgent }

  /// Whether anything that was asked for has not been answered: the page is not complete yet.
  public var isIncomplete: Bool { opening != nil || !isListed || requests.isWaitingForAny }

  /// Whether a run is being trained, or paused on the way.
  public var isTrainingUnderWay: Bool {
    switch progress?.state {
    case .preparing, .running, .paused: true
    default: false
    }
  }

  /// Whether images fill their frame, as photographs do, rather than stand on an empty ground.
  var hasDenseImages: Bool { openModel?.architecture?.likelihood.isForPhotographs ?? false }
  var latentSize: Int { openModel?.latentSize ?? 2 }
  /// Whether there is a model to be decoded with.
  var hasModel: Bool { openModel != nil && timeline.live != nil }
  /// Whether there are runs on the machine.
  var hasRuns: Bool { !listing.runs.isEmpty }
  /// Whether there are dimensions to choose among.
  var hasChoiceOfDimensions: Bool { latentSize > 2 }
  /// Whether the images have classes.
  var hasClasses: Bool { !classCounts.isEmpty }
  /// Whether the time machine has states for a film.
  var hasPast: Bool { timeline.past.count > 1 }

  /// The notice in the footer, and the seconds after which it leaves: what went wrong stays longer.
  public var passingNotice: (text: String, seconds: Double)? {
    notice.map { ($0.text, $0.isFailure ? 12 : 4) }
  }

  /// Whether the page shows what the program takes of the machine, and that changes.
  public var showsUsage: Bool { page == .train && progress?.state == .running }

  /// The KL divergence of each dimension on the test set, as last known at the time shown; empty before that.
  var klPerDimension: [Double] {
    if timeline.pastIndex != nil, let past = trainFigures.last?.klPerDimension, !past.isEmpty { return past }
    return progress?.history.last?.klPerDimension ?? openModel?.klPerDimension ?? []
  }
  /// The classes of the encoded images, ascending, with their numbers.
  var classCounts: [ClassCount] { encoding?.classCounts ?? testImages.classCounts }
}

/// One line in the footer.
struct Notice: Sendable, Equatable {
  let text: String
  let isFailure: Bool
}
