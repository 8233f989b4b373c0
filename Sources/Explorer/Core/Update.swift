import TerminalGraphics
import Training

/// Takes a message into account. Pure: the same model and message give the same model and effects.
public func update(_ model: inout ExplorerModel, _ message: Message) -> [Effect] {
  let effects = model.handle(message)
  return effects + model.pressWaitingKeys()
}

extension ExplorerModel {
  fileprivate mutating func handle(_ message: Message) -> [Effect] {
    switch message {
    case .input(let event): return take(event)
    case .tick(let time): return tick(at: time)
    case .opened(let openModel, let testImages, let encoding): return opened(openModel, testImages, encoding)
    case .testImagesLoaded(let testImages): return testImagesLoaded(testImages)
    case .openFailed(let reason):
      opening = nil
      waitingKeys = []
      notice = Notice(text: reason, isFailure: true)
    case .listed(let listing): return listed(listing)
    case .progress(let progress): return take(progress)
    case .snapshot(let label, let time): return snapshot(label, at: time)
    case .history(let states):
      let before = timeline.time
      timeline.setPast(states)
      if timeline.time != before { return refresh() }
    case .answered(let answer): return take(answer)
    case .logged(let lines): return logged(lines)
    case .notice(let text): notice = Notice(text: text, isFailure: false)
    case .failure(let text): notice = Notice(text: text, isFailure: true)
    }
    return []
  }

  // MARK: Input

  mutating func take(_ event: InputEvent) -> [Effect] {
    switch event {
    case .resize(let size):
      self.size = size
      return refresh()
    case .key(let key):
      notice = nil
      return press(key)
    case .mouse(let event):
      if event.kind == .press { notice = nil }
      return overlay == nil ? mouse(event) : mouseOnOverlay(event)
    }
  }

  /// Does what a key means: to what stands over the page, else to the page, else everywhere.
  mutating func press(_ key: Key) -> [Effect] {
    if overlay != nil { return pressOnOverlay(key) }
    let key = key.viArrow
    let local = binding(of: key)
    guard local == nil, let everywhere = globalBindings.first(where: { $0.keys.contains(key) }) else {
      return press(key, as: local)
    }
    switch readiness(of: everywhere.needs) {
    case .there: return everywhere.perform(&self, key)
    case .onTheWay(let text): return say("\(text).")
    case .missing(let text): return say(text)
    }
  }

  private mutating func mouse(_ event: MouseEvent) -> [Effect] {
    let frame = FrameLayout(size: size)
    if event.kind == .press, let page = frame.page(at: event.position, in: self) { return show(page) }
    guard frame.isRoomy, openModel != nil || page == .runs else { return [] }
    switch page {
    case .train: return mouseOnTrain(event, in: frame.body)
    case .walk: return mouseOnWalk(event, in: frame.body)
    case .manifold: return mouseOnManifold(event, in: frame.body)
    case .reconstruct: return mouseOnReconstruct(event, in: frame.body)
    case .samples: return mouseOnSamples(event, in: frame.body)
    case .plane: return mouseOnPlane(event, in: frame.body)
    case .runs: return mouseOnRuns(event, in: frame.body)
    }
  }

  /// Shows a page.
  mutating func show(_ page: Page) -> [Effect] {
    guard page != self.page else { return [] }
    self.page = page
    waitingKeys = []
    return refresh() + (page == .runs ? [.list] : [])
  }

  /// Says something in the footer.
  mutating func say(_ text: String, isFailure: Bool = false) -> [Effect] {
    notice = Notice(text: text, isFailure: isFailure)
    return []
  }

  // MARK: The openModel

  /// Asks for something to be opened.
  mutating func open(_ target: OpenTarget) -> [Effect] {
    opening = target
    overlay = nil
    waitingKeys = []
    return [.open(target)]
  }

  /// Gives up what is being opened: what was open before stays.
  mutating func cancelOpening() -> [Effect] {
    guard let opening else { return [] }
    self.opening = nil
    waitingKeys = []
    let rest = openModel == nil ? " Nothing is open: o lists the data sets, models and runs." : ""
    return say("Opening \(opening.name) was cancelled.\(rest)") + [.cancelOpening]
  }

  /// Begins anew with what was opened; what belongs to the last openModel goes.
  mutating func opened(_ openModel: OpenModel, _ testImages: TestImages, _ encoding: PlaneEncoding?)
    -> [Effect]
  {
    self.openModel = openModel
    self.testImages = testImages
    self.encoding = encoding?.mean.columns == openModel.latentSize ? encoding : nil
    opening = nil
    overlay = nil
    encodingAsked = nil
    encodingFailure = nil
    progress = nil
    timeline = Timeline()
    requests.forgetAll()
    dimensions = Dimensions(latentSize: openModel.latentSize, klPerDimension: openModel.klPerDimension)
    train = TrainPage(overlaidRuns: train.overlaidRuns)
    walk = WalkPage(latentSize: openModel.latentSize)
    manifold = ManifoldPage(latentSize: openModel.latentSize)
    samples = SamplesPage()
    plane = PlanePage()
    reconstruct = ReconstructPage(
      comparedRuns: reconstruct.comparedRuns, hidesOthers: reconstruct.hidesOthers)
    drawing = nil
    return []
  }

  /// Shows other images of what is open; answers about the few before them are not taken any more.
  mutating func testImagesLoaded(_ testImages: TestImages) -> [Effect] {
    self.testImages = testImages
    if encoding?.isOfTestImages ?? false { encoding = nil }
    encodingAsked = nil
    encodingFailure = nil
    requests.forgetAll()
    train.strip = [:]
    reconstruct.forgetResults()
    return refresh()
  }

  mutating func listed(_ listing: Listing) -> [Effect] {
    let before = reconstructNetworks
    self.listing = listing
    isListed = true
    runs.clamp(to: listing.runs.count)
    return page == .reconstruct && reconstructNetworks != before ? refresh() : []
  }

  // MARK: Training

  mutating func take(_ progress: TrainingProgress) -> [Effect] {
    self.progress = progress
    if !dimensions.isChosen, latentSize > 2, let kl = progress.history.last?.klPerDimension,
      progress.history.count == 1
    {
      dimensions = Dimensions(latentSize: latentSize, klPerDimension: kl)
      return refresh()
    }
    return []
  }

  mutating func snapshot(_ label: StateLabel, at time: Double) -> [Effect] {
    now = max(now, time)
    timeline.live = label
    return timeline.time == .live ? refresh() : []
  }

  mutating func toggleTraining() -> [Effect] {
    switch progress?.state {
    case .running, .preparing: return [.train(.pause)]
    case .paused, .stopped: return [.train(.resume)]
    case .finished: return say("All \(progress?.epochs ?? 0) epochs are done.")
    case .failed(let reason): return say("Training stopped: \(reason)", isFailure: true)
    case nil:
      guard case .run? = openModel?.origin else {
        return say("A shipped model is not trained further; o opens a data set to train on.")
      }
      return [.train(.resume)]
    }
  }

  // MARK: Time

  mutating func tick(at time: Double) -> [Effect] {
    let elapsed = min(max(0, time - now), 0.25)
    now = max(now, time)
    switch page {
    case .walk: return animateWalk(elapsed)
    case .samples: return animateSamples(elapsed)
    default: return []
    }
  }

  /// Moves through the time machine.
  mutating func travel(by offset: Int) -> [Effect] {
    guard timeline.move(by: offset) else {
      return say(offset < 0 ? "This is the earliest state kept." : "This is the live model.")
    }
    return refresh()
  }

  /// Asks for what the page needs anew, as the model, the window or the page has changed.
  mutating func refresh() -> [Effect] {
    guard hasModel else { return [] }
    var effects: [Effect]
    switch page {
    case .train: effects = requestStrip()
    case .walk: effects = requestWalk() + requestEncoding()
    case .manifold: effects = requestManifold()
    case .reconstruct: effects = requestReconstructions()
    case .samples: effects = requestSamples()
    case .plane: effects = requestEncoding() + requestPlane()
    case .runs: effects = []
    }
    if case .drawing = overlay { effects += requestDrawing() }
    return effects
  }

  /// Asks for the positions of the test images: at most once a second as training goes, at once for another time.
  mutating func requestEncoding() -> [Effect] {
    guard testImages.count > 0, let shown = timeline.shown else { return [] }
    // Points that came with the model are more than the few images that did.
    if let encoding, !encoding.isOfTestImages, testImages.count < encoding.count, timeline.time == .live {
      return []
    }
    if let asked = encodingAsked {
      let isSameState = asked.time == timeline.time && asked.examplesSeen == shown.examplesSeen
      let isTooSoon = timeline.time == .live && asked.time == .live && now - asked.at < 1
      if isSameState || isTooSoon { return [] }
    }
    encodingAsked = (timeline.time, shown.examplesSeen, now)
    encodingFailure = nil
    return ask(.encode(testImages), for: .encoding) { model, encoding in
      model.encoding = encoding
      return model.page == .plane ? model.requestPlane() : []
    } orElse: { model, reason in
      model.encodingFailure = reason
      return model.say(reason, isFailure: true)
    }
  }
}

extension RequestPurpose {
  /// The test images' places in latent space.
  static let encoding = RequestPurpose("encoding")
}
