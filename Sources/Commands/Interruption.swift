import Foundation
import Synchronization

/// The signals that training without a screen answers: those that ask for an orderly end, and those that ask for a
/// checkpoint.
public enum Interruption {
  fileprivate static let noted = Atomic<Int32>(0)
  /// Seconds of the system's clock at which the first came.
  fileprivate static let notedAt = Atomic<Int>(0)
  fileprivate static let savesNow = Atomic<Bool>(false)

  /// The signal that asked for an end, if one did.
  public static var signal: Int32? {
    let value = noted.load(ordering: .relaxed)
    return value == 0 ? nil : value
  }

  /// Whether a checkpoint was asked for since the last call.
  public static func takeSaveRequest() -> Bool { savesNow.exchange(false, ordering: .relaxed) }

  /// Makes writing beyond the limit on the size of files an error of that write, rather than the program's end.
  public static func allowFileSizeErrors() { Foundation.signal(SIGXFSZ, SIG_IGN) }

  /// Takes USR1 and USR2 over, which ask for a checkpoint and must not end a program that only prepares one. One that was
  /// ignored at the start, as under nohup, stays ignored.
  public static func prepare() {
    for number in [SIGUSR1, SIGUSR2] where !isIgnored(number) { Foundation.signal(number, noteSave) }
  }

  /// Takes over what asks for an end, from now on: INT, TERM, HUP, and PIPE, ALRM and XCPU, which otherwise end the
  /// program unsaved.
  public static func install() {
    prepare()
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGALRM, SIGXCPU] where !isIgnored(number) {
      Foundation.signal(number, noteEnd)
    }
    // Swift's own action would print a report and wait half a minute for a key.
    if !isIgnored(SIGQUIT) { Foundation.signal(SIGQUIT, SIG_DFL) }
  }

  /// What ended training, where the person at the terminal did not ask for it: "the reader of the output has gone".
  public static func reason(of signal: Int32) -> String? {
    switch signal {
    case SIGPIPE: "the reader of the output has gone"
    case SIGALRM: "SIGALRM"
    case SIGXCPU: "the limit on processor time, ulimit -t"
    default: nil
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// The handlers: they only touch atomic numbers and read a clock, which is allowed in a signal.
private func noteSave(_ number: Int32) { Interruption.savesNow.store(true, ordering: .relaxed) }

private func noteEnd(_ number: Int32) {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  guard Interruption.noted.load(ordering: .relaxed) != 0 else {
    Interruption.notedAt.store(now.tv_sec, ordering: .relaxed)
    return Interruption.noted.store(number, ordering: .relaxed)
  }
  // Whoever asks twice does not want to wait. `timeout` and job schedulers send the same signal twice at once, and the
  // system repeats others.
  let isInsistent = now.tv_sec - Interruption.notedAt.load(ordering: .relaxed) > 1
  if isInsistent, [SIGINT, SIGTERM, SIGHUP].contains(number) { _exit(128 + number) }
}
