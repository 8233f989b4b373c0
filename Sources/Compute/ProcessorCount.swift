import Foundation

/// The processors that this process may use: those of the machine, fewer where its affinity (`taskset`) or the quota of its
/// control group (a container's, a cluster job's) says so.
public enum ProcessorCount {
  /// How many threads can work at the same time, at least one.
  public static var available: Int {
    let counts = [
      ProcessInfo.processInfo.activeProcessorCount, affinity(read: contents), quota(read: contents),
    ]
    return max(1, counts.compactMap { $0 }.min()!)
  }

  /// The processors that the scheduler may put this process on, as Linux lists them; `nil` where the system does not say.
  /// - Parameter read: the contents of a file, `nil` where there is none.
  static func affinity(read: (String) -> String?) -> Int? {
    let key = "Cpus_allowed_list:"
    let lines = read("/proc/self/status")?.split(separator: "\n") ?? []
    guard let list = lines.first(where: { $0.hasPrefix(key) })?.dropFirst(key.count) else { return nil }
    let counts = list.split(separator: ",").map { range -> Int in
      let ends = range.split(separator: "-").compactMap { Int($0.filter(\.isNumber)) }
      guard let first = ends.first, let last = ends.last else { return 0 }
      return last - first + 1
    }
    let count = counts.reduce(0, +)
    return count > 0 ? count : nil
  }

  /// The processors' worth of time that this process's control group and those above it allow (cgroup v2, `cpu.max`),
  /// rounded up; `nil` where there is no limit.
  /// - Parameter read: the contents of a file, `nil` where there is none.
  static func quota(read: (String) -> String?) -> Int? {
    let groups = read("/proc/self/cgroup")?.split(separator: "\n") ?? []
    guard let line = groups.first(where: { $0.hasPrefix("0::/") }) else { return nil }
    var path = String(line.dropFirst(3))
    var limits: [Double] = []
    while true {
      if let text = read("/sys/fs/cgroup" + (path == "/" ? "" : path) + "/cpu.max"), let limit = limit(text) {
        limits.append(limit)
      }
      if path == "/" { break }
      path = (path as NSString).deletingLastPathComponent
    }
    return limits.min().map { max(1, Int($0.rounded(.up))) }
  }

  /// The quota over the period, as in "150000 100000"; `nil` for "max 100000".
  private static func limit(_ text: String) -> Double? {
    let numbers = text.split(whereSeparator: \.isWhitespace).map { Double($0) }
    guard numbers.count == 2, let quota = numbers[0], let period = numbers[1], quota > 0, period > 0,
      quota / period < 1e6
    else { return nil }
    return quota / period
  }

  private static func contents(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}
