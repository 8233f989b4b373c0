import CZlib

/// Unpacks gzip, zlib and bare deflate data piece by piece into buffers of the caller, so that nothing is allocated
/// on the word of a header.
public final class Inflater {
  public enum Format: Int32 {
    case gzip = 31
    case zlib = 15
    case deflate = -15
  }

  /// No deflate stream unpacks to more than 1032 times its size.
  public static let largestRatio = 1032
  /// The most that is ever unpacked from one stream: beyond it, a file is refused.
  public static let ceiling = 1 << 30

  private let input: ArraySlice<UInt8>
  private let format: Format
  private var consumed = 0
  private var isAtEnd = false
  /// zlib keeps the address of its stream, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  public init(_ input: ArraySlice<UInt8>, format: Format) {
    self.input = input
    self.format = format
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(
      stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot start (\(status))")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The most bytes that can still come out.
  public var mostLeft: Int {
    min(Self.ceiling, (input.count - consumed + 64) * Self.largestRatio)
  }

  /// Why unpacking stopped early.
  public enum Failure: Error {
    case corrupt
    case truncated
  }

  /// Fills `buffer` from its start and returns how many bytes that were: fewer than its size at the end of the data
  /// only.
  public func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Int {
    var filled = 0
    while filled < buffer.count && !isAtEnd {
      let before = (consumed, filled)
      let status = inflateOnce(buffer, filled: &filled)
      switch status {
      case Z_OK: break
      case Z_STREAM_END: try beginNextMember()
      case Z_BUF_ERROR where (consumed, filled) != before: break
      case Z_BUF_ERROR: throw .truncated
      default: throw .corrupt
      }
      if status == Z_OK && (consumed, filled) == before { throw .truncated }
    }
    return filled
  }

  private func inflateOnce(_ buffer: UnsafeMutableBufferPointer<UInt8>, filled: inout Int) -> Int32 {
    let limit = Int(UInt32.max >> 2)
    return input.withUnsafeBufferPointer { bytes in
      // zlib only reads through next_in, although its C type does not say so.
      stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress.map { $0 + consumed })
      stream.pointee.avail_in = UInt32(min(bytes.count - consumed, limit))
      stream.pointee.next_out = buffer.baseAddress.map { $0 + filled }
      stream.pointee.avail_out = UInt32(min(buffer.count - filled, limit))
      let (given, room) = (stream.pointee.avail_in, stream.pointee.avail_out)
      let status = inflate(stream, Z_NO_FLUSH)
      consumed += Int(given - stream.pointee.avail_in)
      filled += Int(room - stream.pointee.avail_out)
      return status
    }
  }

  /// A gzip file may be several, one after the other; what follows the last is ignored, as gzip does with padding.
  private func beginNextMember() throws(Failure) {
    let rest = input.dropFirst(consumed)
    guard format == .gzip, rest.starts(with: [0x1F, 0x8B]) else {
      isAtEnd = true
      return
    }
    guard inflateReset(stream) == Z_OK else { throw .corrupt }
  }

  /// At most `count` bytes more, in an array that grows with what comes.
  /// - Parameter expected: how many there will be, as far as is known; taken only while in proportion to the input.
  public func read(upTo count: Int, expected: Int = .max) throws(Failure) -> [UInt8] {
    let proportionate = 64 * input.count + 1 << 16
    var bytes = try piece(min(count, expected, proportionate))
    while bytes.count < count && !isAtEnd {
      bytes += try piece(min(count - bytes.count, max(bytes.count, 1 << 16)))
    }
    return bytes
  }

  private func piece(_ count: Int) throws(Failure) -> [UInt8] {
    var failure: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(Failure) {
        filled = try read(into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// All that is left; nil where that is more than the ceiling.
  public func readToEnd(expected: Int = .max) throws(Failure) -> [UInt8]? {
    let bytes = try read(upTo: Self.ceiling + 1, expected: expected)
    return bytes.count <= Self.ceiling ? bytes : nil
  }
}

extension SourceFile {
  public var isGzip: Bool { hasPrefix([0x1F, 0x8B]) }

  /// The file's bytes, unpacked where they are gzip.
  public func unpacked() throws(InputError) -> SourceFile {
    guard isGzip else { return self }
    // The last word of a gzip file is its unpacked size: a hint, within what the file can hold.
    let hint = bytes.count >= 18 ? ByteOrder.little.number(bytes, at: bytes.count - 4, count: 4) : 0
    let inflater = Inflater(bytes[...], format: .gzip)
    do throws(Inflater.Failure) {
      if let all = try inflater.readToEnd(expected: hint + 1) {
        return SourceFile(name: name, bytes: all)
      }
    } catch {
      throw unpackingError(error)
    }
    throw .badFile(name, expected: "at most \(Inflater.ceiling >> 20) MiB unpacked", found: "more")
  }

  public func unpackingError(_ failure: Inflater.Failure) -> InputError {
    .badFile(
      name, expected: "whole compressed data",
      found: failure == .truncated ? "a file cut short at \(bytes.count) bytes" : "damaged data",
      advice: "fetch or copy it again")
  }
}
