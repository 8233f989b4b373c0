import Explorer
import Formats
import Foundation

/// The file in which preferences are kept: `$XDG_CONFIG_HOME/vae/config`, or `~/.config/vae/config`.
public struct PreferencesFile: Sendable {
  public let path: String

  /// The greatest size that is read, in bytes.
  private static let limit = 1 << 20

  /// `nil` where the environment names no home.
  public init?(environment: [String: String]) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    guard let root = value("XDG_CONFIG_HOME") ?? value("HOME").map({ $0 + "/.config" }) else { return nil }
    path = root + "/vae/config"
  }

  init(path: String) { self.path = path }

  /// The text of the file; empty where there is none.
  /// - Throws: `InputError` if it cannot be read or is not text.
  public func text() throws(InputError) -> String {
    guard access(path, F_OK) == 0 else { return "" }
    guard let text = String(validating: try WholeFile.read(path, limit: Self.limit), as: UTF8.self) else {
      throw .badFile(path, expected: "text in UTF-8", found: "other bytes", advice: "delete it to begin anew")
    }
    return text
  }

  /// Gives some preferences new values in the file, which appears whole or stays as it was.
  /// - Throws: `InputError` if it cannot be read or written.
  public func keep(_ changes: [PreferenceChange]) throws(InputError) {
    let text = PreferencesText.updated(try text(), with: changes)
    // A link stays one: many people keep such files elsewhere.
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    do {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw InputError(.cannotWrite, "\(path): cannot make its folder: \(error.localizedDescription)")
    }
    try AtomicFile.write(Array(text.utf8), to: place.path, isShared: true)
  }
}

extension PreferenceSet {
  /// The preferences of a person: of the file, over which goes the environment. What cannot be read is among the problems.
  public init(file: PreferencesFile?, environment: [String: String]) {
    self.init()
    if let file {
      do {
        takeFile(try file.text(), path: file.path)
      } catch {
        note(error.description)
      }
    }
    takeEnvironment(environment)
  }
}
