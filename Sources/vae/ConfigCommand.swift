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
      file: PreferencesFile(environment: ProcessInfo.processInfo.environment),
      preferences: display.preferences, console: .standardOutput
    ).print()
  }
}

extension DisplayOptions {
  /// What the person prefers: by the file, the environment and these options.
  var preferences: PreferenceSet {
    let environment = ProcessInfo.processInfo.environment
    var preferences = PreferenceSet(
      file: PreferencesFile(environment: environment), environment: environment)
    if let isLight {
      preferences.takeOption("theme", (isLight ? Preferences.Theme.light : .dark).rawValue)
    }
    if noMouse { preferences.takeOption("mouse", "off") }
    return preferences
  }
}
