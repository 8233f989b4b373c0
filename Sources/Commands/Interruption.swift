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

  /// Takes INT, TERM and HUP over from now on.
  public static func install() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      Foundation.signal(number, note)
    }
  }
}

/// The handler: it only touches an atomic number, which is allowed in a signal.
private func note(_ number: Int32) {
  if Interruption.noted.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
}
