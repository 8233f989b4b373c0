import CNcurses
import TerminalGraphics

/// What the description of the open terminal (terminfo) states.
struct TerminalDescription {
  /// Whether it understands ANSI sequences; then it ignores questions and private modes that it does not know.
  let isANSI: Bool
  /// Whether it may support more than the VT100 did: mouse reports, synchronised output. Consoles do not.
  let isModern: Bool
  /// The bytes that lead back from the screen of programs to that of the shell; empty where there is one screen only.
  private let wayBack: [UInt8]
  /// The bytes that restore the terminal from any state, for a crash, when ncurses cannot be used.
  let rescue: [UInt8]

  /// The description of the terminal that was just opened as `type`.
  init(type: String) {
    isANSI = Self.string("cup").starts(with: Array("\u{1B}[".utf8))
    let isPlain = ["linux", "vt", "cons", "ansi", "sun"].contains { type.hasPrefix($0) }
    isModern = isANSI && !isPlain

    wayBack = Self.string("rmcup")
    // CAN ends an escape sequence that was cut short.
    let start = isANSI ? Array("\u{18}\u{1B}[r".utf8) : []
    rescue =
      start + (isModern ? SynchronizedOutput.end + PasteMarks.off + MouseReports.off : [])
      + ["sgr0", "op", "rmkx", "cnorm"].flatMap(Self.string)
      + (isANSI && !wayBack.isEmpty ? Self.erasure : [])
      + wayBack
  }

  /// The bytes with which ncurses leaves the terminal, which erase the screen of programs before the way back.
  ///
  /// tmux 3.3a, after a window has grown, takes lines of that screen for lines of the shell unless they are empty.
  func erasing(_ bytes: [UInt8]) -> [UInt8] {
    guard isANSI, !wayBack.isEmpty, let place = bytes.firstRange(of: wayBack) else { return bytes }
    return bytes[..<place.lowerBound] + Self.erasure + bytes[place.lowerBound...]
  }

  /// Erases the screen in the terminal's own colours.
  private static let erasure = Array("\u{1B}[m\u{1B}[H\u{1B}[J".utf8)

  /// The string capability `name` without its padding ("$<5>", in milliseconds); empty if there is none.
  private static func string(_ name: String) -> [UInt8] {
    guard let value = terminal_string(name) else { return [] }
    var bytes: [UInt8] = []
    var rest = Substring(String(cString: value))
    while let start = rest.firstRange(of: "$<")?.lowerBound, let end = rest[start...].firstIndex(of: ">") {
      bytes += Array(rest[..<start].utf8)
      rest = rest[rest.index(after: end)...]
    }
    return bytes + Array(rest.utf8)
  }
}

/// The sequences around a frame that make a terminal show it as a whole (private mode 2026).
enum SynchronizedOutput {
  static let begin = Array("\u{1B}[?2026h".utf8)
  static let end = Array("\u{1B}[?2026l".utf8)
}

/// The sequences that make a terminal mark the beginning and the end of pasted text (private mode 2004).
enum PasteMarks {
  static let on = Array("\u{1B}[?2004h".utf8)
  static let off = Array("\u{1B}[?2004l".utf8)
}

/// The sequences that make a terminal report presses, releases and the wheel (private mode 1000), drags (1002), and columns
/// beyond 223 (1006).
enum MouseReports {
  static let on = Array("\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h".utf8)
  static let off = Array("\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l".utf8)
}
