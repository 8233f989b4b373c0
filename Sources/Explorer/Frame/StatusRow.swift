import Autoencoder
import Plotting
import TerminalGraphics
import Training

/// The first row: what is open, how far training is, and whether it goes on.
struct StatusRow: Widget {
  let model: ExplorerModel

  /// A part of the row. Where there is no room, parts of the highest rank go first.
  private struct Part {
    let rank: Int
    let text: String
    var style = Style.plain
    /// The fraction of a progress bar drawn in place of the text.
    var fraction: Double?
    /// Whether a dot stands before it.
    var isSeparate = true
  }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let state = stateText(capabilities)
    let stateWidth = TextLayout.width(state.text)
    var parts = parts(capabilities)
    func width() -> Int {
      parts.reduce(0) { $0 + TextLayout.width($1.text) + ($1.isSeparate ? 3 : 1) }
    }
    while parts.count > 1, width() + stateWidth + 2 > area.width {
      let last = parts.indices.max { parts[$0].rank < parts[$1].rank }
      parts.remove(at: last ?? 0)
    }
    var x = area.x
    for (index, part) in parts.enumerated() {
      if index > 0, part.isSeparate {
        x = grid.write(" · ", at: Point(x: x, y: area.y), style: capabilities.faint, in: area)
      } else {
        x += 1
      }
      let end = x + TextLayout.width(part.text)
      if let fraction = part.fraction {
        let bar = Rect(x: x, y: area.y, width: end - x, height: 1)
        grid.draw(ProgressBar(fraction: fraction, style: capabilities.accent), in: bar, capabilities)
      } else {
        grid.write(part.text, at: Point(x: x, y: area.y), style: part.style, in: area)
      }
      x = end
    }
    let start = max(area.x, area.right - stateWidth - 1)
    grid.write(state.text, at: Point(x: start, y: area.y), style: state.style, in: area)
  }

  private func parts(_ capabilities: Capabilities) -> [Part] {
    var parts = [Part(rank: 9, text: "vae", style: capabilities.accent, isSeparate: false)]
    if model.log.unreadCount > 0 { parts.append(Part(rank: 1, text: "! log", style: capabilities.warning)) }
    guard let openModel = model.openModel else { return parts }
    parts.append(Part(rank: 0, text: openModel.name, style: .bold, isSeparate: false))
    parts.append(Part(rank: 5, text: "L=\(openModel.latentSize)"))
    if let progress = model.progress, progress.epochs > 0 {
      let epochs = String(progress.epochs)
      let epoch = TextLayout.padded(String(progress.epoch), to: epochs.count, .right)
      parts.append(Part(rank: 2, text: "epoch \(epoch)/\(epochs)"))
      let whole = Double(max(1, progress.epochs * progress.examplesPerEpoch))
      parts.append(
        Part(
          rank: 8, text: String(repeating: " ", count: 13),
          fraction: Double(progress.examplesSeen) / whole, isSeparate: false))
      if progress.state == .running || progress.imagesPerSecond > 0 {
        let speed = TextLayout.padded(NumberFormat.compact(progress.imagesPerSecond), to: 5, .right)
        parts.append(Part(rank: 7, text: "\(speed) img/s"))
      }
      parts.append(Part(rank: 6, text: "ELBO \(Numbers.nats(model.trainFigures.train?.elbo))"))
    } else if let epoch = model.timeline.live?.epoch, epoch > 0 {
      parts.append(Part(rank: 2, text: "epoch \(epoch)"))
    }
    let last = model.timeline.time == .live ? model.progress?.history.last?.test.elbo : nil
    let test = model.timeline.shown?.testELBO ?? last
    parts.append(Part(rank: 4, text: "test \(Numbers.nats(test))"))
    return parts
  }

  private func stateText(_ capabilities: Capabilities) -> (text: String, style: Style) {
    if let index = model.timeline.pastIndex, let shown = model.timeline.shown {
      var style = capabilities.warning
      style.attributes = [.bold, .reverse]
      return (" ◂ past \(index + 1)/\(model.timeline.past.count): epoch \(shown.epoch) ", style)
    }
    if model.opening != nil { return ("opening…", capabilities.muted) }
    if case .followed(let seconds) = model.progress?.state { return followedText(seconds, capabilities) }
    guard model.openModel != nil else { return ("", .plain) }
    let (sign, style) = stateSign(capabilities)
    return ("\(sign) \(model.openStateTitle)", style)
  }

  private func stateSign(_ capabilities: Capabilities) -> (sign: String, style: Style) {
    switch model.progress?.state {
    case .paused, .finished:
      if model.progress?.saveFailure != nil { return ("✗", capabilities.bad) }
      return model.progress?.state == .paused ? ("‖", capabilities.warning) : ("✓", capabilities.good)
    case .running, .followed: return ("●", capabilities.good)
    case .preparing: return ("●", capabilities.muted)
    case .stopped: return ("■", capabilities.muted)
    case .failed: return ("✗", capabilities.bad)
    case nil:
      if case .run? = model.openModel?.origin { return ("●", capabilities.muted) }
      return ("■", capabilities.muted)
    }
  }
}

extension StatusRow {
  /// How old the last news is of a run that another process trains.
  private func followedText(_ seconds: Int, _ capabilities: Capabilities) -> (text: String, style: Style) {
    let epoch = model.progress?.epoch ?? 0
    guard seconds >= 60 else {
      return ("● followed, epoch \(epoch), \(seconds) s ago", capabilities.good)
    }
    return ("● followed, no news for \(seconds / 60) min", capabilities.warning)
  }
}

extension TrainingProgress {
  /// The recent ELBO on the training set, with its objective; if nothing was trained recently, that of the last epoch.
  var shownTrain: ELBO? { recent ?? history.last?.train }
}
