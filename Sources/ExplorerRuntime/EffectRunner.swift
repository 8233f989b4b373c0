import Autoencoder
import Datasets
import Explorer
import ForeignModels
import Formats
import Foundation
import Training

/// Carries out the explorer's effects and collects the messages of other threads. Used on the interface's thread.
final class EffectRunner {
  private enum Item: Sendable {
    case message(Message)
    case opening(number: Int, OpeningNews)
  }

  /// Whether the explorer is to end.
  private(set) var hasQuit = false
  /// Whether something is being opened or its images are still being loaded.
  var isOpening: Bool { openings.isUnderWay }

  private let settings: ExplorerSettings
  private let exports: ExportWriter
  private let clock: @Sendable () -> Double
  private let inbox: Inbox<Item>
  private let wake: @Sendable () -> Void
  private let openings: Openings
  private let states = ModelStates()
  private let models: ModelThreads
  /// Lists and deletes runs.
  private let runs = WorkThread(name: "vae-runs")
  private let files = WorkThread(name: "vae-export")
  /// Starts and ends models of other programs.
  private let programs = WorkThread(name: "vae-programs")
  private var listing: Cancellation?
  private var feed: (any RunFeed)?
  private var openModel: OpenModel?
  private var foreign: ForeignModel?
  private var lastProgress: TrainingProgress?

  /// - Parameter wake: called on any thread when `collect()` has something.
  init(
    settings: ExplorerSettings, exports: ExportWriter = ExportWriter(),
    clock: @escaping @Sendable () -> Double,
    wake: @escaping @Sendable () -> Void
  ) {
    let inbox = Inbox<Item>(wake: wake)
    self.settings = settings
    self.exports = exports
    self.clock = clock
    self.inbox = inbox
    self.wake = wake
    openings = Openings(settings: settings) { inbox.post(.opening(number: $0, $1)) }
    models = ModelThreads(states: states, read: settings.model) { inbox.post(.message(.answered($0))) }
  }

  // MARK: Effects

  func carryOut(_ effects: [Effect]) { effects.forEach(carryOut) }

  private func carryOut(_ effect: Effect) {
    switch effect {
    case .ask(let request): models.ask(request)
    case .open(let target): open(target)
    case .cancelOpening: openings.cancel()
    case .list: list()
    case .train(let command): train(command)
    case .restartModel: restartModel()
    case .readRecords(let paths): readRecords(paths)
    case .export(let export): write(export)
    case .keepBookmarks(let bookmarks): keep(bookmarks)
    case .trashRun(let path): trash(path)
    case .restoreRun(let run): restore(run)
    case .writeNotes(let path, let notes): write(notes, of: path)
    case .keep(let changes): keep(changes)
    case .quit: hasQuit = true
    }
  }

  /// Saves the run that is trained here, if one is.
  func save() {
    if feed?.takesCommands ?? false { train(.saveCheckpoint) }
  }

  private func post(_ message: Message) { inbox.post(.message(message)) }

  private func open(_ target: OpenTarget) {
    // A run that was trained here is locked until it is let go.
    if case .run(let path) = target, isOpen(path) {
      stopFeed()
      feed = RestingRun(RunNews())
    }
    guard case .fork(let fork) = target else { return openings.begin(target) }
    openings.begin(target, from: states.state(at: fork.examplesSeen))
  }

  /// Whether the folder at this path is that of the open run.
  private func isOpen(_ path: String) -> Bool {
    guard case .run(let other)? = openModel?.origin else { return false }
    return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      == URL(fileURLWithPath: other).resolvingSymlinksInPath().path
  }

  /// Lists what there is, in place of a listing under way.
  private func list() {
    listing?.cancel()
    let cancellation = Cancellation()
    listing = cancellation
    runs.run { [settings, inbox] in
      Listing.list(settings, cancellation: cancellation) { inbox.post(.message(.listed($0))) }
    }
  }

  private func train(_ command: RunCommand) {
    guard let feed, feed.takesCommands else { return post(.failure("This run cannot be trained here.")) }
    feed.carryOut(command)
    if command == .saveCheckpoint { post(.notice("A checkpoint is being saved.")) }
  }

  /// Starts the program anew that computes the model. What it was asked for is answered with a failure.
  private func restartModel() {
    guard let foreign else { return }
    let now = clock
    programs.run { [inbox] in
      do {
        try foreign.restart()
        inbox.post(.message(.modelRestarted(at: now())))
      } catch {
        inbox.post(.message(.failure("\(error)")))
      }
    }
  }

  /// Ends the program that computed the model before, which may take two seconds.
  private func endForeignModel() {
    guard let model = foreign else { return }
    foreign = nil
    programs.run { model.end() }
  }

  /// Reads the courses of runs; one that cannot be read keeps what the list shows of it.
  private func readRecords(_ paths: [String]) {
    runs.run { [inbox] in
      for path in paths {
        guard let record = try? RunFolder(reading: path).record() else { continue }
        inbox.post(.message(.recordRead(record, path: path)))
      }
    }
  }

  private func write(_ export: Export) {
    files.run { [inbox, exports] in
      do {
        inbox.post(.message(.notice("Written to \(try exports.write(export))")))
      } catch {
        inbox.post(.message(.failure("Nothing was exported: \(error.localizedDescription)")))
      }
    }
  }

  private func keep(_ bookmarks: [Bookmark]) {
    guard let openModel, let file = settings.bookmarkFile(of: openModel) else { return }
    files.run { [inbox] in
      do {
        try file.write(bookmarks)
      } catch {
        inbox.post(.message(.failure("The bookmarks are not kept: \(error)")))
      }
    }
  }

  private func keep(_ changes: [PreferenceChange]) {
    guard let file = settings.preferencesFile else { return }
    files.run { [inbox] in
      do {
        try file.keep(changes)
      } catch {
        inbox.post(.message(.failure("This is not kept for the next time: \(error)")))
      }
    }
  }

  private func trash(_ path: String) {
    models.forget(.run(path))
    changeRuns { library, now in
      let run = try library.trash(path, now: now)
      return .trashed(run, emptied: library.emptyTrash(now: now))
    }
  }

  private func restore(_ run: TrashedRun) {
    changeRuns { library, _ in
      try library.restore(run)
      return .notice("\(run.name) is back.")
    }
  }

  private func write(_ notes: RunNotes, of path: String) {
    changeRuns { _, _ in
      let folder = RunFolder(reading: path)
      try folder.write(notes)
      return .notice(notes.isEmpty ? "\(folder.name) has no note now." : "Noted in \(folder.notesPath).")
    }
  }

  /// Changes the runs on the disk, tells the outcome, and lists the runs anew.
  private func changeRuns(_ change: @escaping @Sendable (RunLibrary, Date) throws -> Message) {
    listing?.cancel()
    runs.run { [settings, inbox] in
      do {
        inbox.post(.message(try change(settings.library, settings.now())))
      } catch {
        inbox.post(.message(.failure("\(error)")))
      }
    }
    list()
  }

  // MARK: What comes back

  /// The messages from other threads since the last call.
  func collect() -> [Message] {
    let messages = inbox.take().flatMap { item -> [Message] in
      switch item {
      case .message(let message): [message]
      case .opening(let number, let news): openings.accept(number, news).map(take) ?? []
      }
    }
    return messages + newsOfRun()
  }

  private func take(_ news: OpeningNews) -> [Message] {
    switch news {
    case .progress(let text): [.notice(text)]
    case .opened(let opened): show(opened)
    case .images(let test, let train): show(test, trainedOn: train)
    case .failed(let reason): [.openFailed(reason)]
    case .ended: []
    }
  }

  /// Shows what was opened, after saving the run that was open before.
  private func show(_ opened: Opened) -> [Message] {
    stopFeed()
    models.cancelAll()
    states.reset()
    lastProgress = nil
    openModel = opened.openModel
    states.setTrainingImages(opened.trainingImages)
    feed = opened.feed(wake)
    var messages: [Message] = [.opened(opened.openModel, opened.testImages, opened.encoding)]
    endForeignModel()
    if let model = opened.foreign {
      foreign = model
      states.setLive(model)
      messages.append(.snapshot(ExplorerModel.foreignState, at: clock()))
    }
    return messages + newsOfRun() + (opened.notice.map { [.notice($0)] } ?? [])
  }

  private func show(_ images: TestImages, trainedOn trainingImages: ImageDataset) -> [Message] {
    states.setTrainingImages(trainingImages)
    return [.testImagesLoaded(images)]
  }

  private func newsOfRun() -> [Message] {
    guard let news = feed?.takeNews() else { return [] }
    var messages: [Message] = []
    if let progress = news.progress {
      lastProgress = progress
      messages.append(.progress(progress))
    }
    if let history = news.history {
      states.setHistory(history)
      messages.append(.history(history.labels))
    }
    if let snapshot = news.snapshot {
      states.setLive(snapshot.model)
      messages.append(.snapshot(snapshot.label, at: clock()))
    }
    return messages
  }

  private func stopFeed() {
    feed?.stop()
    if let progress = feed?.takeNews().progress { lastProgress = progress }
  }

  // MARK: The end

  /// Saves the run and ends its training.
  /// - Returns: the last words about the run, if it was trained here, and why it could not be saved, if it could not.
  func finish() -> (lastWords: [String], failure: InputError?) {
    openings.cancel()
    listing?.cancel()
    stopFeed()
    foreign?.end()
    guard let feed, feed.takesCommands, settings.keepsRuns, case .run(let path)? = openModel?.origin
    else { return ([], nil) }
    let failure = lastProgress?.saveFailure
    let words = LastWords(path: path, state: lastProgress?.state ?? .stopped, isSaved: failure == nil)
    return (words.lines, failure)
  }
}
