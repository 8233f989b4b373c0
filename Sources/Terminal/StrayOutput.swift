import TerminalGraphics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Captures what the program and its libraries write to standard output and error while the screen is open, which would
/// spoil the picture.
///
/// Streams that are terminals are redirected into a pipe, and the lines are kept. Streams redirected to a file by the user
/// are left alone.
struct StrayOutput {
  /// The end of the pipe to read from; -1 if nothing is captured.
  private(set) var pipe: Int32 = -1
  /// The original standard error; -1 if it is not captured.
  var originalError: Int32 { originals.last { $0.stream == 2 }?.copy ?? -1 }

  private var originals: [(stream: Int32, copy: Int32)] = []
  private var partialLine: [UInt8] = []
  private var kept: [String] = []
  private var takenCount = 0

  /// The greatest number of lines kept; the oldest ones are dropped.
  private static let keptLimit = 500

  /// Starts capturing those of `streams` that are terminals.
  mutating func begin(_ streams: [Int32] = [1, 2]) {
    let streams = streams.filter { isatty($0) == 1 }
    guard !streams.isEmpty, let ends = Descriptor.pipe() else { return }
    pipe = ends.read
    fflush(nil)
    originals = streams.map { stream in
      let copy = Descriptor.copy(stream)
      dup2(ends.write, stream)
      return (stream, copy)
    }
    Descriptor.close(ends.write)
  }

  /// Reads what has been written so far.
  mutating func collect() {
    guard pipe >= 0 else { return }
    while true {
      let bytes = Descriptor.read(pipe)
      guard !bytes.isEmpty else { return }
      for byte in bytes {
        if byte == UInt8(ascii: "\n") { endLine() } else { partialLine.append(byte) }
      }
    }
  }

  /// The lines written since the last call.
  mutating func takeLines() -> [String] {
    defer { takenCount = kept.count }
    return Array(kept[takenCount...])
  }

  /// Restores the streams, and writes to them what was captured.
  mutating func end() {
    guard pipe >= 0 else { return }
    fflush(nil)
    collect()
    if !partialLine.isEmpty { endLine() }
    for (stream, copy) in originals {
      dup2(copy, stream)
      Descriptor.close(copy)
    }
    Descriptor.close(pipe)
    pipe = -1
    // All lines go to the last stream, standard error, so that they keep their order.
    let target = originals.last?.stream ?? 2
    originals = []
    for line in kept {
      let bytes = Array((line.printable + "\n").utf8)
      _ = write(target, bytes, bytes.count)
    }
  }

  private mutating func endLine() {
    kept.append(String(decoding: partialLine, as: UTF8.self))
    partialLine.removeAll(keepingCapacity: true)
    if kept.count > Self.keptLimit {
      kept.removeFirst()
      takenCount = max(0, takenCount - 1)
    }
  }
}
