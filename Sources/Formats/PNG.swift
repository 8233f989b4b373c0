import CZlib

/// Portable Network Graphics: written with 8 bits a channel, not interlaced, so that equal pictures give equal bytes; read
/// in every form.
///
/// Source: PNG (Third Edition), W3C; zlib for the compression.
public enum PNG {
  /// The file of a picture, in greys or colours as the picture is. Precondition: it has at least one pixel.
  public static func encode(_ image: RasterImage) -> [UInt8] {
    let (width, height, channels) = (image.width, image.height, image.channels)
    precondition(width > 0 && height > 0, "a PNG of \(width)×\(height)")
    let grey: UInt8 = 0
    let trueColor: UInt8 = 2
    let header =
      bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, channels == 1 ? grey : trueColor, 0, 0, 0]
    let stride = width * channels
    var rows: [UInt8] = []
    rows.reserveCapacity((stride + 1) * height)
    var above = [UInt8](repeating: 0, count: stride)
    for row in 0..<height {
      let plain = Array(image.bytes[row * stride..<(row + 1) * stride])
      let (filter, filtered) = PNGFilter.best(plain, above: above, pixelLength: channels)
      rows.append(filter.rawValue)
      rows += filtered
      above = plain
    }
    return signature + chunk("IHDR", header) + chunk("IDAT", deflated(rows)) + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    let checksum = UInt32(truncatingIfNeeded: crc32(0, body, UInt32(body.count)))
    return bigEndian(UInt32(data.count)) + body + bigEndian(checksum)
  }

  private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(UInt(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(length))
    let status = compress2(&result, &length, bytes, UInt(bytes.count), 9)
    precondition(status == Z_OK, "zlib could not compress \(bytes.count) bytes: \(status)")
    return Array(result[..<Int(length)])
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
