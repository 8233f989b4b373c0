import Formats

extension InputError {
  /// The exit code of `sysexits.h` for a command that ends with this error.
  var exitCode: Int32 {
    switch kind {
    case .badSettings: 64
    case .badFile: 65
    case .notFound: 66
    case .download: 69
    case .diverged: 70
    case .occupied, .cannotWrite: 73
    case .inputOutput, .diskFull: 74
    case .stalled: 75
    case .interrupted: 130
    }
  }
}
