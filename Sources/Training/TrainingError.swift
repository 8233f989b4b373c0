/// What kept a run from going on, or a file from being used: one line for the person who asked.
public struct TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// A file is not what it should be.
    case badFile
    /// There is no such file, run or model.
    case notFound
    /// A run is there already, or another process trains it.
    case occupied
    /// The disk refused to read or write.
    case inputOutput
    /// Numbers became infinite or NaN.
    case diverged
    /// Settings that contradict each other or the data.
    case badSettings
  }

  public let kind: Kind
  /// One line: what was met, what was expected, what to do.
  public let description: String

  /// Control characters of the message (of a file's name, say) become spaces.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    description = String(String.UnicodeScalarView(message.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
  }

  /// The exit code of `sysexits.h` for a command that ends with this error.
  public var exitCode: Int32 {
    switch kind {
    case .badSettings: 64
    case .badFile: 65
    case .notFound: 66
    case .diverged: 70
    case .occupied: 73
    case .inputOutput: 74
    }
  }
}
