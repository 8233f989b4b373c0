import Explorer
import ExplorerRuntime

/// What a person prefers, as `vae config` prints it: the file, and a line for each preference with its value, what set it,
/// and what values there are.
public struct PreferencesReport {
  public let file: PreferencesFile?
  public let preferences: PreferenceSet
  public let console: Console

  public init(file: PreferencesFile?, preferences: PreferenceSet, console: Console) {
    self.file = file
    self.preferences = preferences
    self.console = console
  }

  public func print() {
    console.print(file?.path ?? "There is no file: neither XDG_CONFIG_HOME nor HOME names a folder.")
    console.print("")
    let rows = Preferences.keys.map { key in
      [
        key.name, key.text(preferences.values), source(of: key), "\(key.meaning): \(key.expected)",
      ]
    }
    let table = alignedText([["name", "value", "set by", "meaning"]] + rows)
    for line in table.split(separator: "\n", omittingEmptySubsequences: false) { console.print(String(line)) }
    if !preferences.problems.isEmpty { console.print("") }
    for problem in preferences.problems { console.print("! \(problem)") }
  }

  /// The default, the file, the option, or the variable of the environment by its name.
  private func source(of key: PreferenceKey) -> String {
    let source = preferences.source(of: key)
    return source == .environment ? key.variable : source.rawValue
  }
}
