import Foundation

/// A process as a shared folder knows it: enough to tell on its own host whether it still runs.
struct ProcessIdentity: Codable, Hashable, Sendable {
  let host: String
  /// Set anew each time the host's system starts; empty where the system does not say.
  let boot: String
  /// Containers number their processes apart: the namespace of `pid`, empty where there is one only.
  let namespace: String
  let pid: Int32
  /// When it began, in the system's own unit, since a number is used again by later processes; empty where the system
  /// does not say.
  let start: String

  /// This process.
  static let current = ProcessIdentity(
    host: hostName, boot: firstLine(of: "/proc/sys/kernel/random/boot_id"),
    namespace: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? "",
    pid: getpid(), start: startIfRunning(getpid()) ?? "")

  /// Whether the process has ended; `nil` where it belongs to another host, or to another start of this one, so that
  /// nobody here can know.
  var hasEnded: Bool? {
    let here = ProcessIdentity.current
    guard host == here.host, boot == here.boot, namespace == here.namespace else { return nil }
    guard kill(pid, 0) == 0 || errno == EPERM else { return true }
    guard let found = Self.startIfRunning(pid) else { return true }
    return !found.isEmpty && found != start
  }

  /// As in "process 1234 of kestrel".
  var title: String { "process \(pid) of \(host)" }

  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// When a process began, empty where the system does not say; `nil` for one that has ended and waits to be noticed.
  private static func startIfRunning(_ pid: Int32) -> String? {
    let line = firstLine(of: "/proc/\(pid)/stat")
    // The second field is the program's name in brackets, which may hold blanks and brackets itself.
    guard let end = line.lastIndex(of: ")") else { return "" }
    let fields = line[line.index(after: end)...].split(separator: " ")
    guard fields.count > 19, !["Z", "X"].contains(fields[0]) else { return nil }
    return String(fields[19])
  }

  private static func firstLine(of path: String) -> String {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").first.map(String.init) ?? ""
  }
}
