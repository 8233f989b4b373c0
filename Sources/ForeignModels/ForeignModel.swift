import Autoencoder
import Compute
import Formats
import Synchronization

/// A model that another program computes: a child process that speaks `vae-model-1`. Calls from several threads wait for
/// each other; a model that fails stays failed until `restart`.
///
///     let model = try ForeignModel(command: "python3 my_model.py")
///     let pixels = try model.decode(latents, in: InferenceContext())
public final class ForeignModel: LatentModel {
  /// How long an answer may take, in seconds.
  public struct Patience: Sendable {
    /// For the first line: imports are slow.
    public var hello = 60.0
    /// Without a byte.
    public var answer = 10.0

    public init() {}
  }

  /// The command, split into words.
  public let words: [String]
  /// As the model calls itself.
  public let name: String
  public let imageShape: ImageShape
  public let latentSize: Int
  /// Whether it encodes.
  public let encodes: Bool

  private let hello: ModelProtocol.Hello
  private let patience: Patience
  private let onError: @Sendable ([UInt8]) -> Void
  private let connection: Mutex<Connection>

  /// What the calls share.
  private enum Connection {
    case open(ModelConnection)
    /// The reason, for every call that comes later.
    case failed(ModelError)
  }

  /// The most rows of a request where the model does not say.
  private static let standardRows = 256

  /// Starts the program and waits for its first line.
  /// - Parameter onError: called on another thread with what the program writes on its standard error.
  /// - Throws: `badSettings`, `notFound`; `badFile` where the program ends, is silent or speaks another protocol.
  public init(
    command: String, patience: Patience = Patience(),
    onError: @escaping @Sendable ([UInt8]) -> Void = { _ in }
  ) throws(InputError) {
    words = try CommandWords.split(command)
    self.patience = patience
    self.onError = onError
    let connection = ModelConnection(try ChildProcess(words, onError: onError))
    do throws(ModelError) {
      hello = try connection.hello(patience: patience.hello)
    } catch {
      throw InputError(.badFile, "--model-command: \(error)")
    }
    name = hello.name ?? words[0]
    imageShape = hello.imageShape
    latentSize = hello.latentSize
    encodes = hello.encodes ?? false
    self.connection = Mutex(.open(connection))
  }

  /// Starts the program anew, with its newest weights.
  /// - Throws: as the initialiser does; `badFile` also where it is a model of other sizes now.
  public func restart() throws(InputError) {
    let new = ModelConnection(try ChildProcess(words, onError: onError))
    do throws(ModelError) {
      let found = try new.hello(patience: patience.hello)
      guard found.latentSize == latentSize, found.imageShape == imageShape else {
        throw ModelError("the model has other sizes than before: open it anew")
      }
    } catch {
      throw InputError(.badFile, "--model-command: \(error)")
    }
    connection.withLock { $0 = .open(new) }
  }

  /// Ends the program, and waits at most two seconds for it.
  public func end() {
    connection.withLock { state in
      if case .open(let connection) = state { connection.end() }
      state = .failed(ModelError("the model was ended"))
    }
  }

  public func decode(_ latents: Matrix, in context: InferenceContext) throws -> PixelDistribution {
    precondition(latents.columns == latentSize, "latent positions of \(latents.columns) dimensions")
    let area = imageShape.count
    var mean = Matrix(rows: latents.rows, columns: area)
    try forEachPart(of: latents.rows, context) { part, connection throws(ModelError) in
      let numbers = latents.elements[part.lowerBound * latentSize..<part.upperBound * latentSize]
      let bytes = try connection.ask(
        .decode, rows: part.count, ModelProtocol.bytes(numbers), answerSize: part.count * area,
        patience: patience.answer)
      for (index, byte) in bytes.enumerated() {
        mean.elements[part.lowerBound * area + index] = Float(byte) / 255
      }
    }
    return PixelDistribution(mean: mean)
  }

  public func encode(pixels: [UInt8], count: Int, in context: InferenceContext) throws -> Posterior {
    guard encodes else { throw ModelError("\(name) does not encode images") }
    let area = imageShape.count
    var mean = Matrix(rows: count, columns: latentSize)
    var logVariance = mean
    try forEachPart(of: count, context) { part, connection throws(ModelError) in
      let size = part.count * latentSize
      let numbers = ModelProtocol.numbers(
        try connection.ask(
          .encode, rows: part.count, Array(pixels[part.lowerBound * area..<part.upperBound * area]),
          answerSize: 2 * size * 4, patience: patience.answer))
      let place = part.lowerBound * latentSize..<part.upperBound * latentSize
      mean.elements.replaceSubrange(place, with: numbers[..<size])
      logVariance.elements.replaceSubrange(place, with: numbers[size...])
    }
    return Posterior(mean: mean, logVariance: logVariance)
  }

  /// The protocol has no bounds.
  public func bounds(
    of pixels: [UInt8], count: Int, samples: Int, noise: RandomStream, in context: InferenceContext
  ) -> [ELBO]? { nil }

  /// Asks in parts of as many rows as the model takes.
  private func forEachPart(
    of count: Int, _ context: InferenceContext,
    _ body: (Range<Int>, ModelConnection) throws(ModelError) -> Void
  ) throws {
    let size = hello.maxRows ?? Self.standardRows
    for first in stride(from: 0, to: count, by: size) {
      try context.cancellation.check()
      try connection.withLock { state in
        guard case .open(let connection) = state else {
          if case .failed(let reason) = state { throw reason }
          return
        }
        do throws(ModelError) {
          try body(first..<min(count, first + size), connection)
        } catch {
          if !error.isHarmless {
            connection.end()
            state = .failed(error)
          }
          throw error
        }
      }
    }
  }
}
