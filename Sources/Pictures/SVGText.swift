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
