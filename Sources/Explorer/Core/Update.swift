import TerminalGraphics
import Training

/// Takes a message into account. Pure: the same model and message give the same model and effects.
public func update(_ model: inout ExplorerModel, _ message: Message) -> [Effect] {
  let preferences = model.preferences
  let effects = model.handle(message) + model.pressWaitingKeys()
  let changes = model.preferences.changes(since: preferences)
  return changes.isEmpty ? effects : effects + [.keep(changes)]
}

extension ExplorerModel {
  fileprivate mutating func handle(_ message: Message) -> [Effect] {
    switch message {
    case .input(let event): return take(event)
    case .tick(let time): return tick(at: time)
    case .opened(let openModel, let testImages, let encoding):
      return opened(openModel, testImages, encoding)
    case .testImagesLoaded(let testImages): return testImagesLoaded(testImages)
    case .openFailed(let reason):
      opening = nil
      parentOfNewRun = nil
      waitingKeys = []
      notice = Notice(text: reason.description, isFailure: true)
    case .listed(let listing): return listed(listing)
    case .trashed(let run, let emptied): return trashed(run, emptied: emptied)
    case .progress(let progress): return take(progress)
    case .recordRead(let record, let path): return take(record: record, of: path)
    case .usage(let usage): self.usage = usage
    case .snapshot(let label, let time): return snapshot(label, at: time)
    case .modelRestarted(let time): return modelRestarted(at: time)
    case .history(let states): return take(history: states)
    case .answered(let answer): return take(answer)
    case .logged(let lines): return logged(lines)
    case .notice(let text): notice = Notice(text: text, isFailure: false)
    case .failure(let text): notice = Notice(text: text, isFailure: true)
    case .noticeExpired: notice = nil
    }
    return []
  }

  // MARK: Input

  mutating func take(_ event: InputEvent) -> [Effect] {
    switch event {
    case .resize(let size):
      self.size = size
      return refresh()
    case .paste: return say("A paste is ignored here: keys are pressed one by one.")
    case .key(let key):
      notice = nil
      return press(key)
    case .mouse(let event):
      if event.kind == .press {
        let key = hintedKey(at: event.position)
        notice = nil
        if let key { return press(key) }
      }
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

  /// The key whose hint is at a cell: in the footer, or beside the tabs.
  private func hintedKey(at point: Point) -> Key? {
    let frame = FrameLayout(size: size)
    guard frame.isRoomy else { return nil }
    if let key = Footer(model: self).key(at: point, in: frame.footer) { return key }
    return overlay == nil ? frame.hints(self).key(at: point, in: frame.tabHints) : nil
  }

  private mutating func mouse(_ event: MouseEvent) -> [Effect] {
    let frame = FrameLayout(size: size)
    if event.kind == .press, let page = frame.page(at: event.position, in: self) { return show(page) }
    guard frame.isRoomy, page.isOpen(in: self) else { return [] }
    return page.mouse(&self, event, frame.body)
  }

  /// Says something in the footer.
  mutating func say(_ text: String, isFailure: Bool = false) -> [Effect] {
    notice = Notice(text: text, isFailure: isFailure)
    return []
  }

  // MARK: The page

  /// Shows a page.
  mutating func show(_ page: Page) -> [Effect] {
    guard page != self.page else { return [] }
    self.page = page
    waitingKeys = []
    return refresh() + page.open(&self)
  }

  /// Asks again for what the page shows, as the model, its time, the dimensions, the window or the page have changed.
  mutating func refresh() -> [Effect] {
    guard hasModel else { return [] }
    let effects = page.refresh(&self)
    guard case .drawing = overlay else { return effects }
    return effects + requestDrawing()
  }

  private mutating func tick(at time: Double) -> [Effect] {
    let elapsed = min(max(0, time - now), 0.25)
    now = max(now, time)
    return page.animation?.advance(&self, elapsed) ?? []
  }
}
