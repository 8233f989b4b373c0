import Formats

/// Splits a command line into words as a POSIX shell does, without a shell: blanks separate words, '…' keeps everything,
/// "…" keeps blanks, and a backslash keeps the character after it. Nothing is expanded.
public enum CommandWords {
  /// The words of a command.
  /// - Throws: `badSettings` where a quote is not closed or there is no word.
  public static func split(_ text: String) throws(InputError) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        // Between double quotes a backslash is one unless it stands before a character that it protects.
        let isKept = quote == "\"" && !"$`\"\\\n".contains(character)
        word = (word ?? "") + (isKept ? "\\" : "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else {
      let what = quote.map { "a closing \($0)" } ?? "a character after the last backslash"
      throw InputError(.badSettings, "--model-command: expected \(what), found the end of '\(text)'")
    }
    if let done = word { words.append(done) }
    guard !words.isEmpty else {
      throw InputError(.badSettings, "--model-command: expected a command, found none")
    }
    return words
  }
}
