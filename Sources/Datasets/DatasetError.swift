/// What kept a data set from being loaded or fetched, said in one line for the person who asked for it.
public struct DatasetError: Error, Hashable, CustomStringConvertible, Sendable {
  /// What sort of thing went wrong.
  public enum Kind: Hashable, Sendable {
    /// There is no such data set, or its file is missing or unreadable.
    case notFound
    /// A file is there, but it does not hold what it should.
    case badData
    /// No mirror gave the file.
    case download
    /// A server stopped answering: trying again may help.
    case stalled
    /// The caller asked for the download to end.
    case interrupted
    /// A file cannot be written.
    case cannotWrite
  }

  public let kind: Kind
  /// One line: what was asked for, what was expected, what was found, what to do.
  public let description: String

  /// An error with a line of text; control characters in it (of a file's name, say) become spaces.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    description = String(String.UnicodeScalarView(message.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
  }

  /// A file that does not hold what it should.
  static func badData(_ file: String, expected: String, found: String, advice: String? = nil) -> DatasetError
  {
    DatasetError(.badData, "\(file): expected \(expected), found \(found)" + (advice.map { "; \($0)" } ?? ""))
  }

  /// The exit code of `sysexits.h` for a command that ends with this error.
  public var exitCode: Int32 {
    switch kind {
    case .badData: 65
    case .notFound: 66
    case .download: 69
    case .cannotWrite: 73
    case .stalled: 75
    case .interrupted: 130
    }
  }
}
