import CNcurses
import TerminalGraphics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension TerminalScreen {
  /// Waits for an event, and returns all events that have arrived, in order.
  ///
  /// Meanwhile frames that wait for the terminal are sent when it is ready, and Control-Z is handled.
  /// - Parameter timeout: the longest time to wait; `nil`: for ever.
  /// - Returns: the events; none if the time is over, or if the terminal has become ready for a frame.
  public func nextEvents(timeout: Duration? = nil) -> [TerminalEvent] {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    var events: [TerminalEvent] = []
    var hasBecomeReady = false
    repeat {
      let wasReady = isReadyForFrame
      wait(until: deadline, into: &events)
      // Keys come first: the frame that answers them replaces the one that waits.
      if events.isEmpty { presentWaiting() }
      hasBecomeReady = !wasReady && isReadyForFrame
    } while events.isEmpty && !hasBecomeReady && deadline.map { ContinuousClock.now < $0 } ?? true
    return events
  }

  /// Waits once for any of the descriptors, and reads from those that are ready.
  private func wait(until deadline: ContinuousClock.Instant?, into events: inout [TerminalEvent]) {
    // Negative descriptors are ignored; a terminal that was closed would always be ready.
    var polls = [
      pollfd(fd: isGone ? -1 : input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: waker.readEnd, events: Int16(POLLIN), revents: 0),
      pollfd(fd: strayOutput.pipe, events: Int16(POLLIN), revents: 0),
      pollfd(fd: output.isEmpty || isGone ? -1 : output.descriptor, events: Int16(POLLOUT), revents: 0),
    ]
    Descriptor.wait(&polls, milliseconds: earlyInput.isEmpty ? milliseconds(until: deadline) : 0)
    if background.hasExpired(at: .now) { terminal_set_escape_delay(Self.escapeDelay) }

    if polls[1].revents != 0 { takeWakes(into: &events) }
    if polls[0].revents & Int16(POLLIN) != 0 || !earlyInput.isEmpty { takeInput(into: &events) }
    if polls[2].revents != 0 { takeStrayOutput(into: &events) }
    if polls[3].revents != 0 { output.flush() }
    let isHungUp = polls[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    if isHungUp || output.isBroken {
      isGone = true
      reportHangup(into: &events)
    }
  }

  /// The time to wait: until the deadline, or until a frame should no longer wait for the terminal's answer.
  private func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let end = [deadline, frameDeadline].compactMap({ $0 }).min() else { return -1 }
    let left = ContinuousClock.now.duration(to: end)
    guard left > .zero else { return 0 }
    // Rounded up, so that there are no waits of zero length just before the end.
    return Int32(min(left / .milliseconds(1), 1e6).rounded(.up))
  }

  /// Reads the signals, and whether other threads woke this one.
  private func takeWakes(into events: inout [TerminalEvent]) {
    for byte in waker.take() {
      switch Int32(byte) {
      case Int32(Waker.wakeByte): events.append(.wake)
      case SIGTSTP:
        suspend()
        noteSize(into: &events)
      case SIGCONT: reenter()
      case SIGWINCH:
        noteSize(into: &events)
        // Even where the size is the same: whoever sent it wants to see the screen again.
        paintOver()
      case SIGHUP: reportHangup(into: &events)
      case SIGUSR1: events.append(.save)
      case let signal: events.append(.terminate(signal: signal))
      }
    }
  }

  private func takeStrayOutput(into events: inout [TerminalEvent]) {
    strayOutput.collect()
    let lines = strayOutput.takeLines()
    if !lines.isEmpty { events.append(.log(lines)) }
  }

  private func noteSize(into events: inout [TerminalEvent]) {
    if updateSize() { events.append(.input(.resize(size))) }
  }

  /// Reads what was typed. Of a long paste a part, so that signals are not kept waiting.
  private func takeInput(into events: inout [TerminalEvent]) {
    let wasLight = capabilities.isLight
    let inputs = earlyInput + readInput()
    earlyInput = []
    for event in pastes.events(inputs, at: .now) {
      if event == .key(.control("l")) { repaint() }
      events.append(.input(event))
    }
    // A grid in the colours for the other background is needed.
    if capabilities.isLight != wasLight { events.append(.input(.resize(size))) }
  }

  /// Forgets what was typed and not read yet: before a question, so that its answer is one to it.
  public func discardInput() { _ = readInput() }

  /// Takes the terminal's answers out of what was typed.
  func readInput() -> [terminal_input] {
    var inputs: [terminal_input] = []
    while inputs.count < Self.readLimit, case let read = terminal_read(), read.kind != terminal_input_none {
      switch read.kind {
      case terminal_input_answer: flow.answer(at: .now)
      case terminal_input_background: noteBackground(read.luminance)
      default: inputs.append(read)
      }
    }
    return inputs
  }

  /// Reports once that the terminal was closed, or that HUP arrived.
  private func reportHangup(into events: inout [TerminalEvent]) {
    guard !hasReportedHangup else { return }
    hasReportedHangup = true
    events.append(.terminate(signal: SIGHUP))
  }
}
