import CNcurses
import TerminalGraphics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal as a screen: shows cell grids, reports keys, mouse and signals, and restores the terminal at the end.
///
/// There is at most one at a time, used on one thread. From opening to closing it handles all signals that end a process,
/// and TSTP, CONT and WINCH; other threads should block them. PIPE and XFSZ are ignored. A crash restores the terminal first.
public final class TerminalScreen {
  /// What the terminal can show. Whether its background is light may become known later.
  public internal(set) var capabilities: Capabilities
  /// The numbers of columns and rows, at least one each.
  public private(set) var size: Size
  /// Ends the wait for events, from any thread.
  public let waker: Waker
  /// The frames presented so far.
  private(set) var statistics = PresentationStatistics()

  let input: Int32
  var output: OutputQueue
  var flow: FlowControl
  var strayOutput = StrayOutput()
  var pastes = PasteFilter()
  var background = BackgroundQuestion()
  /// What was typed while the screen waited for the terminal's answer at its start.
  var earlyInput: [terminal_input] = []
  /// Whether the terminal was closed; nothing is read from it any more.
  var isGone = false
  /// Whether the end of the terminal, or HUP, has been reported.
  var hasReportedHangup = false

  let description: TerminalDescription
  private let sink: FrameSink
  private var painter: Painter
  private var colors = ColorFilter()
  private var modes: TerminalModes
  private let rescueBytes: UnsafeMutableBufferPointer<CChar>
  /// Whether the mouse is reported, where it can be.
  var reportsMouse: Bool
  /// Whether the terminal has said how light its background is.
  var knowsBackground = false
  private(set) var isEntered = false
  private var isClosed = false
  /// Whether the next frame clears the screen, because others may have drawn on it.
  private var isStale = false
  /// Whether the cursor may be elsewhere than ncurses believes, because the size of the terminal has changed.
  private var isDisplaced = false
  /// The newest grid, if none of it has been sent because the terminal was busy.
  private var waiting: CellGrid?
  /// The greatest number of bytes in one frame; the rest of a grid follows in further frames.
  static let frameByteLimit = 24_000
  /// The most keys and bytes taken at once, so that signals are looked for in between.
  static let readLimit = 1024
  /// How long an escape waits to become the start of a longer sequence, in milliseconds.
  static let escapeDelay: Int32 = 25

  /// Takes over the terminal and clears its screen; after an error everything is as before.
  ///
  /// - Throws: ``TerminalError`` if input or output is not a terminal, or if TERM names one that cannot be used.
  public init(options: TerminalOptions) throws(TerminalError) {
    guard let modes = TerminalModes(of: options.input) else { throw .notATerminal("input") }
    guard TerminalModes(of: options.output) != nil else { throw .notATerminal("output") }
    guard let sink = FrameSink() else { throw .system("file") }
    guard let waker = Waker() else { throw .system("pipe") }
    terminal_set_locale(Capabilities.locale(options.environment))
    size = Self.size(of: options.output) ?? Size(width: 80, height: 24)
    // Our handlers are installed first: ncurses leaves existing handlers alone, and its own would end the program.
    terminal_watch_signals(waker.writeEnd)
    let described = DescribedColors(environment: options.environment)
    capabilities = Capabilities(
      environment: options.environment, isTerminal: true, colors: described, isASCII: options.isASCII,
      isLight: options.isLight ?? false)
    let numbersColors = capabilities.colorDepth == .direct && described?.depth != .direct
    let type: String
    do {
      type = try Self.start(options, sink: sink.descriptor, size: size, numbersColors: numbersColors)
    } catch {
      terminal_unwatch_signals()
      throw error
    }

    description = TerminalDescription(type: type)
    let pairs = capabilities.hasColor ? Int(terminal_start_colors()) : 0
    painter = Painter(
      size: size, palette: Palette(depth: capabilities.colorDepth), pairLimit: pairs,
      colorLimit: numbersColors ? Int(terminal_number("colors")) : nil)
    rescueBytes = .allocate(capacity: description.rescue.count)
    for (index, byte) in description.rescue.enumerated() { rescueBytes[index] = CChar(bitPattern: byte) }
    input = options.input
    reportsMouse = options.reportsMouse
    output = OutputQueue(to: options.output)
    flow = FlowControl(asks: description.isANSI, now: .now)
    self.modes = modes
    // What ncurses wrote so far is for the wrong size; the first update writes everything again.
    _ = sink.take()
    self.sink = sink
    self.waker = waker
    if options.capturesStrayOutput { strayOutput.begin() }
    enter()
    if !terminal_has_width_of_one(Self.sextant) { capabilities.glyphs = min(capabilities.glyphs, .quadrants) }
    if options.isLight == nil {
      askForBackground()
      awaitBackground()
    }
  }

  /// One of the characters that ncurses shows only if the C library knows Unicode 13.
  private static let sextant: UInt32 = 0x1FB00

  deinit { close() }

  /// Shows `grid`, from its top left corner, by writing the cells that differ from those shown; none if none differs.
  ///
  /// A grid that is too large for one frame is sent in several, the later ones within ``nextEvents(timeout:)``. If the
  /// terminal is still busy with earlier frames, `grid` waits, and is sent within ``nextEvents(timeout:)`` unless a
  /// newer grid has replaced it.
  public func present(_ grid: CellGrid) {
    if waiting != nil { statistics.droppedFrames += 1 }
    waiting = grid
    presentWaiting()
  }

  /// Whether a frame presented now would be sent at once. While it is `false`, there is no point in rendering one.
  public var isReadyForFrame: Bool { isEntered && output.isEmpty && flow.isClear(at: .now) }

  /// Restores the terminal as it was found, then prints the log. A second call does nothing.
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

  /// Whether something presented has not been sent yet.
  var isBehind: Bool { waiting != nil || painter.isBehind || isStale && painter.hasTarget }

  /// The time at which the next frame can be sent, if nothing else happens before; `nil` if there is none to send.
  var frameDeadline: ContinuousClock.Instant? {
    guard isEntered, isBehind, output.isEmpty else { return nil }
    return flow.patience ?? .now
  }

  /// Sends the presented grid, or a part of it, if the terminal is ready.
  func presentWaiting() {
    guard isBehind, isReadyForFrame else { return }
    if let waiting { painter.aim(at: waiting) }
    waiting = nil
    if isStale || painter.isBehind { sendFrame() }
  }

  /// Sends one frame with as much of what is still to be painted as it may hold.
  private func sendFrame() {
    let brackets = description.isModern
    let (begin, end) = brackets ? (SynchronizedOutput.begin, SynchronizedOutput.end) : ([], [])
    var frame = begin
    if isStale {
      frame += clear()
    } else if isDisplaced {
      frame += moveHome()
    }
    let limit = Self.frameByteLimit - end.count - FlowControl.question.count
    // Painting is limited by a cautious estimate, so there may be room for more once the real size is known.
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
    statistics.sentFrames += 1
  }

  /// The bytes that ncurses writes for the cells painted since the last update.
  private func update() -> [UInt8] {
    terminal_update()
    colors.values = painter.colorValues
    return description.isANSI ? colors.filter(sink.take()) : sink.take()
  }

  /// The bytes that clear the screen, after which everything is painted again.
  private func clear() -> [UInt8] {
    (isStale, isDisplaced) = (false, false)
    painter.noteCleared()
    colors.forget()
    terminal_clear()
    return description.isANSI ? colors.filter(sink.take()) : sink.take()
  }

  /// The bytes that bring the cursor home, wherever it is.
  private func moveHome() -> [UInt8] {
    isDisplaced = false
    terminal_move_home()
    return colors.filter(sink.take()) + Array("\u{1B}[H".utf8)
  }

  // MARK: Entering and leaving

  private func enter() {
    guard !isEntered else { return }
    isEntered = true
    modes.enter()
    armRescue()
    isStale = true
    sendFrame()
    output.append(reportsOn)
    output.flush()
  }

  /// Restores the screen and the modes of the terminal, after waiting briefly for what has been sent.
  private func leave() {
    guard isEntered else { return }
    isEntered = false
    terminal_leave()
    // ncurses set margins for an earlier size, and leaving does not reset them.
    let margins = description.isANSI ? Array("\u{1B}[r".utf8) : []
    output.append(reportsOff + margins + description.erasing(sink.take()))
    output.drain(patience: 1000)
    awaitAnswers(patience: .milliseconds(300))
    modes.restore()
  }

  /// Waits for the terminal's answers, which the shell would otherwise read as typed.
  private func awaitAnswers(patience: Duration) {
    let deadline = ContinuousClock.now + patience
    while flow.awaitsAnswer || background.isOpen(at: .now), !isGone, ContinuousClock.now < deadline {
      var polls = [pollfd(fd: input, events: Int16(POLLIN), revents: 0)]
      Descriptor.wait(&polls, milliseconds: 20)
      if polls[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return }
      discardInput()
    }
    flow.reset()
  }

  /// Leaves the terminal to the shell (Control-Z), and takes it over again when the program continues.
  func suspend() {
    leave()
    terminal_stop_process()
    enter()
  }

  /// Paints everything again, after the program was stopped and continued by another process that may have used the screen.
  func reenter() {
    modes.enterAgain()
    output.append(reportsOn)
    isStale = true
    sendFrame()
  }

  /// Has everything painted again on a cleared screen with the next frame, whatever has become of it.
  func repaint() { isStale = true }

  /// Has everything written over with the next frame, without clearing the screen first.
  func paintOver() {
    painter.forgetScreen()
    noteDisplacement()
  }

  private func noteDisplacement() {
    if description.isANSI { isDisplaced = true } else { isStale = true }
  }

  /// Reads the size of the terminal. Returns whether it changed.
  func updateSize() -> Bool {
    guard let new = Self.size(of: output.descriptor), new != size else { return false }
    size = new
    painter.resize(new)
    noteDisplacement()
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

  /// The size of the terminal `descriptor`, between 1×1 and 1000×1000; `nil` if it is not known.
  private static func size(of descriptor: Int32) -> Size? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard terminal_size(descriptor, &columns, &rows) else { return nil }
    return Size(width: min(Int(columns), 1000), height: min(Int(rows), 1000))
  }

  /// Starts ncurses with the first of the terminal's possible types that is described. Returns that type.
  private static func start(
    _ options: TerminalOptions, sink: Int32, size: Size, numbersColors: Bool
  ) throws(TerminalError) -> String {
    for candidate in TerminalType.candidates(options.environment) {
      let (width, height) = (Int32(size.width), Int32(size.height))
      switch terminal_open(
        candidate, sink, options.input, width, height, numbersColors ? ColorNumbers.mostNumbers : 0)
      {
      case terminal_opened: return candidate
      case terminal_dumb: throw .dumbType(candidate)
      default: continue
      }
    }
    throw .unknownType(options.environment["TERM"] ?? "")
  }
}
