import CNcurses
import TerminalGraphics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal as a screen: shows cell grids, reports keys, mouse and signals, and leaves everything as it was found.
///
/// There is at most one at a time, used on one thread. From opening to closing it owns the signals INT, TERM, HUP, TSTP,
/// CONT and WINCH, and a crash restores the terminal first; threads that compute should block those signals.
public final class TerminalScreen {
  /// What can be shown.
  public let capabilities: Capabilities
  /// Columns and rows, at least one each.
  public private(set) var size: Size
  /// Ends a wait for events from other threads.
  public let waker: Waker
  /// What was presented so far.
  public private(set) var statistics = PresentationStatistics()

  let input: Int32
  var output: OutputQueue
  var flow: FlowControl
  var strayOutput = StrayOutput()
  var decoder = InputDecoder()
  /// The terminal is gone: nothing comes from it any more.
  var isGone = false
  /// Its end, or a HUP, has been reported.
  var hasReportedHangup = false

  private let description: TerminalDescription
  private let sink: FrameSink
  private var painter: Painter
  private var colors = ColorFilter()
  private var modes: TerminalModes
  private let rescueBytes: UnsafeMutableBufferPointer<CChar>
  private let hasMouse: Bool
  private var isEntered = false
  private var isClosed = false
  /// What is on the screen is for another size, or in forgotten colours: it is cleared with the next frame.
  private var isStale = false
  /// The newest grid, where the terminal was too busy for any of it.
  private var waiting: CellGrid?
  /// No frame is sent in a piece of more bytes; what is left over follows as further frames.
  static let frameByteLimit = 24_000

  /// Takes over the terminal and clears its screen; on an error everything is as before.
  ///
  /// - Throws: ``TerminalError`` if input or output is no terminal, or TERM names one that cannot be used.
  public init(options: TerminalOptions) throws(TerminalError) {
    guard let modes = TerminalModes(of: options.input) else { throw .notATerminal("input") }
    guard TerminalModes(of: options.output) != nil else { throw .notATerminal("output") }
    guard let sink = FrameSink() else { throw .system("file") }
    guard let waker = Waker() else { throw .system("pipe") }
    let isUTF8 = terminal_set_locale(options.locale)
    size = Self.size(of: options.output) ?? Size(width: 80, height: 24)
    // Ours go first: ncurses leaves handlers alone that are there already, and its own would end the program.
    terminal_watch_signals(waker.writeEnd)
    let type: String
    do {
      type = try Self.start(options, sink: sink.descriptor, size: size)
    } catch {
      terminal_unwatch_signals()
      throw error
    }

    description = TerminalDescription(type: type)
    capabilities = Capabilities(description, isUTF8: isUTF8, options: options)
    let pairs = capabilities.hasColor ? Int(terminal_start_colors()) : 0
    painter = Painter(size: size, palette: Palette(depth: capabilities.colorDepth), pairLimit: pairs)
    rescueBytes = .allocate(capacity: description.rescue.count)
    for (index, byte) in description.rescue.enumerated() { rescueBytes[index] = CChar(bitPattern: byte) }
    input = options.input
    hasMouse = options.reportsMouse && description.isModern
    output = OutputQueue(to: options.output)
    flow = FlowControl(asks: description.isANSI, now: .now)
    self.modes = modes
    // What ncurses wrote to get to know the terminal speaks of the wrong size; the first update writes all again.
    _ = sink.take()
    self.sink = sink
    self.waker = waker
    if options.capturesStrayOutput { strayOutput.begin() }
    enter()
  }

  deinit { close() }

  /// Shows `grid`, from the top left corner on, by writing what differs from what is shown: nothing where nothing does.
  ///
  /// What is too much for one frame goes out in several, the rest within ``nextEvents(timeout:)``.
  /// If the terminal is still busy with earlier frames, `grid` waits for it within ``nextEvents(timeout:)``; one
  /// presented in the meantime takes its place.
  public func present(_ grid: CellGrid) {
    if waiting != nil { statistics.droppedFrames += 1 }
    waiting = grid
    presentWaiting()
  }

  /// Whether a frame presented now would go out at once. While false there is no use in rendering one.
  public var isReadyForFrame: Bool { isEntered && output.isEmpty && flow.isClear(at: .now) }

  /// Gives the terminal back as it was found, then prints the log. Does nothing the second time.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    leave()
    terminal_close()
    terminal_disarm_rescue()
    terminal_unwatch_signals()
    rescueBytes.deallocate()
    strayOutput.end()
  }

  // MARK: Frames

  /// Whether something is to be shown that has not been sent.
  var isBehind: Bool { waiting != nil || painter.isBehind }

  /// When what is to be shown can be sent, if nothing else happens before; nil if there is nothing.
  var frameDeadline: ContinuousClock.Instant? {
    guard isEntered, isBehind, output.isEmpty else { return nil }
    return flow.patience ?? .now
  }

  /// Sends what is to be shown, or a part of it, if the terminal is ready for it.
  func presentWaiting() {
    guard isBehind, isReadyForFrame else { return }
    if let waiting { painter.aim(at: waiting) }
    waiting = nil
    if isStale || painter.isBehind { sendFrame() }
  }

  /// Sends as much as a frame may hold of what is still to be painted.
  private func sendFrame() {
    let brackets = description.isModern
    let (begin, end) = brackets ? (SynchronizedOutput.begin, SynchronizedOutput.end) : ([], [])
    var frame = begin
    if isStale { frame += clear() }
    let limit = Self.frameByteLimit - end.count - FlowControl.question.count
    // Painting is limited by an estimate on the safe side, so there is room for more once it is known what came of it.
    painting: while limit - frame.count > 512 {
      switch painter.paint(byteLimit: limit - frame.count) {
      case .painted: frame += update()
      case .stopped: break painting
      case .needsClearing: frame += clear()
      }
    }
    guard frame.count > begin.count else { return }
    frame += end
    let question = flow.send(frame.count, at: .now) ? FlowControl.question : []
    output.append(frame + question)
    output.flush()
    statistics.note(frameBytes: frame.count + question.count)
  }

  /// What ncurses makes of the cells put to it.
  private func update() -> [UInt8] {
    terminal_update()
    return description.isANSI ? colors.filter(sink.take()) : sink.take()
  }

  /// What clears the screen, after which all is to be painted.
  private func clear() -> [UInt8] {
    isStale = false
    painter.noteCleared()
    colors.forget()
    terminal_clear()
    return description.isANSI ? colors.filter(sink.take()) : sink.take()
  }

  // MARK: Entering and leaving

  private func enter() {
    guard !isEntered else { return }
    isEntered = true
    modes.enter()
    armRescue()
    isStale = true
    sendFrame()
    if hasMouse { output.append(MouseReports.on) }
    output.flush()
  }

  /// Restores the screen and the modes of the terminal, waiting a moment for what is under way.
  private func leave() {
    guard isEntered else { return }
    isEntered = false
    terminal_leave()
    // The margins that ncurses set are for the size at that time, and leaving does not take them back.
    let margins = description.isANSI ? Array("\u{1B}[r".utf8) : []
    output.append((hasMouse ? MouseReports.off : []) + margins + sink.take())
    output.drain(patience: 1000)
    awaitAnswers(patience: .milliseconds(300))
    modes.restore()
  }

  /// Lets the terminal's answers arrive, which would else be typed into the shell.
  private func awaitAnswers(patience: Duration) {
    let deadline = ContinuousClock.now + patience
    while flow.awaitsAnswer, !isGone, ContinuousClock.now < deadline {
      var polls = [pollfd(fd: input, events: Int16(POLLIN), revents: 0)]
      Descriptor.wait(&polls, milliseconds: 20)
      if polls[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return }
      while case let read = terminal_read(), read.kind != terminal_input_none {
        if read.kind == terminal_input_answer { flow.answer(at: .now) }
      }
    }
    flow.reset()
  }

  /// Control-Z: leaves the terminal to the shell, and takes it again when the program is continued.
  func suspend() {
    leave()
    terminal_stop_process()
    enter()
  }

  /// Everything is painted again: the program was stopped and continued by others, who may have used the screen.
  func reenter() {
    modes.enterAgain()
    if hasMouse { output.append(MouseReports.on) }
    isStale = true
    sendFrame()
  }

  /// Takes note of the terminal's size. Returns whether it changed.
  func updateSize() -> Bool {
    guard let new = Self.size(of: output.descriptor), new != size else { return false }
    size = new
    painter.resize(new)
    isStale = true
    return true
  }

  private func armRescue() {
    var rescue = terminal_rescue()
    rescue.terminal = output.descriptor
    rescue.restore = UnsafePointer(rescueBytes.baseAddress)
    rescue.length = rescueBytes.count
    rescue.modes = modes.found
    rescue.log = strayOutput.pipe
    rescue.log_target = strayOutput.originalError
    terminal_arm_rescue(&rescue)
  }

  // MARK: Helpers

  /// The size of the terminal `descriptor`, between 1×1 and 1000×1000; nil if it does not say.
  private static func size(of descriptor: Int32) -> Size? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard terminal_size(descriptor, &columns, &rows) else { return nil }
    return Size(width: min(Int(columns), 1000), height: min(Int(rows), 1000))
  }

  /// Starts ncurses with the terminal's type, or with the one that it surely resembles. Returns which.
  private static func start(
    _ options: TerminalOptions, sink: Int32, size: Size
  ) throws(TerminalError) -> String {
    let type = options.environment["TERM"] ?? ""
    var candidates = [type]
    if type.hasPrefix("xterm") { candidates.append("xterm-256color") }
    if type.hasPrefix("tmux") || type.hasPrefix("screen") { candidates.append("screen-256color") }
    for candidate in candidates where !candidate.isEmpty {
      switch terminal_open(candidate, sink, options.input, Int32(size.width), Int32(size.height)) {
      case terminal_opened: return candidate
      case terminal_dumb: throw .dumbType(candidate)
      default: continue
      }
    }
    throw .unknownType(type)
  }
}
