/// Removes redundant colour sequences from the output of ncurses.
///
/// For every new pair ncurses sets both colours, each with its own sequence, even if one of them stays the same. In pictures
/// made of half blocks, most of a frame consists of those. The filter keeps track of the terminal's colours and sends, before
/// something is drawn, one sequence with the colours that change. Everything else passes unchanged.
struct ColorFilter {
  /// A colour as a parameter of "select graphic rendition": 30…37, 39, 90…97, 40…49 and 100…107 as they are; 38;5;n and
  /// 48;5;n as `indexed` + n.
  private typealias Code = Int

  private static let indexed = 1000

  /// The red, green and blue values that stand for the numbers from 16 on; empty where numbers are sent as they are.
  var values: [UInt32] = []

  /// The colours in which the terminal draws; `nil` if unknown.
  private var shownForeground: Code?
  private var shownBackground: Code?
  /// The colours that were requested and not yet sent.
  private var foreground: Code?
  private var background: Code?

  /// Notes that the terminal may draw in any colours now.
  mutating func forget() {
    let values = values
    self = ColorFilter()
    self.values = values
  }

  /// The bytes to send instead of `bytes`, which start and end between escape sequences.
  mutating func filter(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      let end = Self.endOfRendition(in: bytes, from: position)
      if let end, note(bytes[position + 2..<end]) {
        position = end + 1
      } else {
        send(to: &result)
        let next = end.map { $0 + 1 } ?? position + 1
        if end != nil { forget() }
        result += bytes[position..<next]
        position = next
      }
    }
    send(to: &result)
    return result
  }

  /// The position of the "m" of a sequence ESC [ … m that starts at `start`; `nil` if there is none.
  private static func endOfRendition(in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes[start] == 0x1B, start + 2 < bytes.count, bytes[start + 1] == UInt8(ascii: "[") else {
      return nil
    }
    var position = start + 2
    while position < bytes.count, (0x30...0x3B).contains(bytes[position]) { position += 1 }
    return position < bytes.count && bytes[position] == UInt8(ascii: "m") ? position : nil
  }

  /// Takes the colours from `parameters`. Returns `false`, and takes nothing, if they set anything else.
  private mutating func note(_ parameters: ArraySlice<UInt8>) -> Bool {
    var (foreground, background) = (foreground, background)
    var numbers = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
      digits in
      Int(String(decoding: digits, as: UTF8.self)) ?? -1
    }[...]
    while let number = numbers.popFirst() {
      switch number {
      case 38, 48:
        guard numbers.popFirst() == 5, let index = numbers.popFirst(),
          (0...Int(ColorNumbers.mostNumbers)).contains(index)
        else {
          return false
        }
        if number == 38 { foreground = Self.indexed + index } else { background = Self.indexed + index }
      case 30...39, 90...97: foreground = number
      case 40...49, 100...107: background = number
      default: return false
      }
    }
    (self.foreground, self.background) = (foreground, background)
    return true
  }

  /// Adds to `result` the sequence that sets the requested colours.
  private mutating func send(to result: inout [UInt8]) {
    var parameters: [String] = []
    if let foreground, foreground != shownForeground {
      parameters.append(parameter(foreground, selector: 38))
    }
    if let background, background != shownBackground {
      parameters.append(parameter(background, selector: 48))
    }
    shownForeground = foreground ?? shownForeground
    shownBackground = background ?? shownBackground
    foreground = nil
    background = nil
    if !parameters.isEmpty { result += Array("\u{1B}[\(parameters.joined(separator: ";"))m".utf8) }
  }

  private func parameter(_ code: Code, selector: Int) -> String {
    guard code >= Self.indexed else { return "\(code)" }
    guard let value = ColorNumbers.value(of: code - Self.indexed, among: values) else {
      return "\(selector);5;\(code - Self.indexed)"
    }
    return "\(selector);2;\(value >> 16);\(value >> 8 & 255);\(value & 255)"
  }
}
