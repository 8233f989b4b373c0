import Plotting

/// Numbers and text as they stand in an SVG file.
enum SVGText {
  /// `value` with `decimals` digits after the point; 0 if it is not finite.
  static func number(_ value: Double, decimals: Int = 2) -> String {
    NumberFormat.plain(value.isFinite ? value : 0, decimals: decimals)
  }

  /// `text` with the special characters of XML escaped and control characters removed.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += " "
      default:
        if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}

extension SVGText {
  /// A whole file of `width` × `height` units.
  static func document(width: Double, height: Double, contents: String) -> String {
    let size = "\(number(width, decimals: 0)) \(number(height, decimals: 0))"
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" font-family="sans-serif" font-size="13">
      \(contents)</svg>

      """
  }
}
