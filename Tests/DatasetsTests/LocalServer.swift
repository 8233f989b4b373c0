import Foundation

/// A web server of a few lines on a port of this machine, that answers each path as it was told to, well or badly.
final class LocalServer: Sendable {
  enum Answer: Sendable {
    case file([UInt8])
    /// Says so many bytes, sends fewer, hangs up.
    case cutShort([UInt8], announced: Int)
    case status(Int)
    /// Sends a part, then nothing more.
    case stall([UInt8], announced: Int)
    /// Says nothing about the size: the body ends with the connection, or is sent in chunks.
    case unannounced([UInt8], isChunked: Bool)
    /// Says nothing about the size, and sends zeros until the other side hangs up.
    case endless
    /// Sends a byte each twentieth of a second.
    case trickle(announced: Int)
    /// Says that the bytes are packed in this way.
    case packed([UInt8], encoding: String)
  }

  let port: UInt16
  private let socketDescriptor: Int32

  init(_ answers: [String: Answer]) {
    #if canImport(Darwin)
      let stream = SOCK_STREAM
    #else
      let stream = Int32(SOCK_STREAM.rawValue)
    #endif
    let descriptor = socket(AF_INET, stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        precondition(bind(descriptor, address, length) == 0 && listen(descriptor, 16) == 0)
        precondition(getsockname(descriptor, address, &length) == 0)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    socketDescriptor = descriptor
    Thread.detachNewThread {
      // Closed here alone: elsewhere, its number could be another server's before this thread asks for the next client.
      defer { close(descriptor) }
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { return }
        Thread.detachNewThread { Self.serve(client, answers) }
      }
    }
  }

  /// Ends the thread, which then closes the socket.
  deinit { shutdown(socketDescriptor, Int32(SHUT_RDWR)) }

  func address(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

  private static func serve(_ client: Int32, _ answers: [String: Answer]) {
    defer { close(client) }
    var request = [UInt8](repeating: 0, count: 4096)
    let count = read(client, &request, request.count)
    guard count > 0 else { return }
    let path =
      String(decoding: request.prefix(count), as: UTF8.self).split(separator: " ").dropFirst().first ?? "/"
    switch answers[String(path.dropFirst())] ?? .status(404) {
    case .file(let bytes): send(client, status: 200, announced: bytes.count, bytes)
    case .cutShort(let bytes, let announced): send(client, status: 200, announced: announced, bytes)
    case .status(let code): send(client, status: code, announced: 0, [])
    case .packed(let bytes, let encoding):
      send(client, status: 200, announced: bytes.count, bytes, header: "Content-Encoding: \(encoding)\r\n")
    case .unannounced(let bytes, let isChunked):
      let header = isChunked ? "Transfer-Encoding: chunked" : "Connection: close"
      send(client, "HTTP/1.1 200 OK\r\n\(header)\r\n\r\n")
      guard isChunked else {
        _ = send(client, bytes)
        return
      }
      for start in stride(from: 0, to: bytes.count, by: 1000) {
        let chunk = bytes[start..<min(start + 1000, bytes.count)]
        send(client, Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8))
      }
      send(client, "0\r\n\r\n")
    case .endless:
      send(client, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
      let zeros = [UInt8](repeating: 0, count: 1 << 16)
      while send(client, zeros) {}
    case .trickle(let announced):
      send(client, status: 200, announced: announced, [])
      while send(client, [0]) { usleep(50_000) }
    case .stall(let bytes, let announced):
      send(client, status: 200, announced: announced, bytes)
      // Until the other side gives up.
      _ = read(client, &request, request.count)
    }
  }

  private static func send(
    _ client: Int32, status: Int, announced: Int, _ bytes: [UInt8], header: String = ""
  ) {
    send(
      client,
      "HTTP/1.1 \(status) Status\r\nContent-Length: \(announced)\r\n\(header)Connection: close\r\n\r\n")
    send(client, bytes)
  }

  private static func send(_ client: Int32, _ text: String) { send(client, Array(text.utf8)) }

  /// - Returns: whether all could be sent.
  @discardableResult
  private static func send(_ client: Int32, _ all: [UInt8]) -> Bool {
    var sent = 0
    while sent < all.count {
      let step = all[sent...].withUnsafeBytes { Foundation.send(client, $0.baseAddress, $0.count, noSignal) }
      guard step > 0 else { return false }
      sent += step
    }
    return true
  }

  #if canImport(Darwin)
    private static let noSignal: Int32 = 0
  #else
    private static let noSignal = Int32(MSG_NOSIGNAL)
  #endif
}
