import Terminal
import TerminalGraphics

/// What the explorer is shown on, and where its keys come from; used on one thread.
public protocol Screen: AnyObject {
  /// Columns and rows.
  var size: Size { get }
  /// What can be shown.
  var capabilities: Capabilities { get }
  /// Whether a grid presented now is shown at once.
  var isReadyForFrame: Bool { get }
  /// Makes `nextEvents` return, now or when it is called next; may be called from any thread at any time.
  var wake: @Sendable () -> Void { get }

  /// Waits for events, at most for so long (`nil`: for ever); none when the time is over, or when the screen has become
  /// ready for a frame.
  func nextEvents(timeout: Duration?) -> [TerminalEvent]

  /// Shows a grid; one that is not shown yet gives way to it.
  func present(_ grid: CellGrid)

  /// Gives the screen back as it was found.
  func close()
}

extension TerminalScreen: Screen {
  public var wake: @Sendable () -> Void { { [waker] in waker.wake() } }
}
