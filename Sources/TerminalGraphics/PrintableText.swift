/// Text that comes from files must not steer the terminal: names may hold escape sequences, or turn the direction of reading.
extension Unicode.Scalar {
  /// Whether a terminal or a reader may take this for a command rather than for a character: the controls of ASCII and C1,
  /// the separators of lines and paragraphs, and what turns the direction of text.
  var isSteering: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension String {
  /// The text with a "�" in place of whatever could steer a terminal. Newlines and tabs stay.
  public var printable: String {
    // Most text is plain.
    guard unicodeScalars.contains(where: \.isSteering) else { return self }
    return String(
      UnicodeScalarView(unicodeScalars.map { $0.isSteering && $0 != "\n" && $0 != "\t" ? "�" : $0 }))
  }

  /// JSON that means the same, with an escape in place of whatever could steer a terminal.
  public var printableJSON: String {
    guard unicodeScalars.contains(where: { $0.isSteering && $0 != "\n" }) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      guard scalar.isSteering, scalar != "\n" else { return text.unicodeScalars.append(scalar) }
      let digits = String(scalar.value, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }

  /// The text as a part of a file's name: letters, digits and "-_." only, no more than eighty.
  public var fileNamePart: String {
    let kept = unicodeScalars.prefix(80).map { scalar -> Unicode.Scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-_.".unicodeScalars.contains(scalar)
        ? scalar : "-"
    }
    let name = String(UnicodeScalarView(kept))
    return name.hasPrefix(".") ? "-" + name.dropFirst() : name
  }
}
