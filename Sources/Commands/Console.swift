import Foundation
import Terminal
import TerminalGraphics

/// Where a command writes: standard output, or a text in a test.
public struct Console: Sendable {
  /// Whether a line can be written over in place.
  public let isTerminal: Bool
  /// Whether it shows more than ASCII.
  public let isUnicode: Bool
  /// The columns of a line at present.
  public let width: @Sendable () -> Int
  /// Writes text as it is.
  public let write: @Sendable (String) -> Void

  public init(
    isTerminal: Bool, isUnicode: Bool, width: @escaping @Sendable () -> Int,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.isTerminal = isTerminal
    self.isUnicode = isUnicode
    self.width = width
    self.write = write
  }

  /// Standard output of this process.
  public static let standardOutput = Console(
    isTerminal: isatty(STDOUT_FILENO) == 1
      && TerminalType.canWriteOver(ProcessInfo.processInfo.environment),
    isUnicode: Capabilities.ofStandardOutput.isUnicode,
    width: {
      var size = winsize()
      guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
      return Int(size.ws_col)
    },
    write: { try? FileHandle.standardOutput.write(contentsOf: Data($0.utf8)) })

  /// Writes a line of text, in ASCII where it shows no more. Nothing in it steers the terminal.
  public func print(_ line: String) { write((isUnicode ? line : line.asASCII).printable + "\n") }

  /// Writes lines of pictures, with the escape sequences of their colours.
  public func printPictures(_ text: String) { write(text + "\n") }

  /// Writes JSON. Nothing in it steers the terminal.
  public func printJSON(_ text: String) { write(text.printableJSON + "\n") }
}

extension Capabilities {
  /// What may be shown on standard output of this process.
  public static var ofStandardOutput: Capabilities {
    Capabilities(
      environment: ProcessInfo.processInfo.environment, isTerminal: isatty(STDOUT_FILENO) == 1)
  }
}
