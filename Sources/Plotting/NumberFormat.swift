/// Numbers as text, the same in every locale. What a person reads has a real minus sign, "−".
public enum NumberFormat {
  /// The sign shown in place of a number that is missing.
  public static let missing = "—"

  /// `value` with exactly `decimals` digits after the point: "−152.3"; from 10¹⁵ on as ``scientific(_:digits:)``.
  public static func fixed(_ value: Double, decimals: Int, isGrouped: Bool = true) -> String {
    guard value.isFinite else { return notFinite(value) }
    guard let digits = digits(of: value, decimals: decimals) else { return scientific(value, digits: 3) }
    return (digits.isNegative ? "−" : "") + (isGrouped ? group(digits.whole) : digits.whole) + digits.fraction
  }

  /// `value` as files and other programs read it: a hyphen for minus, no grouping, "nan" and "inf" as C prints them.
  ///
  /// There are `decimals` digits after the point; from 10¹⁵ on, the shortest text that means exactly `value`.
  public static func plain(_ value: Double, decimals: Int) -> String {
    guard let digits = digits(of: value, decimals: decimals) else { return "\(value)" }
    return (digits.isNegative ? "-" : "") + digits.whole + digits.fraction
  }

  /// A whole number with its digits grouped in threes: "31,240".
  public static func grouped(_ value: Int) -> String {
    (value < 0 ? "−" : "") + group(String(value.magnitude))
  }

  /// `value` with `digits` significant digits and a power of ten: "1.2e5", "1e4"; zeros at the end are omitted.
  public static func scientific(_ value: Double, digits: Int = 2) -> String {
    guard value.isFinite else { return notFinite(value) }
    guard value != 0 else { return "0" }
    let places = max(0, digits - 1)
    var exponent = decimalLogarithm(abs(value)).rounded(.down)
    var mantissa = rounded(abs(value) / powerOfTen(exponent), places)
    if mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    if mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    var text = fixed(mantissa, decimals: places)
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return (value < 0 ? "−" : "") + text + "e" + fixed(exponent, decimals: 0)
  }

  /// `value` with about three significant digits and k, M, G or T: "31.2k", "950", "1.20M".
  public static func compact(_ value: Double) -> String {
    guard value.isFinite else { return notFinite(value) }
    var scaled = value
    var units = ["", "k", "M", "G", "T"][...]
    while abs(scaled) >= 999.5, units.count > 1 {
      scaled /= 1000
      units.removeFirst()
    }
    let size = abs(scaled)
    let isWhole = units.first == "" && scaled == scaled.rounded()
    let decimals = isWhole || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2
    return fixed(scaled, decimals: decimals) + (units.first ?? "")
  }

  /// Minutes and seconds, with hours from one hour on: "0:41", "1:02:03". A time that is negative or not finite is missing.
  public static func duration(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return missing }
    let total = Int(seconds.rounded(.down))
    let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60)
    return hours > 0
      ? "\(hours):\(twoDigits(minutes)):\(twoDigits(rest))" : "\(minutes):\(twoDigits(rest))"
  }

  /// A number of bytes in decimal units: "812 B", "11.6 MB".
  public static func bytes(_ count: Int) -> String {
    guard count >= 1000 else { return "\(count) B" }
    let text = compact(Double(count))
    return "\(text.dropLast()) \(text.suffix(1))B"
  }

  /// The digits of `value` before and after the point, the point included; `nil` if it is not finite or from 10¹⁵ on.
  private static func digits(
    of value: Double, decimals: Int
  ) -> (isNegative: Bool, whole: String, fraction: String)? {
    let decimals = min(max(0, decimals), 12)
    let scaled = (abs(value) * powerOfTen(Double(decimals))).rounded()
    guard scaled < 1e15 else { return nil }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let fraction = decimals == 0 ? "" : "." + padded.suffix(decimals)
    return (value < 0 && scaled > 0, String(padded.dropLast(decimals)), fraction)
  }

  private static func notFinite(_ value: Double) -> String {
    value.isNaN ? missing : value < 0 ? "−∞" : "∞"
  }

  private static func group(_ digits: String) -> String {
    var result = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }

  private static func rounded(_ value: Double, _ decimals: Int) -> Double {
    let scale = powerOfTen(Double(decimals))
    return (value * scale).rounded() / scale
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
