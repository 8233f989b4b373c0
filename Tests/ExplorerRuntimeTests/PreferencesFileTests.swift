import Formats
import Foundation
import TestFiles
import Testing

@testable import Explorer
@testable import ExplorerRuntime

struct PreferencesFileTests {
  private let folder = TemporaryFolder()
  private let light = PreferenceChange(name: "theme", text: "light")

  private var file: PreferencesFile { PreferencesFile(path: folder.path + "/of/mine/config") }

  @Test func itsPlaceIsThatOfXDG() {
    #expect(PreferencesFile(environment: ["XDG_CONFIG_HOME": "/x", "HOME": "/h"])?.path == "/x/vae/config")
    #expect(PreferencesFile(environment: ["HOME": "/h"])?.path == "/h/.config/vae/config")
    // A relative path is to be ignored.
    #expect(
      PreferencesFile(environment: ["XDG_CONFIG_HOME": "x", "HOME": "/h"])?.path == "/h/.config/vae/config")
    #expect(PreferencesFile(environment: [:]) == nil)
  }

  @Test func whatIsKeptIsReadAgain() throws {
    #expect(PreferenceSet(file: file, environment: [:]).problem == nil)
    try file.keep([light])
    try file.keep([PreferenceChange(name: "step", text: "0.2")])
    let set = PreferenceSet(file: file, environment: [:])
    #expect(set.values.theme == .light && set.values.step == 0.2 && set.problem == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/of/mine") == ["config"])
  }

  @Test func aLinkStaysALink() throws {
    let target = folder.write(Array("theme = dark\n".utf8), to: "elsewhere")
    let link = folder.path + "/config"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    try PreferencesFile(path: link).keep([light])
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "theme = light\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
  }

  @Test func aFileThatCannotBeReadIsToldAndLeftAlone() throws {
    let path = folder.write([0xFF, 0xFE, 0], to: "config")
    let broken = PreferencesFile(path: path)
    let problem = PreferenceSet(file: broken, environment: [:]).problem
    #expect(problem == "\(path): expected text in UTF-8, found other bytes; delete it to begin anew")
    #expect(throws: InputError.self) { try broken.keep([light]) }
    #expect(FileManager.default.contents(atPath: path) == Data([0xFF, 0xFE, 0]))
    let place = PreferencesFile(path: folder.path)
    #expect(
      PreferenceSet(file: place, environment: [:]).problem
        == "\(folder.path): expected a file, found a folder")
  }

  @Test func whatCannotBeKeptIsToldInALine() throws {
    // A file in the place of the folder.
    let path = folder.write([], to: "file") + "/vae/config"
    var settings = Workplace().settings()
    settings.preferencesFile = PreferencesFile(path: path)
    let probe = RunnerProbe(settings)
    let text = try probe.expect(.keep([light]), value: \.failureText)
    #expect(text.hasPrefix("This is not kept for the next time: ") && !text.contains("\n"))
  }
}
