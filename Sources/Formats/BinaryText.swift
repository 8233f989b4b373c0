/// Larochelle's text form of binarised images (.amat): a line an image, its pixels as 0 or 1 between blanks.
public enum BinaryText {
  /// The pixels of a file, 0 or 255. Throws `badData` where there is anything but 0, 1 and blanks, or a line has a
  /// number of pixels other than `width`.
  public static func pixels(_ file: SourceFile, width: Int) throws(InputError) -> [UInt8] {
    let file = try file.unpacked()
    var fault: Fault?
    let pixels = file.bytes.withUnsafeBufferPointer { text in
      // At least every other byte is a blank.
      [UInt8](unsafeUninitializedCapacity: text.count / 2 + 1) { pixels, count in
        fault = scan(text, into: pixels, count: &count, width: width)
      }
    }
    guard let fault else { return pixels }
    switch fault {
    case .character(let byte, let line):
      throw .badFile(
        file.name, expected: "0 and 1 between blanks",
        found: "the byte 0x\(hexadecimal([byte])) in line \(line)")
    case .width(let found, let line):
      throw .badFile(file.name, expected: "\(width) pixels a line", found: "\(found) in line \(line)")
    }
  }

  private enum Fault {
    case character(UInt8, line: Int)
    case width(Int, line: Int)
  }

  /// Walks over the text once. `pixels` has room for half as many numbers as there are bytes, and one.
  private static func scan(
    _ text: UnsafeBufferPointer<UInt8>, into pixels: UnsafeMutableBufferPointer<UInt8>, count: inout Int,
    width: Int
  ) -> Fault? {
    guard let bytes = text.baseAddress, let output = pixels.baseAddress else { return nil }
    let (zero, blank, newline) = (UInt8(ascii: "0"), UInt8(ascii: " "), UInt8(ascii: "\n"))
    var (position, line, lineStart, written) = (0, 1, 0, 0)
    defer { count = written }
    while position < text.count {
      let byte = bytes[position]
      if byte &- zero <= 1 {
        // A number stands alone: "01" is no pixel.
        if position + 1 < text.count && bytes[position + 1] > blank {
          return .character(bytes[position + 1], line: line)
        }
        output[written] = 0 &- (byte &- zero)
        written &+= 1
        position &+= 1
        if position < text.count && bytes[position] == blank { position &+= 1 }
        continue
      }
      position &+= 1
      if byte == newline {
        if written != lineStart && written - lineStart != width {
          return .width(written - lineStart, line: line)
        }
        lineStart = written
        line &+= 1
      } else if byte != blank && byte != 9 && byte != 13 {
        return .character(byte, line: line)
      }
    }
    return written != lineStart && written - lineStart != width
      ? .width(written - lineStart, line: line) : nil
  }
}
