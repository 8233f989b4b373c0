/// Removes needless sequences about colours and attributes from the output of ncurses.
///
/// For every new pair ncurses sets both colours, each with its own sequence, even if one of them stays the same, and it goes
/// back to the terminal's own colours with three. In pictures made of half blocks and in charts, most of a frame consists of
/// those. The filter keeps track of how the terminal draws and sends, before something is drawn, one sequence with what
/// changes and can be seen: of a space, that is not the foreground. Everything else passes unchanged.
struct ColorFilter {
  /// The red, green and blue values that stand for the numbers from 16 on; empty where numbers are sent as they are.
  var values: [UInt32] = []

  /// How the terminal draws.
  private var shown = Rendition.unknown
  /// How ncurses wants it to draw.
  private var wanted = Rendition.unknown
  /// Whether the terminal is known to take bytes for letters rather than for lines.
  private var hasLetters = false

  /// Notes that the terminal may draw in any way now.
  mutating func forget() {
    let values = values
    self = ColorFilter()
    self.values = values
  }

  /// The bytes to send instead of `bytes`, which start and end between escape sequences.
  mutating func filter(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    bytes.withUnsafeBufferPointer { bytes in
      var position = 0
      while position < bytes.count {
        let end = Self.end(ofPartAt: position, in: bytes)
        pass(bytes[position..<end], to: &result)
        position = end
      }
    }
    send(wanted, to: &result)
    return result
  }

  /// Passes a character or a sequence on, after what is needed for it.
  private mutating func pass(_ part: Slice<UnsafeBufferPointer<UInt8>>, to result: inout [UInt8]) {
    switch Part(part) {
    case .rendition:
      if wanted.take(part.dropFirst(2).dropLast()) { return }
      send(wanted, to: &result)
      (shown, wanted) = (.unknown, .unknown)
    case .letters:
      if hasLetters { return }
      hasLetters = true
    case .movement: break
    case .space: send(shown.changedForSpace(in: wanted), to: &result)
    case .lines:
      hasLetters = false
      fallthrough
    case .other: send(wanted, to: &result)
    }
    result += part
  }

  /// Adds to `result` the sequence after which the terminal draws in `rendition`.
  private mutating func send(_ rendition: Rendition, to result: inout [UInt8]) {
    rendition.write(after: shown, values: values, to: &result)
    shown = rendition
  }

  /// The end of the character or sequence that starts at `start`. What is no whole sequence is taken byte by byte.
  private static func end(ofPartAt start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard bytes[start] == 0x1B, start + 2 < bytes.count else { return start + 1 }
    if bytes[start + 1] == UInt8(ascii: "(") { return start + 3 }
    guard bytes[start + 1] == UInt8(ascii: "[") else { return start + 1 }
    var end = start + 2
    while end < bytes.count, (0x30...0x3B).contains(bytes[end]) { end += 1 }
    return end < bytes.count && bytes[end] >= 0x40 ? end + 1 : start + 1
  }
}

/// What a character or a sequence does.
private enum Part {
  /// It sets colours or attributes.
  case rendition
  /// It has the terminal take bytes for letters, or for lines.
  case letters, lines
  /// It moves the cursor.
  case movement
  /// It writes a space, or erases.
  case space
  case other

  init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    let last = bytes[bytes.endIndex - 1]
    guard bytes.count > 1 else {
      self =
        switch last {
        case 0x20: .space
        case 0x08, 0x0D: .movement
        case 0x0E: .lines
        case 0x0F: .letters
        default: .other
        }
      return
    }
    guard bytes[bytes.startIndex + 1] == UInt8(ascii: "[") else {
      self = last == UInt8(ascii: "B") ? .letters : .lines
      return
    }
    self =
      switch last {
      case UInt8(ascii: "m"): .rendition
      case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "d"):
        .movement
      case UInt8(ascii: "J"), UInt8(ascii: "K"), UInt8(ascii: "X"): .space
      default: .other
      }
  }
}
