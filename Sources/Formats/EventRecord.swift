/// A record of an event file, as TensorBoard reads it: a TFRecord that holds a protocol buffer `Event`.
///
/// Sources: TensorFlow's `record_writer.cc`, `event.proto` and `summary.proto`.
public struct EventRecord {
  /// A value under a name.
  public enum Value {
    case scalar(Float)
    /// A PNG file.
    case image(png: [UInt8], width: Int, height: Int, isColour: Bool)
  }

  /// The bytes of the record.
  public let bytes: [UInt8]

  /// The first record of a file.
  /// - Parameter wallTime: in seconds since 1970.
  public static func version(wallTime: Double) -> EventRecord {
    EventRecord(event: double(1, wallTime) + text(3, "brain.Event:2"))
  }

  /// Values at a step.
  /// - Parameter values: by tag, as in `ELBO/test`.
  public static func values(_ values: [(tag: String, value: Value)], step: Int, wallTime: Double)
    -> EventRecord
  {
    let summary = values.flatMap { message(1, text(1, $0.tag) + encoded($0.value)) }
    return EventRecord(event: double(1, wallTime) + number(2, step) + message(5, summary))
  }

  private init(event: [UInt8]) {
    let length = Self.littleEndian(UInt64(event.count))
    bytes =
      length + Self.littleEndian(CRC32C.masked(length)) + event + Self.littleEndian(CRC32C.masked(event))
  }

  private static func encoded(_ value: Value) -> [UInt8] {
    switch value {
    case .scalar(let number): [2 << 3 | 5] + littleEndian(number.bitPattern)
    case .image(let png, let width, let height, let isColour):
      message(4, number(1, height) + number(2, width) + number(3, isColour ? 3 : 1) + message(4, png))
    }
  }

  // MARK: Protocol buffers

  private static func message(_ field: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [field << 3 | 2] + variable(bytes.count) + bytes
  }

  private static func text(_ field: UInt8, _ text: String) -> [UInt8] { message(field, Array(text.utf8)) }

  private static func number(_ field: UInt8, _ number: Int) -> [UInt8] { [field << 3] + variable(number) }

  private static func double(_ field: UInt8, _ number: Double) -> [UInt8] {
    [field << 3 | 1] + littleEndian(number.bitPattern)
  }

  /// Seven bits a byte, the low ones first. Precondition: not negative.
  private static func variable(_ number: Int) -> [UInt8] {
    precondition(number >= 0, "a negative number in an event")
    var (rest, bytes) = (number, [UInt8]())
    repeat {
      bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
      rest >>= 7
    } while rest > 0
    return bytes
  }

  private static func littleEndian(_ word: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: word.littleEndian) { Array($0) }
  }
}
