import CNcurses
import TerminalGraphics

/// What the description of the terminal (terminfo) says, as far as it matters once the screen is open.
struct TerminalDescription {
  /// The colours it has.
  let colors: DescribedColors
  /// Whether it speaks the ANSI language: then questions and private modes do no harm.
  let isANSI: Bool
  /// Whether it may know what came after the VT100: mouse reports, synchronised output. Consoles are spared those.
  let isModern: Bool
  /// What puts the terminal right from whatever state: for a crash, when ncurses cannot be asked.
  let rescue: [UInt8]

  /// The description of the terminal that was just opened, its type being `type`.
  init(type: String) {
    colors = DescribedColors(count: max(0, Int(terminal_number("colors"))), isDirect: terminal_flag("RGB"))
    isANSI = Self.string("cup").starts(with: Array("\u{1B}[".utf8))
    let isPlain = ["linux", "vt", "cons", "ansi", "sun"].contains { type.hasPrefix($0) }
    isModern = isANSI && !isPlain

    // CAN ends an escape sequence that was cut short.
    let start = isANSI ? Array("\u{18}\u{1B}[r".utf8) : []
    rescue =
      start + (isModern ? SynchronizedOutput.end + MouseReports.off : [])
      + ["sgr0", "op", "rmkx", "cnorm", "rmcup"].flatMap(Self.string)
  }

  /// The string capability `name` without its padding ("$<5>": so many milliseconds); empty if there is none.
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

/// The bracket around a frame that makes a terminal show it at once (private mode 2026).
enum SynchronizedOutput {
  static let begin = Array("\u{1B}[?2026h".utf8)
  static let end = Array("\u{1B}[?2026l".utf8)
}

/// What makes a terminal report presses, releases and the wheel (private mode 1000), drags (1002), at any column (1006).
enum MouseReports {
  static let on = Array("\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h".utf8)
  static let off = Array("\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l".utf8)
}
