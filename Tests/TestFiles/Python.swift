import Foundation

/// The Python of this machine, for readers and writers that are not ours.
public enum Python {
  /// One that has Pillow, where there is one.
  public static let withPillow: String? = ["/usr/bin/python3", "python3"]
    .first { status($0, ["-c", "import PIL"]) == 0 }

  /// Runs a Python with `arguments`: its exit status, or `nil` if there is none.
  public static func status(_ python: String, _ arguments: [String]) -> Int32? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return process.terminationStatus
  }
}
