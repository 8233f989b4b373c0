import Formats

/// Why a foreign model gave no answer, in one line.
public struct ModelError: Error, CustomStringConvertible, Equatable, Sendable {
  public let description: String
  /// Whether the model goes on: it said itself that it has no answer.
  let isHarmless: Bool

  init(_ description: String, isHarmless: Bool = false) {
    self.description = description
    self.isHarmless = isHarmless
  }
}

/// The exchange of header lines and payloads with a child process.
final class ModelConnection: Sendable {
  private let process: ChildProcess

  init(_ process: ChildProcess) { self.process = process }

  deinit { process.end() }

  func end() { process.endAndWait() }

  /// The first line of the program.
  func hello(patience: Double) throws(ModelError) -> ModelProtocol.Hello {
    let line = try header(patience: patience)
    do throws(ModelProtocol.Failure) { return try ModelProtocol.hello(line) } catch { throw said(error) }
  }

  /// Sends a request and returns the payload of its answer, `answerSize` bytes.
  func ask(
    _ request: ModelProtocol.Request, rows: Int, _ payload: [UInt8], answerSize: Int, patience: Double
  ) throws(ModelError) -> [UInt8] {
    do throws(ChildProcess.Failure) {
      try process.write(ModelProtocol.header(request, rows: rows) + payload, patience: patience)
    } catch { throw said(error) }
    let line = try header(patience: patience)
    do throws(ModelProtocol.Failure) { try ModelProtocol.check(line, rows: rows) } catch { throw said(error) }
    return try bytes(answerSize, patience: patience)
  }

  /// A line without its end.
  private func header(patience: Double) throws(ModelError) -> [UInt8] {
    var line: [UInt8] = []
    while line.count <= ModelProtocol.headerLimit {
      // A payload follows the line, so that no byte may be read beyond its end.
      let byte = try bytes(1, patience: patience)[0]
      if byte == UInt8(ascii: "\n") { return line }
      line.append(byte)
    }
    throw said(
      .broken("expected a line of at most \(ModelProtocol.headerLimit) bytes, found a longer one"))
  }

  private func bytes(_ count: Int, patience: Double) throws(ModelError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      do throws(ChildProcess.Failure) {
        bytes += try process.read(atMost: count - bytes.count, patience: patience)
      } catch { throw said(error) }
    }
    return bytes
  }

  private func said(_ failure: ModelProtocol.Failure) -> ModelError {
    switch failure {
    case .broken(let text): ModelError("the model broke the protocol: \(text)" + lastWords)
    case .refused(let text): ModelError("the model says: \(text)", isHarmless: true)
    }
  }

  private func said(_ failure: ChildProcess.Failure) -> ModelError {
    switch failure {
    case .ended(let status?) where status > 128:
      ModelError("the model was ended by signal \(status - 128)" + lastWords)
    case .ended(let status?): ModelError("the model ended with status \(status)" + lastWords)
    case .ended(nil): ModelError("the model closed its output" + lastWords)
    case .silent(let seconds): ModelError("the model was silent for \(Int(seconds)) s" + lastWords)
    }
  }

  /// The last line of its standard error.
  private var lastWords: String {
    let line = process.lastErrorLine
    return line.isEmpty ? "" : "; it wrote: \(line)"
  }
}
