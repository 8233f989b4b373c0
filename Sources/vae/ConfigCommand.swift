import ArgumentParser
import Commands
import Explorer
import ExplorerRuntime
import Foundation

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show what the explorer keeps of your choices, and where.",
    discussion: """
      The explorer keeps what you change with its keys in one file, of lines
      'name = value', which may be edited. Over the file go variables of the
      environment (VAE_THEME=light), and over these options.

      Examples:
        vae config
        VAE_PICTURES=sextants vae config
      """)

  @OptionGroup var display: DisplayOptions

  func run() {
    PreferencesReport(
      file: .standard, preferences: display.preferences, console: .standardOutput
    ).print()
  }
}

extension PreferencesFile {
  /// That of the person who runs this process.
  static var standard: PreferencesFile? {
    PreferencesFile(environment: ProcessInfo.processInfo.environment)
  }
}

extension DisplayOptions {
  /// What the person prefers: by the file, the environment and these options.
  var preferences: PreferenceSet {
    var preferences = PreferenceSet(
      file: .standard, environment: ProcessInfo.processInfo.environment)
    if let isLight {
      preferences.takeOption("theme", (isLight ? Preferences.Theme.light : .dark).rawValue)
    }
    if noMouse { preferences.takeOption("mouse", "off") }
    return preferences
  }
}
