import Terminal
import TerminalGraphics

/// Shows the explorer and reads its keys. Used on one thread.
public protocol Screen: AnyObject {
  /// The numbers of columns and rows.
  var size: Size { get }
  /// What the screen can show.
  var capabilities: Capabilities { get }
  /// Whether a grid presented now would be shown at once.
  var isReadyForFrame: Bool { get }
  /// Makes `nextEvents` return with a `wake`, now or at its next call. May be called from any thread, even after `close`.
  var wake: @Sendable () -> Void { get }

  /// Waits for events.
  /// - Parameter timeout: the longest time to wait; `nil`: for ever.
  /// - Returns: the events; none if the time is over, or if the screen has become ready for a frame.
  func nextEvents(timeout: Duration?) -> [TerminalEvent]

  /// Forgets the keys that have been pressed and are not among the events yet.
  func discardInput()

  /// Has the mouse reported from now on, or left to the terminal.
  func reportMouse(_ isReported: Bool)

  /// Asks whether the background is light, unless that is known. The answer, if one comes, is an event of a new size.
  func askForBackground()

  /// Shows a grid, in place of one that is still waiting to be shown.
  func present(_ grid: CellGrid)

  /// Restores the screen.
  func close()
}

extension TerminalScreen: Screen {
  public var wake: @Sendable () -> Void { { [waker] in waker.wake() } }
}
