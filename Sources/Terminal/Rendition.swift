/// How a terminal draws, as far as it is known: its colours and attributes, as parameters of "select graphic rendition".
struct Rendition: Equatable {
  /// A colour: 30…37, 39, 90…97, 40…49 and 100…107 as they are; 38;5;n and 48;5;n as `indexed` + n.
  private typealias Code = Int

  private static let indexed = 1000

  private var foreground: Code?
  private var background: Code?
  /// Bold, dim, underlined and reversed, each as the bit of its parameter.
  private var attributes: UInt8?

  /// Nothing is known.
  static let unknown = Rendition(foreground: nil, background: nil, attributes: nil)
  /// The terminal's own colours without attributes.
  private static let plain = Rendition(foreground: 39, background: 49, attributes: 0)
  /// The parameters of the attributes.
  private static let attributeNumbers = [1, 2, 4, 7]
  /// The attributes that show where nothing is written.
  private static let visibleOnSpaces: UInt8 = 1 << 4 | 1 << 7

  /// Takes `parameters` into account. Returns `false`, and takes nothing, if they set anything else.
  mutating func take(_ parameters: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var (new, numbers) = (self, ParameterNumbers(parameters))
    while let number = numbers.next() {
      switch number {
      case 0: new = .plain
      case 1, 2, 4, 7:
        guard let attributes = new.attributes else { return false }
        new.attributes = attributes | 1 << UInt8(number)
      case 38, 48:
        guard numbers.next() == 5, let index = numbers.next(),
          (0...Int(ColorNumbers.mostNumbers)).contains(index)
        else { return false }
        let color = Self.indexed + index
        if number == 38 { new.foreground = color } else { new.background = color }
      case 30...39, 90...97: new.foreground = number
      case 40...49, 100...107: new.background = number
      default: return false
      }
    }
    self = new
    return true
  }

  /// What has to change before an empty place looks as it would in `wanted`: of a space the foreground is not seen.
  func changedForSpace(in wanted: Rendition) -> Rendition {
    let attributes = (attributes ?? .max) | (wanted.attributes ?? .max)
    guard attributes & Self.visibleOnSpaces == 0 else { return wanted }
    var changed = self
    changed.background = wanted.background
    return changed
  }

  /// Adds to `bytes` the shortest sequence that leads from `shown` to this rendition; none if they are equal.
  /// - Parameter values: the red, green and blue values that stand for the numbers of colours from 16 on.
  func write(after shown: Rendition, values: [UInt32], to bytes: inout [UInt8]) {
    guard self != shown else { return }
    let start = bytes.count
    let isReachable = keepsAttributes(of: shown)
    if isReachable { write(beyond: shown, isReset: false, values, to: &bytes) }
    guard foreground != nil, background != nil, attributes != nil else { return }
    let middle = bytes.count
    write(beyond: .plain, isReset: true, values, to: &bytes)
    if isReachable, middle - start <= bytes.count - middle {
      bytes.removeSubrange(middle...)
    } else {
      bytes.removeSubrange(start..<middle)
    }
  }

  /// Whether no attribute of `shown` has to be taken away, which is done with all at once only.
  private func keepsAttributes(of shown: Rendition) -> Bool {
    guard let attributes else { return true }
    return shown.attributes.map { $0 & ~attributes == 0 } ?? false
  }

  private func write(beyond shown: Rendition, isReset: Bool, _ values: [UInt32], to bytes: inout [UInt8]) {
    bytes += [0x1B, UInt8(ascii: "[")]
    let start = bytes.count
    func add(_ number: Int) {
      if bytes.count > start { bytes.append(UInt8(ascii: ";")) }
      bytes.append(decimal: number)
    }
    if isReset, self != .plain { add(0) }
    for number in Self.attributeNumbers
    where (attributes ?? 0) & ~(shown.attributes ?? 0) & 1 << UInt8(number) != 0 {
      add(number)
    }
    if let foreground, foreground != shown.foreground {
      Self.parameters(of: foreground, selector: 38, values, add)
    }
    if let background, background != shown.background {
      Self.parameters(of: background, selector: 48, values, add)
    }
    bytes.append(UInt8(ascii: "m"))
  }

  private static func parameters(of code: Code, selector: Int, _ values: [UInt32], _ add: (Int) -> Void) {
    guard code >= indexed else { return add(code) }
    add(selector)
    guard let value = ColorNumbers.value(of: code - indexed, among: values) else {
      add(5)
      return add(code - indexed)
    }
    add(2)
    for shift in [16, 8, 0] as [UInt32] { add(Int(value >> shift & 255)) }
  }
}

/// The numbers of a control sequence; -1 stands for what is none.
private struct ParameterNumbers: IteratorProtocol {
  private let bytes: Slice<UnsafeBufferPointer<UInt8>>
  private var position: Int

  init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func next() -> Int? {
    guard position <= bytes.endIndex else { return nil }
    var number = 0
    while position < bytes.endIndex, bytes[position] != UInt8(ascii: ";") {
      let digit = Int(bytes[position]) - 0x30
      number = number < 0 || digit > 9 || number > 99_999 ? -1 : 10 * number + digit
      position += 1
    }
    position += 1
    return number
  }
}

extension [UInt8] {
  /// Appends the digits of a number that is not negative.
  fileprivate mutating func append(decimal number: Int) {
    if number >= 10 { append(decimal: number / 10) }
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
