import Foundation
import Synchronization

/// The signals that ask for an orderly end. The first is noted for the training loop; a second one ends the program at
/// once.
public enum Interruption {
  fileprivate static let noted = Atomic<Int32>(0)

  /// The signal that came, if one did.
  public static var signal: Int32? {
    let value = noted.load(ordering: .relaxed)
    return value == 0 ? nil : value
  }

  /// Takes INT, TERM and HUP over from now on. One that was ignored at the start, as under nohup, stays ignored.
  public static func install() {
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      Foundation.signal(number, note)
    }
    // Swift's own action would print a report and wait half a minute for a key.
    if !isIgnored(SIGQUIT) { Foundation.signal(SIGQUIT, SIG_DFL) }
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

/// The handler: it only touches an atomic number, which is allowed in a signal.
private func note(_ number: Int32) {
  if Interruption.noted.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
}
