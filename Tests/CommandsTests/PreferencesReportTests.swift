import Explorer
import TestFiles
import Testing

@testable import Commands
@testable import ExplorerRuntime

struct PreferencesReportTests {
  /// The place of the file, then what set each value, then what could not be taken.
  @Test func tellsTheFileTheValuesAndTheirSources() {
    let folder = TemporaryFolder()
    let path = folder.write(Array("theme = light\nstep = far\n".utf8), to: "config")
    let file = PreferencesFile(path: path)
    var preferences = PreferenceSet(file: file, environment: ["VAE_PICTURES": "sextants"])
    preferences.takeOption("mouse", "off")
    let output = Transcript()
    PreferencesReport(file: file, preferences: preferences, console: output.console()).print()
    let lines = output.lines.filter { !$0.isEmpty }
    #expect(lines.first == path)
    #expect(lines.count == 3 + Preferences.keys.count)
    let values = lines.dropFirst(2).prefix(5).map { line in
      line.split(separator: " ", omittingEmptySubsequences: true).prefix(3).joined(separator: " ")
    }
    #expect(
      values == [
        "theme light file", "pictures sextants VAE_PICTURES", "enlarging pixels default", "mouse off option",
        "step 0.1 default",
      ])
    #expect(
      lines.last == "! \(path), line 2: expected a number from 0.0125 to 1.6 for step, found 'far'")
  }
}
