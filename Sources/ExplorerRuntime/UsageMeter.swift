import Explorer
import Foundation

/// Measures what the program takes of the machine, about once a second.
struct UsageMeter {
  private var last: (time: Double, processorSeconds: Double)?
  private static let interval = 1.0

  /// The usage since the last measurement; `nil` where that was less than a second ago, and at the first call.
  /// - Parameter now: seconds on a clock that never goes back.
  mutating func measure(at now: Double) -> ProgramUsage? {
    if let last, now - last.time < Self.interval { return nil }
    var time = timespec()
    guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return nil }
    let total = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    defer { last = (now, total) }
    guard let last, now > last.time else { return nil }
    return ProgramUsage(memory: Self.memory, processors: (total - last.processorSeconds) / (now - last.time))
  }

  /// Bytes in use; where the system does not tell them in a file, the most so far.
  private static var memory: Int {
    #if os(Linux)
      let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
      let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    #else
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return Int(usage.ru_maxrss)
    #endif
  }
}
