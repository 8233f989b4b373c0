/// Preferences with what set each of them: the default, the file, the environment or an option, each before the ones
/// named earlier.
public struct PreferenceSet: Sendable {
  /// What set a preference.
  public enum Source: String, Sendable {
    case standard = "default"
    case file, environment, option
  }

  public private(set) var values = Preferences()
  /// What could not be taken, in a line each.
  public private(set) var problems: [String] = []
  private var sources: [String: Source] = [:]

  /// The default of every preference.
  public init() {}

  /// What set the preference of a key.
  public func source(of key: PreferenceKey) -> Source { sources[key.name] ?? .standard }

  /// Takes the lines of a file.
  /// - Parameter path: the file, for what is said of its lines.
  public mutating func takeFile(_ text: String, path: String) {
    for (number, line) in PreferencesText.lines(of: text) {
      guard let (name, value) = PreferencesText.entry(line) else {
        problems.append("\(path), line \(number): expected 'name = value', found '\(line)'")
        continue
      }
      // A name that is not known may be that of a later version.
      guard let key = Preferences.key(name) else { continue }
      take(key, value, from: .file, place: "\(path), line \(number)")
    }
  }

  /// Takes the variables of the environment that are set and not empty.
  public mutating func takeEnvironment(_ environment: [String: String]) {
    for key in Preferences.keys {
      guard let value = environment[key.variable], !value.isEmpty else { continue }
      take(key, value, from: .environment, place: key.variable)
    }
  }

  /// Takes an option of the command line. Precondition: there is a key of that name that has the value.
  public mutating func takeOption(_ name: String, _ value: String) {
    guard let key = Preferences.key(name), key.take(value, &values) else {
      preconditionFailure("\(name) = \(value) is no preference")
    }
    sources[name] = .option
  }

  /// Notes a reason why something could not be taken.
  public mutating func note(_ problem: String) { problems.append(problem) }

  private mutating func take(_ key: PreferenceKey, _ value: String, from source: Source, place: String) {
    guard key.take(value, &values) else {
      problems.append("\(place): expected \(key.expected) for \(key.name), found '\(value)'")
      return
    }
    sources[key.name] = source
  }

  /// The problems in one line; `nil` if there are none.
  public var problem: String? {
    guard let first = problems.first else { return nil }
    return problems.count == 1 ? first : "\(first) ('vae config' shows \(problems.count - 1) more)"
  }
}
