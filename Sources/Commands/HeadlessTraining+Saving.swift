import Formats
import Foundation
import Training

/// What is written while training goes on, and what happens where that cannot be.
extension HeadlessTraining {
  /// Makes a step.
  /// - Returns: the signal that ended the waiting for room on the disk, if one did.
  mutating func advance(_ interruption: () -> Int32?) throws(InputError) -> Int32? {
    let epochs = run.history.count
    var full: InputError?
    do {
      rate.add(try run.advance())
    } catch {
      guard error.kind == .diskFull else { throw error }
      full = error
    }
    if run.history.count > epochs, let last = run.history.last { line.keep(text(last)) }
    return try full.flatMap { (error) throws(InputError) in try waitForRoom(error, interruption) }
  }

  mutating func save(_ interruption: () -> Int32?) throws(InputError) -> Int32? {
    do {
      try run.save()
      return nil
    } catch {
      guard error.kind == .diskFull else { throw error }
      return try waitForRoom(error, interruption)
    }
  }

  private static let minutesOfWaiting = 60

  /// Tries each minute for an hour to save.
  /// - Returns: the signal that asked for an end in the meantime, if one did; the run is saved then.
  /// - Throws: `diskFull` if there is no room after an hour, or when a signal asks for an end.
  private mutating func waitForRoom(
    _ error: InputError, _ interruption: () -> Int32?
  ) throws(InputError) -> Int32? {
    line.keep(
      "\(error). Training pauses; the last checkpoint is whole. It tries again each minute, for an hour.",
      inTerminalToo: true)
    for _ in 0..<Self.minutesOfWaiting {
      for _ in 0..<60 {
        wait(1)
        guard let signal = interruption() else { continue }
        try saveInterrupted(by: signal)
        return signal
      }
      do {
        try run.save()
        line.keep("There is room again: training goes on.", inTerminalToo: true)
        rate.restart()
        return nil
      } catch {
        guard error.kind == .diskFull else { throw error }
      }
    }
    throw InputError(
      .diskFull, "\(error); there was no room for an hour, the run ends at its last checkpoint")
  }

  mutating func saveInterrupted(by signal: Int32) throws(InputError) {
    try run.save()
    let end = run.folder.map { folder in
      " and saved; "
        + (place == nil
          ? "'vae train --resume --output \(folder.path)' goes on." : "the same command goes on.")
    }
    let reason = Interruption.reason(of: signal).map { " (\($0))" } ?? ""
    let text =
      "Interrupted in epoch \(run.trainer.position.epoch + 1)\(reason)" + (end ?? "; nothing is kept.")
    line.keep(text, inTerminalToo: true)
    // Nobody reads standard output any more.
    if signal == SIGPIPE { FileHandle.standardError.write(Data("vae: \(text)\n".utf8)) }
  }
}
