import Plotting

/// A preference as the file, the environment and `vae config` know it.
public struct PreferenceKey: Sendable {
  /// The name before the equals sign.
  public let name: String
  /// What it is, in a few words.
  public let meaning: String
  /// What values there are, in words: "auto, dark or light".
  public let expected: String
  /// The value as the file has it.
  public let text: @Sendable (Preferences) -> String
  /// Takes the value that a text stands for. Returns `false`, and takes nothing, if it stands for none.
  let take: @Sendable (String, inout Preferences) -> Bool

  init(
    _ name: String, _ meaning: String, expected: String, text: @escaping @Sendable (Preferences) -> String,
    take: @escaping @Sendable (String, inout Preferences) -> Bool
  ) {
    self.name = name
    self.meaning = meaning
    self.expected = expected
    self.text = text
    self.take = take
  }

  /// A preference with a few values.
  init(
    _ name: String, _ meaning: String, values: [String], text: @escaping @Sendable (Preferences) -> String,
    take: @escaping @Sendable (String, inout Preferences) -> Bool
  ) {
    let all = values.dropLast().joined(separator: ", ") + " or " + (values.last ?? "")
    self.init(name, meaning, expected: all, text: text, take: take)
  }

  /// The variable of the environment that sets it: `VAE_THEME`.
  public var variable: String { "VAE_" + name.uppercased().replacing("-", with: "_") }

  /// One of the cases of a type.
  static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: WritableKeyPath<Preferences, Value> & Sendable, _ meaning: String
  ) -> PreferenceKey {
    PreferenceKey(
      name, meaning, values: Value.allCases.map(\.rawValue), text: { $0[keyPath: path].rawValue },
      take: { text, preferences in
        guard let value = Value(rawValue: text) else { return false }
        preferences[keyPath: path] = value
        return true
      })
  }

  /// One of two values.
  static func flag(
    _ name: String, _ path: WritableKeyPath<Preferences, Bool> & Sendable, on: String = "on",
    off: String = "off", _ meaning: String
  ) -> PreferenceKey {
    PreferenceKey(
      name, meaning, values: [on, off], text: { $0[keyPath: path] ? on : off },
      take: { text, preferences in
        guard text == on || text == off else { return false }
        preferences[keyPath: path] = text == on
        return true
      })
  }

  /// A number within a range.
  static func number(
    _ name: String, _ path: WritableKeyPath<Preferences, Float> & Sendable, in range: ClosedRange<Float>,
    _ meaning: String
  ) -> PreferenceKey {
    PreferenceKey(
      name, meaning, expected: "a number from \(range.lowerBound) to \(range.upperBound)",
      text: { "\($0[keyPath: path])" },
      take: { text, preferences in
        guard let value = Float(text), range.contains(value) else { return false }
        preferences[keyPath: path] = value
        return true
      })
  }
}
