import Testing

@testable import Formats

struct EventRecordTests {
  @Test func checksumsAreThoseOfRFC3720() {
    // Appendix B.4: 32 bytes of zeros, of ones, and rising.
    #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CRC32C.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(CRC32C.checksum([UInt8](0..<32)) == 0x46DD_794E)
  }

  @Test func aRecordIsLengthChecksumsAndEvent() {
    let bytes = EventRecord.values([("a", .scalar(1))], step: 300, wallTime: 2).bytes
    let event: [UInt8] = [
      9, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x10, 0xAC, 0x02, 0x2A, 10, 0x0A, 8, 0x0A, 1, 0x61, 0x15, 0, 0, 0x80,
      0x3F,
    ]
    #expect(bytes.prefix(8) == [UInt8(event.count), 0, 0, 0, 0, 0, 0, 0])
    #expect(Array(bytes[12..<12 + event.count]) == event)
    #expect(bytes.count == 8 + 4 + event.count + 4)
  }
}
