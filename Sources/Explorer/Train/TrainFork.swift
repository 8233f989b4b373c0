import TerminalGraphics
import Training

/// The question before a new run trains on from a state of the open one.
struct ForkQuestion: Sendable, Equatable {
  var target: ForkTarget
  /// The state, as in "epoch 3, 180,000 examples".
  let state: String
  /// Whether the state is the run's checkpoint.
  let isCheckpoint: Bool
}

extension ExplorerModel {
  /// The state from which Enter trains on as a new run, at a rate that is offered; `nil` where there is none: the state of the
  /// past that is shown, the last one where the run rests, and before the fall where training has diverged.
  var forkOffered: ForkTarget? {
    guard case .run(let path)? = openModel?.origin, let live = timeline.live, let state = forkedState(live)
    else { return nil }
    let past = record.until(examplesSeen: state.examplesSeen)
    let then = past.points.last?.learningRate ?? past.epochs.last?.learningRate
    var rate = then ?? progress?.learningRate ?? openModel?.configuration?.learningRate ?? 0
    if case .failed = progress?.state { rate = min(rate, progress?.learningRate ?? rate) / 2 }
    guard rate > 0 else { return nil }
    return ForkTarget(path: path, examplesSeen: state.examplesSeen, learningRate: rate)
  }

  private func forkedState(_ live: StateLabel) -> StateLabel? {
    if timeline.pastIndex != nil { return timeline.shown }
    switch progress?.state {
    case .failed: return stateBeforeTheFall
    case .paused, .finished, .stopped: return live
    case .preparing, .running, .followed, nil: return nil
    }
  }

  /// The last state of the time machine that is no later than the best minibatches.
  private var stateBeforeTheFall: StateLabel? {
    let bounds = record.points.filter { $0.elbo.elbo.isFinite }
    guard let best = bounds.max(by: { $0.elbo.elbo < $1.elbo.elbo }) else { return timeline.past.first }
    return timeline.past.last { $0.examplesSeen <= best.examplesSeen } ?? timeline.past.first
  }

  /// What Enter does, for the footer.
  var forkHint: String? { forkOffered == nil ? nil : "train on from here" }

  mutating func askToFork() -> [Effect] {
    guard let target = forkOffered else {
      guard case .run? = openModel?.origin else {
        return say("A shipped model is not trained further; o opens a data set to train on.")
      }
      return say(", goes back to an earlier state; from there Enter trains on as a new run.")
    }
    let state = timeline.past.first { $0.examplesSeen == target.examplesSeen } ?? timeline.live
    let isSaved =
      switch progress?.state {
      case .paused, .finished, .stopped: true
      default: false
      }
    overlay = .fork(
      ForkQuestion(
        target: target, state: state?.title ?? "",
        isCheckpoint: isSaved && target.examplesSeen == timeline.live?.examplesSeen))
    return []
  }

  mutating func press(_ key: Key, on question: ForkQuestion) -> [Effect] {
    var question = question
    let rate = question.target.learningRate
    func changed(_ factor: Float) -> ForkTarget {
      ForkTarget(
        path: question.target.path, examplesSeen: question.target.examplesSeen,
        learningRate: min(1, max(1e-7, rate * factor)))
    }
    switch key {
    case "[", .left, .down: question.target = changed(0.5)
    case "]", .right, .up: question.target = changed(2)
    case .enter, "y":
      overlay = nil
      train.showsOthers = true
      train.overlaidRuns.insert(question.target.path)
      return open(.fork(question.target)) + [.list]
    case .escape, "n", "q", .control("c"):
      overlay = nil
      return []
    default: return []
    }
    overlay = .fork(question)
    return []
  }
}

/// The question as a box over the page.
struct ForkQuestionView: Widget {
  let model: ExplorerModel
  let question: ForkQuestion

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    grid.draw(MessageBox(title: "train on from here", text: text, maximumWidth: 60), in: area, capabilities)
  }

  private var text: String {
    let precision =
      question.isCheckpoint
      ? "This state is a checkpoint: weights and the optimiser's moments are kept to the bit."
      : "The time machine keeps weights in 16 bits, and no moments of the optimiser: 100 minibatches settle them before a weight moves. A state that was saved as the best or the last one is taken in full precision."
    return """
      A new run trains on from \(question.state) of \(model.openModel?.name ?? ""), which stays as it is and is overlaid.

      learning rate  \(Numbers.rate(question.target.learningRate))    [ ] halve, double

      \(precision) Minibatches and noise have a seed of their own.

      Enter  start
      Esc    cancel
      """
  }
}
