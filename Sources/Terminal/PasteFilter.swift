import CNcurses
import TerminalGraphics

/// Keeps pasted text from being taken for keys, since nothing in the program takes text.
///
/// Terminals that know bracketed paste mark the beginning and the end of a paste. From other terminals, a paste is told
/// from keys by its size: nobody types more than ``typingLimit`` characters between two reads. Held arrows do not count.
struct PasteFilter {
  /// The most characters in one read that are still taken for keys.
  static let typingLimit = 16
  /// A bracketed paste that pauses for longer than this has lost its end.
  private static let longestPause = Duration.seconds(2)
  /// What follows an unmarked paste within this time still belongs to it.
  private static let tail = Duration.milliseconds(300)

  private static let endMark = Array("\u{1B}[201~".utf8)

  private enum State: Hashable {
    case typing
    /// Between the marks of a paste.
    case bracketed
    /// In a paste without marks.
    case unmarked
  }

  private var state = State.typing
  private var lastPasted = ContinuousClock.Instant.now
  /// How many bytes of the end mark have come: it may come in pieces that ncurses does not recognise.
  private var endMarkCount = 0
  private var decoder = InputDecoder()

  /// The events of one read. A paste becomes one `.paste` when it begins.
  mutating func events(_ inputs: [terminal_input], at now: ContinuousClock.Instant) -> [InputEvent] {
    expire(at: now)
    let before = state
    var events: [InputEvent] = []
    for input in inputs {
      if state == .bracketed {
        if isEnd(input) { state = .typing }
        lastPasted = now
      } else if input.kind == terminal_input_paste_begin {
        state = .bracketed
        endMarkCount = 0
        lastPasted = now
        events.append(.paste)
      } else if let event = decoder.event(input) {
        events.append(event)
      }
    }
    return withoutUnmarkedPaste(events, before: before, at: now)
  }

  /// Ends a paste of which nothing has come for a while.
  private mutating func expire(at now: ContinuousClock.Instant) {
    let pause = state == .unmarked ? Self.tail : Self.longestPause
    if state != .typing, now - lastPasted > pause { state = .typing }
  }

  private mutating func isEnd(_ input: terminal_input) -> Bool {
    if input.kind == terminal_input_paste_end { return true }
    guard input.kind == terminal_input_byte else { return false }
    let continues = input.byte == Self.endMark[endMarkCount]
    endMarkCount = continues ? endMarkCount + 1 : input.byte == Self.endMark[0] ? 1 : 0
    guard endMarkCount == Self.endMark.count else { return false }
    endMarkCount = 0
    return true
  }

  private mutating func withoutUnmarkedPaste(
    _ events: [InputEvent], before: State, at now: ContinuousClock.Instant
  ) -> [InputEvent] {
    let isPaste = before == .unmarked || events.count(where: \.isTyped) > Self.typingLimit
    guard isPaste else { return events }
    if state == .typing || state == .unmarked { state = .unmarked }
    lastPasted = now
    let rest = events.filter { if case .key = $0 { false } else { true } }
    return before == .unmarked ? rest : [.paste] + rest
  }
}

extension InputEvent {
  /// Whether this may be part of a text: a key other than an arrow or the like.
  fileprivate var isTyped: Bool {
    guard case .key(let key) = self else { return false }
    return switch key {
    case .character, .control, .enter, .escape, .tab, .backspace: true
    default: false
    }
  }
}
