import Foundation

/// Blocks every signal on the calling thread, so that the process's signals reach the thread that owns the terminal.
/// Each thread that the program starts calls it first.
public func blockSignals() {
  var all = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_BLOCK, &all, nil)
}
