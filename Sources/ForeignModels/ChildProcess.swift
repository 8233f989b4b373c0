import Formats
import Foundation
import Synchronization

/// A program that runs beside this one, in a process group of its own, with pipes to its standard streams. Its standard
/// error is read all the time, so that it never waits for us there.
///
/// One thread at a time exchanges with it; `end` may be called by any.
final class ChildProcess: Sendable {
  /// Why nothing more comes.
  enum Failure: Error, Equatable {
    /// It has closed its standard output; its exit status where it has ended.
    case ended(status: Int32?)
    /// It did nothing for so many seconds.
    case silent(seconds: Double)
  }

  private struct State {
    /// −1 when it is closed.
    var input: Int32
    var status: Int32?
    var lastErrorLine = ""
  }

  private let pid: pid_t
  private let output: Int32
  private let state: Mutex<State>

  /// How long it may take to leave after the end of its input, in seconds.
  private static let leave = 2.0

  /// Starts a program, which is found as a shell finds it.
  /// - Parameters:
  ///   - words: the program and its arguments.
  ///   - onError: called on another thread with what it writes on its standard error.
  /// - Throws: `notFound` where it cannot be started.
  init(_ words: [String], onError: @escaping @Sendable ([UInt8]) -> Void) throws(InputError) {
    let (input, output, errors) = (PipeEnds(), PipeEnds(), PipeEnds())
    let started = Self.spawn(words, streams: [input.reading, output.writing, errors.writing])
    for end in [input.reading, output.writing, errors.writing] { close(end) }
    guard case .success(let pid) = started else {
      for end in [input.writing, output.reading, errors.reading] { close(end) }
      throw InputError(.notFound, "--model-command: '\(words[0])' cannot be started: \(started.reason)")
    }
    self.pid = pid
    self.output = output.reading
    state = Mutex(State(input: input.writing))
    for end in [input.writing, output.reading] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    watch()
    drain(errors.reading, onError)
  }

  deinit { close(output) }

  /// The last line that it wrote on its standard error; empty where there is none.
  var lastErrorLine: String { state.withLock { $0.lastErrorLine } }

  // MARK: Exchange

  /// Writes all bytes.
  /// - Throws: `ended`; `silent` where it takes none of them for `patience` seconds.
  func write(_ bytes: [UInt8], patience: Double) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
      // Nobody closes the pipe during a call, which does not wait.
      let (count, code) = state.withLock { state -> (Int, Int32) in
        guard state.input >= 0 else { return (-1, EPIPE) }
        let count = bytes.withUnsafeBytes {
          Foundation.write(state.input, $0.baseAddress! + sent, bytes.count - sent)
        }
        return (count, errno)
      }
      if count > 0 {
        sent += count
      } else if code == EAGAIN {
        try wait(for: POLLOUT, on: state.withLock { $0.input }, patience)
      } else if code != EINTR {
        throw .ended(status: lateStatus())
      }
    }
  }

  /// Reads what there is, at least a byte and at most `count`.
  /// - Throws: `ended`; `silent` where nothing comes for `patience` seconds.
  func read(atMost count: Int, patience: Double) throws(Failure) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: min(count, 1 << 16))
    while true {
      let found = Foundation.read(output, &buffer, buffer.count)
      if found > 0 { return Array(buffer[..<found]) }
      if found < 0 && errno == EAGAIN {
        try wait(for: POLLIN, on: output, patience)
      } else if found == 0 || errno != EINTR {
        throw .ended(status: lateStatus())
      }
    }
  }

  private func wait(for event: Int32, on descriptor: Int32, _ patience: Double) throws(Failure) {
    var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    if poll(&entry, 1, Int32(patience * 1000)) == 0 { throw .silent(seconds: patience) }
  }

  /// The exit status of a program that has closed its output, which mostly ends at that moment.
  private func lateStatus() -> Int32? {
    for _ in 0..<20 {
      if let status = state.withLock({ $0.status }) { return status }
      usleep(10_000)
    }
    return nil
  }

  // MARK: The end

  /// Ends its input. If it has not left two seconds later, it is killed with its children. Returns at once.
  func end() {
    closeInput()
    let thread = Thread { [self] in killAfterLeave() }
    thread.name = "vae-model-end"
    thread.start()
  }

  /// As `end`, and waits until it is over.
  func endAndWait() {
    closeInput()
    killAfterLeave()
  }

  private func closeInput() {
    state.withLock { state in
      if state.input >= 0 { close(state.input) }
      state.input = -1
    }
  }

  private func killAfterLeave() {
    let limit = Date(timeIntervalSinceNow: Self.leave)
    while Date() < limit, state.withLock({ $0.status }) == nil { usleep(10_000) }
    kill(-pid, SIGKILL)
  }

  /// Waits for its end on a thread of its own, so that its status is known and no zombie stays.
  private func watch() {
    let thread = Thread { [self] in
      var status: Int32 = 0
      while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
      let signal = status & 0x7F
      state.withLock { $0.status = signal == 0 ? (status >> 8) & 0xFF : 128 + signal }
    }
    thread.name = "vae-model-watch"
    thread.start()
  }

  private func drain(_ errors: Int32, _ onError: @escaping @Sendable ([UInt8]) -> Void) {
    let thread = Thread { [self] in
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = Foundation.read(errors, &buffer, buffer.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { break }
        let piece = Array(buffer[..<count])
        let lines = String(decoding: piece, as: UTF8.self).split(whereSeparator: \.isNewline)
        if let last = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) {
          state.withLock { $0.lastErrorLine = String(last) }
        }
        onError(piece)
      }
      close(errors)
    }
    thread.name = "vae-model-log"
    thread.start()
  }
}

/// The two ends of a pipe, which no other program inherits.
private struct PipeEnds {
  let reading, writing: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    let code = pipe(&ends)
    precondition(code == 0, "no more files can be opened")
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }
}

extension ChildProcess {
  fileprivate enum Spawned {
    case success(pid_t)
    case failure(Int32)

    var reason: String {
      if case .failure(let code) = self { String(cString: strerror(code)) } else { "" }
    }
  }

  /// Starts a program in a process group of its own, with the signals as a new program has them.
  /// - Parameter streams: its standard input, output and error.
  private static func spawn(_ words: [String], streams: [Int32]) -> Spawned {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    let arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid = pid_t()
    let code = posix_spawnp(&pid, words[0], &actions, &attributes, arguments, environ)
    return code == 0 ? .success(pid) : .failure(code)
  }
}
