import TerminalGraphics
import Training

/// The few changes of what several pages share: what is open, the images, the time, how training goes.
extension ExplorerModel {
  // MARK: What is open

  /// Asks for something to be opened.
  mutating func open(_ target: OpenTarget) -> [Effect] {
    overlay = nil
    if case .run(let path) = target, openModel?.origin == .run(path: path), isTrainingUnderWay {
      return say("\(target.name) is open already.")
    }
    resumesOnceOpened = false
    opening = target
    waitingKeys = []
    return [.open(target)]
  }

  /// What Escape does now: leave something on the page, or give up what is being opened.
  var escapeHint: String? { page.escape?.hint(self) ?? (opening == nil ? nil : "cancel") }

  mutating func leaveOrCancel() -> [Effect] {
    guard let escape = page.escape, escape.hint(self) != nil else { return cancelOpening() }
    return escape.leave(&self)
  }

  /// Gives up what is being opened; what is open stays.
  mutating func cancelOpening() -> [Effect] {
    guard let opening else { return [] }
    self.opening = nil
    parentOfNewRun = nil
    waitingKeys = []
    let rest = openModel == nil ? " Nothing is open: o lists the data sets, models and runs." : ""
    return say("Opening \(opening.name) was cancelled.\(rest)") + [.cancelOpening]
  }

  /// Begins again with what was opened; what belongs to the last open model goes.
  mutating func opened(
    _ openModel: OpenModel, _ testImages: TestImages, _ encoding: PlaneEncoding?
  ) -> [Effect] {
    self.openModel = openModel
    self.testImages = testImages
    self.encoding = encoding?.mean.columns == openModel.latentSize ? encoding : nil
    opening = nil
    overlay = nil
    encodingAsked = nil
    encodingFailure = nil
    progress = nil
    wasFollowed = false
    timeline = Timeline()
    requests.forgetAll()
    dimensions = Dimensions(latentSize: openModel.latentSize, klPerDimension: openModel.klPerDimension)
    drawing = nil
    for page in Page.allCases { page.reset(&self) }
    if let parent = parentOfNewRun {
      train.overlaidRuns.insert(parent)
      train.showsOthers = true
    }
    parentOfNewRun = nil
    defer { resumesOnceOpened = false }
    return resumesOnceOpened ? [.train(.resume)] : []
  }

  /// Shows other images of what is open. Answers about the earlier images are no longer of use.
  mutating func testImagesLoaded(_ testImages: TestImages) -> [Effect] {
    self.testImages = testImages
    if encoding?.isOfTestImages ?? false { encoding = nil }
    encodingAsked = nil
    encodingFailure = nil
    requests.forgetAll()
    for page in Page.allCases { page.forgetImages(&self) }
    return refresh()
  }

  mutating func listed(_ listing: Listing) -> [Effect] {
    self.listing = listing
    isListed = listing.isComplete
    runTitles = RunTitles(listing)
    arrangeRuns()
    return page.listingChanged(&self)
  }

  // MARK: Training

  mutating func take(_ progress: TrainingProgress) -> [Effect] {
    let before = self.progress
    self.progress = progress
    if progress.learningRate == train.askedRate { train.askedRate = nil }
    if case .followed = progress.state { wasFollowed = true }
    if let failure = progress.saveFailure, failure != before?.saveFailure {
      notice = Notice(text: "\(failure). \(Self.adviceAfterSaveFailure)", isFailure: true)
    } else if before?.saveFailure != nil, progress.saveFailure == nil {
      notice = Notice(text: "The run is saved again.", isFailure: false)
    }
    let news = progress.history.count > before?.history.count ?? 0 ? page.epochEnded(&self) : []
    return news + chooseDimensions(progress)
  }

  /// What to do where a run cannot be saved.
  static let adviceAfterSaveFailure =
    "Training is paused: make room, then Space saves and goes on."

  /// Chooses the dimensions shown by the first epoch's figures.
  private mutating func chooseDimensions(_ progress: TrainingProgress) -> [Effect] {
    if !dimensions.isChosen, latentSize > 2, let kl = progress.history.last?.klPerDimension,
      progress.history.count == 1
    {
      dimensions = Dimensions(latentSize: latentSize, klPerDimension: kl)
      return refresh()
    }
    return []
  }

  mutating func toggleTraining() -> [Effect] {
    if progress?.saveFailure != nil {
      // Should it fail once more, that is news again.
      progress?.saveFailure = nil
      return say("Saving the run…") + [.train(progress?.state == .finished ? .saveCheckpoint : .resume)]
    }
    switch progress?.state {
    case .running, .preparing: return [.train(.pause)]
    case .paused: return [.train(.resume)]
    case .followed: return say("Another process trains this run; once that has ended, Space resumes it here.")
    case .stopped:
      guard wasFollowed, case .run(let path)? = openModel?.origin else { return [.train(.resume)] }
      let effects = open(.run(path))
      resumesOnceOpened = true
      return effects
    case .finished:
      let count = progress?.epochs ?? 0
      return say("Training is finished: epoch \(count) of \(count).")
    case .failed(let reason): return say("Training stopped: \(reason).", isFailure: true)
    case nil:
      guard !isForeign else { return say("Another program computes this model; it is not trained here.") }
      guard case .run? = openModel?.origin else {
        return say("A shipped model is not trained further; o opens a data set to train on.")
      }
      return [.train(.resume)]
    }
  }

  // MARK: Time

  mutating func snapshot(_ label: StateLabel, at time: Double) -> [Effect] {
    now = max(now, time)
    timeline.live = label
    return timeline.time == .live ? refresh() : []
  }

  mutating func take(history states: [StateLabel]) -> [Effect] {
    let before = timeline.time
    timeline.setPast(states)
    return timeline.time != before ? refresh() : []
  }

  /// Moves through the time machine.
  mutating func travel(by offset: Int) -> [Effect] {
    guard timeline.move(by: offset) else {
      return say(offset < 0 ? "This is the earliest state kept." : "This is the live model.")
    }
    return refresh()
  }

  /// Leaves the past for the live model.
  mutating func returnToLive() -> [Effect] {
    guard timeline.moveToLive() else { return say("This is the live model.") }
    return refresh()
  }
}
