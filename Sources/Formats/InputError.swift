/// What kept a command from doing its work, in one line for the person who gave it: the file, option or setting, what
/// was expected, what was found, and what to do.
///
/// Every module above Formats throws it for bad input and for refusals of the system; wrong calls trap instead.
///
///     throw InputError(.badFile, "photos.npy: expected images as N×H×W or N×D, found 5000")
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sort of fault, from which the command line derives its exit code.
  public enum Kind: Hashable, Sendable {
    /// Settings contradict each other, the data or the run.
    case badSettings
    /// A file does not hold what it should.
    case badFile
    /// There is no such file, data set, run or model, or it cannot be read.
    case notFound
    /// No server gave the file.
    case download
    /// Numbers became infinite or NaN.
    case diverged
    /// A run is there already, or another process trains it.
    case occupied
    /// A file cannot be made.
    case cannotWrite
    /// The disk refused to read or write.
    case inputOutput
    /// There is no room for a file: on the disk, within a quota, or within the limit on the size of files.
    case diskFull
    /// A server stopped answering: trying again may help.
    case stalled
    /// The caller asked for the work to end.
    case interrupted
  }

  public let kind: Kind
  /// One line.
  public let description: String

  /// Control characters in `message` (of a file's name, say) become spaces.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    description = String(String.UnicodeScalarView(message.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
  }

  /// A file that does not hold what it should.
  public static func badFile(
    _ file: String, expected: String, found: String, advice: String? = nil
  ) -> InputError {
    InputError(.badFile, "\(file): expected \(expected), found \(found)" + (advice.map { "; \($0)" } ?? ""))
  }
}
