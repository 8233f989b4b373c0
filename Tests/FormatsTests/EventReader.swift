import Foundation

@testable import Formats

/// Reads the records of an event file by the book: checksums, then the fields of the protocol buffers. `nil` where anything
/// is damaged.
struct EventReader {
  struct Event: Equatable {
    var wallTime = 0.0
    var step = 0
    var version = ""
    var scalars: [String: Float] = [:]
    /// Height, width, channels and file.
    var images: [String: [[UInt8]]] = [:]
  }

  static func events(_ bytes: [UInt8]) -> [Event]? {
    var events: [Event] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard rest.count >= 12 else { return nil }
      let length = word(rest.prefix(8))
      guard word(rest.dropFirst(8).prefix(4)) == UInt64(CRC32C.masked(Array(rest.prefix(8)))),
        length <= UInt64(rest.count - 12), rest.count >= 16 + Int(length)
      else { return nil }
      let body = Array(rest.dropFirst(12).prefix(Int(length)))
      guard word(rest.dropFirst(12 + Int(length)).prefix(4)) == UInt64(CRC32C.masked(body)),
        let event = event(body)
      else { return nil }
      events.append(event)
      rest = rest.dropFirst(16 + Int(length))
    }
    return events
  }

  private static func event(_ bytes: [UInt8]) -> Event? {
    var event = Event()
    guard let fields = fields(bytes) else { return nil }
    for field in fields {
      switch field.number {
      case 1: event.wallTime = Double(bitPattern: field.word)
      case 2: event.step = Int(field.word)
      case 3: event.version = String(decoding: field.bytes, as: UTF8.self)
      case 5:
        guard let values = Self.fields(field.bytes) else { return nil }
        for value in values {
          guard let parts = Self.fields(value.bytes), let tag = parts.first(where: { $0.number == 1 }) else {
            return nil
          }
          let name = String(decoding: tag.bytes, as: UTF8.self)
          for part in parts where part.number == 2 {
            event.scalars[name] = Float(bitPattern: UInt32(part.word))
          }
          for part in parts where part.number == 4 {
            guard let image = Self.fields(part.bytes) else { return nil }
            event.images[name] = image.map { $0.number == 4 ? $0.bytes : [UInt8($0.word)] }
          }
        }
      default: return nil
      }
    }
    return event
  }

  private struct Field {
    let number: Int
    var word: UInt64 = 0
    var bytes: [UInt8] = []
  }

  private static func fields(_ bytes: [UInt8]) -> [Field]? {
    var (fields, rest) = ([Field](), bytes[...])
    while !rest.isEmpty {
      guard let key = variable(&rest) else { return nil }
      var field = Field(number: Int(key >> 3))
      switch key & 7 {
      case 0:
        guard let number = variable(&rest) else { return nil }
        field.word = number
      case 1, 5:
        let size = key & 7 == 1 ? 8 : 4
        guard rest.count >= size else { return nil }
        field.word = word(rest.prefix(size))
        rest = rest.dropFirst(size)
      case 2:
        guard let length = variable(&rest), length <= UInt64(rest.count) else { return nil }
        field.bytes = Array(rest.prefix(Int(length)))
        rest = rest.dropFirst(Int(length))
      default: return nil
      }
      fields.append(field)
    }
    return fields
  }

  private static func variable(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
    var (number, shift) = (UInt64(0), UInt64(0))
    while let byte = rest.popFirst(), shift < 64 {
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
