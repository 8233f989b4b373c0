import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A request for one file and the bytes received so far, watched by the thread that waits for it.
///
/// All state is behind the lock, so the session's queue and the waiting thread may both use it.
final class Transfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  /// Why no file came.
  enum Failure: Error, Hashable {
    case status(Int)
    case tooLong(expected: Int)
    case stalled(seconds: Int)
    case slow(seconds: Int)
    /// The body is packed, and could unpack to any size.
    case encoded(String)
    case interrupted
    case connection(String)
  }

  private struct State {
    var bytes: [UInt8] = []
    var lastNews = ContinuousClock.now
    var failure: Failure?
    var isDone = false
  }

  private let limit: Int
  private let lock = NSCondition()
  private var state = State()

  private init(limit: Int) {
    self.limit = limit
    super.init()
    state.bytes.reserveCapacity(limit)
  }

  /// Fetches an address into memory, at most `size` bytes.
  /// - Parameters:
  ///   - stallTimeout: how long nothing may come before giving up.
  ///   - timeLimit: how long the whole may take.
  ///   - progress: called about ten times a second with the number of bytes so far, on the caller's thread; when it
  ///     returns false the transfer is given up as interrupted.
  static func fetch(
    _ address: String, size: Int, stallTimeout: Duration, timeLimit: Duration, progress: (Int) -> Bool
  ) throws(Failure) -> [UInt8] {
    guard let url = URL(string: address) else { throw .connection("no address") }
    let transfer = Transfer(limit: size)
    let configuration = URLSessionConfiguration.ephemeral
    let seconds = Double(stallTimeout.components.seconds) + 1
    configuration.timeoutIntervalForRequest = 2 * seconds + 10
    let session = URLSession(configuration: configuration, delegate: transfer, delegateQueue: nil)
    // The session holds its delegate until it is invalidated.
    defer { session.invalidateAndCancel() }
    var request = URLRequest(url: url)
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    session.dataTask(with: request).resume()
    return try transfer.wait(stallTimeout: stallTimeout, timeLimit: timeLimit, progress: progress)
  }

  private func wait(
    stallTimeout: Duration, timeLimit: Duration, progress: (Int) -> Bool
  ) throws(Failure) -> [UInt8] {
    let start = ContinuousClock.now
    lock.lock()
    defer {
      // Data that comes after this is of no use.
      state.isDone = true
      state.bytes = []
      lock.unlock()
    }
    while !state.isDone {
      _ = lock.wait(until: Date(timeIntervalSinceNow: 0.1))
      if state.isDone { break }
      if ContinuousClock.now - state.lastNews > stallTimeout {
        throw .stalled(seconds: max(1, Int(stallTimeout.components.seconds)))
      }
      if ContinuousClock.now - start > timeLimit {
        throw .slow(seconds: max(1, Int(timeLimit.components.seconds)))
      }
      let count = state.bytes.count
      lock.unlock()
      let mayGoOn = progress(count)
      lock.lock()
      if !mayGoOn { throw .interrupted }
    }
    if let failure = state.failure { throw failure }
    return state.bytes
  }

  private func update(_ change: (inout State) -> Void) {
    lock.lock()
    defer { lock.unlock() }
    state.lastNews = .now
    change(&state)
    if state.isDone { lock.signal() }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    let failure = fault(of: response)
    if let failure {
      update {
        $0.failure = failure
        $0.isDone = true
      }
    }
    completionHandler(failure == nil ? .allow : .cancel)
  }

  /// Why no body is wanted after this header; `nil` where it is.
  private func fault(of response: URLResponse) -> Failure? {
    let status = (response as? HTTPURLResponse)?.statusCode ?? 200
    if status != 200 { return .status(status) }
    let encoding = (response as? HTTPURLResponse)?.value(forHTTPHeaderField: "Content-Encoding") ?? "identity"
    guard encoding.lowercased() == "identity" else { return .encoded(encoding) }
    // A body whose length is not announced (RFC 9112, section 6.3) meets the limit as it comes.
    return response.expectedContentLength > limit ? .tooLong(expected: limit) : nil
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    update {
      guard !$0.isDone else { return }
      guard $0.bytes.count + data.count <= limit else {
        $0.failure = .tooLong(expected: limit)
        $0.isDone = true
        return dataTask.cancel()
      }
      $0.bytes.append(contentsOf: data)
    }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: Error?) {
    update {
      guard !$0.isDone else { return }
      if let error { $0.failure = .connection(Self.reason(error, received: $0.bytes.count)) }
      $0.isDone = true
    }
  }
}

extension Transfer {
  /// What a failed connection means, in a few words.
  fileprivate static func reason(_ error: any Error, received: Int) -> String {
    switch (error as? URLError)?.code {
    case .cannotFindHost, .dnsLookupFailed: "no such host, or no network"
    case .cannotConnectToHost: "no connection"
    case .notConnectedToInternet: "no network"
    case .networkConnectionLost: "connection lost after \(received) bytes"
    case .timedOut: "no answer in time"
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate:
      "no secure connection"
    case _? where received > 0: "connection lost after \(received) bytes"
    case let code?: "connection failed (\(code.rawValue))"
    case nil: error.localizedDescription
    }
  }
}

extension Transfer.Failure: CustomStringConvertible {
  var description: String {
    switch self {
    case .status(let code): "HTTP status \(code)"
    case .tooLong(let expected): "more than the expected \(expected) bytes"
    case .stalled(let seconds): "nothing came for \(seconds) s"
    case .slow(let seconds): "not done in \(seconds) s"
    case .encoded(let encoding): "a body packed as \(encoding) that was not asked for"
    case .interrupted: "interrupted"
    case .connection(let reason): reason
    }
  }
}
