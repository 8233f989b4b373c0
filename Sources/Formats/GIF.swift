/// Animated Graphics Interchange Format: grey films in 256 greys, others in up to 256 colours a frame. Equal pictures give
/// equal bytes.
///
/// Source: GIF89a specification, CompuServe 1990; the loop extension is Netscape's.
public enum GIF {
  /// The file of an animation, each frame shown for `delayCentiseconds` hundredths of a second.
  ///
  /// Precondition: there is a frame, all are of one size, 1…65,535 pixels either way, and the delay is 0…65,535.
  public static func encode(frames: [RasterImage], delayCentiseconds: Int, loops: Bool = true) -> [UInt8] {
    precondition(!frames.isEmpty, "an animation without a frame")
    let (width, height) = (frames[0].width, frames[0].height)
    precondition(frames.allSatisfy { $0.width == width && $0.height == height }, "frames of different sizes")
    precondition((1...65_535).contains(width) && (1...65_535).contains(height), "a GIF of \(width)×\(height)")
    precondition((0...65_535).contains(delayCentiseconds), "a delay of \(delayCentiseconds)")
    let isGrey = frames.allSatisfy { $0.channels == 1 }
    let (paletteForAll, paletteForEach): (UInt8, UInt8) = (0xF7, 0x87)
    var bytes = Array("GIF89a".utf8) + littleEndian(width) + littleEndian(height)
    bytes += [isGrey ? paletteForAll : 0x70, 0, 0]
    if isGrey { for level in 0...255 { bytes += [UInt8](repeating: UInt8(level), count: 3) } }
    if loops { bytes += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0] }
    for frame in frames {
      let keepsFrame: UInt8 = 0x04
      bytes += [0x21, 0xF9, 4, keepsFrame] + littleEndian(delayCentiseconds) + [0, 0]
      bytes += [0x2C, 0, 0, 0, 0] + littleEndian(width) + littleEndian(height)
      if isGrey {
        bytes += [0, 8] + subBlocks(LZW.encode(frame.bytes)) + [0]
      } else {
        let image = frame.inColor
        let palette = GIFPalette(image)
        bytes +=
          [paletteForEach] + palette.table + [8] + subBlocks(LZW.encode(palette.indices(of: image))) + [0]
      }
    }
    return bytes + [0x3B]
  }

  /// `bytes` in blocks of at most 255, each after its length.
  private static func subBlocks(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 255 + 1)
    for start in stride(from: 0, to: bytes.count, by: 255) {
      let end = min(start + 255, bytes.count)
      result.append(UInt8(end - start))
      result += bytes[start..<end]
    }
    return result
  }

  private static func littleEndian(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }
}

/// The compression of GIF for bytes: codes of 9 to 12 bits, the low bit first.
enum LZW {
  private static let clear: UInt32 = 256
  private static let end: UInt32 = 257
  private static let limit: UInt32 = 4096

  /// The codes of `bytes`, packed.
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var output = BitWriter()
    var codes: [UInt32: UInt32] = [:]
    var next = end + 1
    var width: UInt32 = 9
    output.write(clear, width)
    guard var prefix = bytes.first.map(UInt32.init) else {
      output.write(end, width)
      return output.finished()
    }
    for byte in bytes.dropFirst() {
      let key = prefix << 8 | UInt32(byte)
      if let code = codes[key] {
        prefix = code
        continue
      }
      output.write(prefix, width)
      prefix = UInt32(byte)
      if next < limit {
        codes[key] = next
        // The reader is one code behind, so codes grow when the one just made needs it.
        if next == 1 << width { width += 1 }
        next += 1
      } else {
        output.write(clear, width)
        codes.removeAll(keepingCapacity: true)
        next = end + 1
        width = 9
      }
    }
    output.write(prefix, width)
    if next == 1 << width, width < 12 { width += 1 }
    output.write(end, width)
    return output.finished()
  }

  private struct BitWriter {
    private var bytes: [UInt8] = []
    private var pending: UInt32 = 0
    private var count: UInt32 = 0

    mutating func write(_ code: UInt32, _ width: UInt32) {
      pending |= code << count
      count += width
      while count >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: pending))
        pending >>= 8
        count -= 8
      }
    }

    func finished() -> [UInt8] {
      count > 0 ? bytes + [UInt8(truncatingIfNeeded: pending)] : bytes
    }
  }
}
