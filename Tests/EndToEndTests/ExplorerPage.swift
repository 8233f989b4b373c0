import Foundation
import Testing

/// What a test does in the explorer, and what it reads there.
extension TmuxSession {
  /// A session in which the explorer shows a shipped model; no data set is found, whatever there is on the machine.
  static func exploring(_ name: String, page: String = "walk") throws -> TmuxSession {
    let session = try TmuxSession(environment: withoutData)
    try session.startVae("explore \(name) --page \(page)")
    try session.wait(for: "shipped model")
    return session
  }

  /// A session in which the explorer trains on small images without end, once there is a curve to be seen.
  static func training() throws -> TmuxSession {
    let session = try TmuxSession()
    try Data(ExplorerMannersTests.images()).write(to: session.directory.appending(path: "images.npy"))
    try session.startVae("explore images.npy --hidden 20 --epochs 1000000 --threads 1")
    try session.wait("curve") { screen in
      let dots = screen.unicodeScalars.count { (0x2801...0x28FF).contains($0.value) }
      return screen.contains("● training") && dots > 20
    }
    return session
  }

  /// Variables with which no data set is found.
  static let withoutData = ["VAE_DATA_DIR": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"]

  /// The decoded picture of the Walk page, in cells with their colours; empty while there is none.
  func picture() throws -> String {
    let panel = try Self.halves(screen(colors: true)).split(separator: "\n").drop {
      !$0.contains("decoded (mean)")
    }
    let rows = panel.dropFirst().prefix { !$0.contains("└") }.compactMap { $0.split(separator: "││").first }
    // On black, and not without greys.
    return rows.contains { $0.contains("/") } ? rows.joined(separator: "\n") : ""
  }

  /// Cells as their upper and lower colours: the same picture may come as ▀ or ▄, or as a space in the colour of its
  /// ground. Colours hold from row to row.
  private static func halves(_ screen: String) -> String {
    var (front, back, result) = ("", "", "")
    var rest = Substring(screen)
    while let character = rest.first {
      if let style = rest.prefixMatch(of: /\u{1B}\[([0-9;]*)m/) {
        change(&front, &back, by: style.1)
        rest = rest[style.range.upperBound...]
        continue
      }
      switch character {
      case "▀": result += "\(front)/\(back) "
      case "▄": result += "\(back)/\(front) "
      case "█": result += "\(front)/\(front) "
      case " " where !back.isEmpty: result += "\(back)/\(back) "
      default: result.append(character)
      }
      rest = rest.dropFirst()
    }
    return result
  }

  /// Follows a change of colours, given as the numbers of `ESC [ … m`.
  private static func change(_ front: inout String, _ back: inout String, by codes: Substring) {
    var numbers = codes.split(separator: ";")[...]
    if numbers.isEmpty { (front, back) = ("", "") }
    while let code = numbers.popFirst() {
      switch code {
      case "0": (front, back) = ("", "")
      case "39": front = ""
      case "49": back = ""
      case "38", "48":
        _ = numbers.popFirst()
        let color = String(numbers.popFirst() ?? "")
        if code == "38" { front = color } else { back = color }
      default: break
      }
    }
  }

  /// Presses keys till the picture is another one than before.
  @discardableResult
  func expectPictureChange(_ keys: String..., seconds: Double = 20) throws -> String {
    try wait(seconds: seconds, "picture") { _ in try !self.picture().isEmpty }
    let before = try picture()
    for key in keys { try press(key) }
    try wait(seconds: seconds, "other picture after \(keys)") { _ in
      let picture = try self.picture()
      return !picture.isEmpty && picture != before
    }
    return try picture()
  }

  /// Waits till the numbers of a page are `expected`, within the rounding of two decimals.
  func wait(forPosition expected: [Int: Double], _ what: String = "", seconds: Double = 20) throws {
    try wait(seconds: seconds, "z = \(expected) \(what)") { screen in
      let position = Self.position(on: screen)
      return expected.allSatisfy { abs((position[$0.key] ?? .infinity) - $0.value) < 0.0051 }
    }
  }

  /// z as a Walk page shows it, by dimension from 1.
  func position() throws -> [Int: Double] { Self.position(on: try screen()) }

  /// z as a Walk page shows it, by dimension from 1.
  static func position(on screen: String) -> [Int: Double] {
    let text = screen.replacing("−", with: "-")
    return text.matches(of: /\bz(\d+) +([-+]\d+\.\d+)/).reduce(into: [:]) { position, match in
      position[Int(match.1)!] = Double(match.2)
    }
  }

  /// Presses keys, and waits till the footer says what was written.
  /// - Returns: the file's name, ending in `suffix`.
  func exported(by keys: String..., as suffix: String) throws -> String {
    for key in keys { try press(key) }
    let screen = try wait("word of a file \(suffix)") { $0.contains("Written to ") && $0.contains(suffix) }
    let line = try #require(screen.split(separator: "\n").last { $0.contains("Written to ") })
    return try #require(line.split(separator: " ").last.map(String.init))
  }
}
