/// The text of the file of preferences: lines `name = value`, comments after `#`, and blank lines.
public enum PreferencesText {
  private static let heading = "# What vae keeps of your choices; 'vae config' explains it.\n"

  /// The lines that say something, with their numbers from 1.
  static func lines(of text: String) -> [(number: Int, line: String)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      let said = trimmed(line.prefix { $0 != "#" })
      return said.isEmpty ? nil : (index + 1, said)
    }
  }

  /// The name and the value of a line; `nil` if it has none.
  static func entry(_ line: some StringProtocol) -> (name: String, value: String)? {
    let parts = line.prefix { $0 != "#" }.split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let (name, value) = (trimmed(parts[0]), trimmed(parts[1]))
    return name.isEmpty || value.isEmpty ? nil : (name, value)
  }

  /// `text` with new values for some names; every other line stays as it is.
  public static func updated(_ text: String, with changes: [PreferenceChange]) -> String {
    var lines = (text.isEmpty ? heading : text).split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    for change in changes {
      let line = "\(change.name) = \(change.text)"[...]
      // The last line of a name counts.
      if let index = lines.lastIndex(where: { entry($0)?.name == change.name }) {
        lines[index] = line
      } else {
        lines.append(line)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
