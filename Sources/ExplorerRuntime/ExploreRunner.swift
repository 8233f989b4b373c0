import Explorer
import Foundation
import Plotting
import TerminalGraphics
import Training

/// Carries out the explorer's effects, and brings it what the other threads have: used on the interface's thread.
final class ExploreRunner {
  /// Where answers arrive.
  let inbox = ExploreInbox()
  /// Whether the explorer is to end.
  private(set) var hasQuit = false

  private let opening: ExploreOpening
  private let states = ExploreStates()
  private let jobs = ExploreNetworkJobs()
  private let files = ExploreThread(name: "vae-files")
  private let clock: () -> Double
  private var worker: TrainingWorker?
  private var testImages = TestImages.empty
  /// The run under way, for the last words.
  private var lastProgress: TrainingProgress?
  private var openModel: OpenModel?
  private var networksAsked: Set<NetworkReference> = []

  init(settings: ExploreSettings, clock: @escaping () -> Double) {
    opening = ExploreOpening(settings: settings)
    self.clock = clock
    ExploreNetworkThread.start(jobs: jobs, states: states, inbox: inbox)
  }

  // MARK: Effects

  func carryOut(_ effects: [Effect]) {
    for effect in effects { carryOut(effect) }
  }

  private func carryOut(_ effect: Effect) {
    switch effect {
    case .decode(let request): jobs.add(.decode(request), testImages: testImages)
    case .encodeTestImages(let time, let generation):
      jobs.add(.encodeTestImages(testImages, time, generation: generation), testImages: testImages)
    case .scoreTestImages(let time, let generation):
      jobs.add(.scoreTestImages(testImages, time, generation: generation), testImages: testImages)
    case .reconstruct(let request): reconstruct(request)
    case .open(let target): open(target)
    case .list: list()
    case .train(let command): train(command)
    case .export(let export): write(export)
    case .deleteRun(let path): delete(path)
    case .quit: hasQuit = true
    }
  }

  private func open(_ target: OpenTarget) {
    files.run { [opening, inbox] in
      do {
        let new = try opening.open(target) { inbox.post(.notice($0)) }
        inbox.post(.opened(new))
        if let testImages = opening.testImages(of: target),
          testImages.imageShape == new.openModel.architecture.imageShape
        {
          inbox.post(.testImagesLoaded(testImages))
        }
      } catch {
        inbox.post(.openFailed("\(error)"))
      }
    }
  }

  private func list() {
    files.run { [opening, inbox] in inbox.post(.listed(opening.listing())) }
  }

  /// Hands a request on; a network that has not been read yet is read first.
  private func reconstruct(_ request: ReconstructRequest) {
    guard request.network != .current, states.other(request.network) == nil else {
      return jobs.add(.reconstruct(request), testImages: testImages)
    }
    files.run { [opening, inbox, states, jobs, testImages] in
      do {
        if states.other(request.network) == nil, let network = try opening.network(request.network) {
          states.setOther(request.network, network)
        }
        jobs.add(.reconstruct(request), testImages: testImages)
      } catch {
        inbox.post(.failure("\(error)"))
      }
    }
  }

  private func train(_ command: TrainingCommand) {
    guard let worker else { return inbox.post(.failure("This run cannot be trained here.")) }
    switch command {
    case .pause: worker.pause()
    case .resume: worker.resume()
    case .learningRate(let rate): worker.setLearningRate(rate)
    case .saveCheckpoint:
      worker.saveCheckpoint()
      inbox.post(.notice("A checkpoint is being saved."))
    }
  }

  private func write(_ export: Export) {
    files.run { [inbox, exports = ExploreExports(states: states)] in
      do {
        inbox.post(.notice("Written to \(try exports.write(export))"))
      } catch {
        inbox.post(.failure("Nothing was exported: \(error.localizedDescription)"))
      }
    }
  }

  private func delete(_ path: String) {
    files.run { [opening, inbox] in
      let library = opening.settings.library
      do {
        if let run = library.summary(path: path) { try library.delete(run) }
        inbox.post(.notice("\(path) is deleted."))
      } catch {
        inbox.post(.failure("\(error)"))
      }
      inbox.post(.listed(opening.listing()))
    }
  }

  // MARK: What comes back

  /// Whatever the other threads have brought since the last call.
  func collect() -> [Message] {
    var messages: [Message] = []
    for item in inbox.take() {
      switch item {
      case .opened(let new): messages += show(new)
      case .message(let message):
        if case .testImagesLoaded(let testImages) = message { self.testImages = testImages }
        messages.append(message)
      }
    }
    guard let worker else { return messages }
    if let progress = worker.progress.take() {
      lastProgress = progress
      messages.append(.progress(progress))
    }
    if let history = worker.histories.take() {
      states.setHistory(history)
      messages.append(.history(labels(of: history)))
    }
    if let snapshot = worker.snapshots.take() {
      states.setLive(snapshot)
      messages.append(.snapshot(snapshot.label, at: clock()))
    }
    return messages
  }

  /// What pages call the states kept.
  private func labels(of history: History) -> [StateLabel] {
    let epochs = lastProgress?.history ?? []
    return history.examplesSeen.map { examplesSeen in
      let done = epochs.last { $0.examplesSeen <= examplesSeen }
      return StateLabel(epoch: done?.epoch ?? 0, examplesSeen: examplesSeen, testELBO: done?.test.elbo)
    }
  }

  /// Begins with what was opened: what was open before is saved and let go.
  private func show(_ new: ExploreOpened) -> [Message] {
    stopWorker()
    states.reset(live: new.snapshot)
    testImages = new.testImages
    openModel = new.openModel
    lastProgress = new.progress
    var messages = [Message.opened(new.openModel, new.testImages, new.encoding)]
    if let progress = new.progress { messages.append(.progress(progress)) }
    if let snapshot = new.snapshot { messages.append(.snapshot(snapshot.label, at: clock())) }
    if let notice = new.notice { messages.append(.notice(notice)) }
    if let prepare = new.prepare {
      let worker = TrainingWorker(onPost: { [inbox] in inbox.wake() }, prepare: prepare)
      worker.start(paused: new.startsPaused)
      self.worker = worker
    }
    return messages
  }

  private func stopWorker() {
    worker?.stop()
    if let progress = worker?.progress.take() { lastProgress = progress }
    worker = nil
  }

  // MARK: The end

  /// Saves the run and ends its training.
  /// - Returns: the last words: where the run is, what it reached and how to go on.
  func finish() -> [String] {
    let hadWorker = worker != nil
    stopWorker()
    guard hadWorker, opening.settings.keepsRuns, case .run(let path)? = openModel?.origin else { return [] }
    let best = lastProgress?.best.map {
      "best test ELBO \(NumberFormat.fixed($0.test.elbo, decimals: 1)) nats at epoch \($0.epoch)"
    }
    return [
      "The run is in \(path): \(best ?? "no epoch is done yet").",
      (lastProgress?.state == .finished ? "Look again with" : "Go on with") + ": vae explore \(path)",
    ]
  }
}
