import CNcurses
import TerminalGraphics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the terminal reports beside keys: the mouse, the marks of pastes and its background.
extension TerminalScreen {
  /// What switches on the reports of the mouse and the marks of pastes.
  var reportsOn: [UInt8] {
    description.isModern ? (reportsMouse ? MouseReports.on : []) + PasteMarks.on : []
  }

  /// What switches them off.
  var reportsOff: [UInt8] {
    description.isModern ? PasteMarks.off + (reportsMouse ? MouseReports.off : []) : []
  }

  /// Has the mouse reported from now on, or left to the terminal, whose own selection works then.
  public func reportMouse(_ isReported: Bool) {
    guard isReported != reportsMouse else { return }
    reportsMouse = isReported
    guard isEntered, description.isModern else { return }
    output.append(isReported ? MouseReports.on : MouseReports.off)
    output.flush()
  }

  /// Asks whether the background is light, unless the terminal has said so. The answer, if it is not what was believed, is an
  /// event of a new size.
  public func askForBackground() {
    guard !knowsBackground, description.isModern, capabilities.hasColor else { return }
    output.append(BackgroundQuestion.bytes)
    output.flush()
    background.ask(at: .now)
    // An answer that is torn apart on its way must not be taken for keys.
    terminal_set_escape_delay(10 * Self.escapeDelay)
  }

  /// Waits a moment for the answer.
  func awaitBackground() {
    let deadline = ContinuousClock.now + BackgroundQuestion.shortWait
    while background.isOpen(at: .now), ContinuousClock.now < deadline {
      var polls = [pollfd(fd: input, events: Int16(POLLIN), revents: 0)]
      Descriptor.wait(&polls, milliseconds: 10)
      if polls[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return }
      if polls[0].revents != 0 { earlyInput += readInput() }
    }
  }

  /// Takes the luminance of the background, 0…1; negative if the terminal's answer could not be read.
  func noteBackground(_ luminance: Double) {
    guard background.isOpen(at: .now) else { return }
    background.close()
    terminal_set_escape_delay(Self.escapeDelay)
    guard luminance >= 0 else { return }
    capabilities.isLight = luminance > 0.5
    knowsBackground = true
  }
}
