import CZlib

/// The checksum CRC-32 of ISO 3309, by zlib.
public enum CRC32 {
  /// The checksum of bytes that are all there.
  public static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
  }
}
