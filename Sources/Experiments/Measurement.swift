import Autoencoder
import Compute
import Datasets
import Formats
import Foundation
import Training

/// When a run is measured, and on what.
public struct MeasurementPlan: Sendable, Equatable {
  /// Counts of training examples, ascending.
  public let moments: [Int]
  /// The first so many images of each part.
  public let images: Int
  /// Whether log p(x) is estimated too, as appendix D of the paper does (for few latent dimensions).
  public let estimatesLogLikelihood: Bool

  public init(moments: [Int], images: Int, estimatesLogLikelihood: Bool = false) {
    self.moments = moments
    self.images = images
    self.estimatesLogLikelihood = estimatesLogLikelihood
  }

  /// `steps` × 10ᵏ from 10⁴ on, up to `last`, which is the last.
  static func moments(_ steps: [Double], through last: Int) -> [Int] {
    var moments: [Int] = []
    var decade = 1e4
    while decade < Double(last) {
      moments += steps.map { Int($0 * decade) }.filter { $0 < last }
      decade *= 10
    }
    return moments + [last]
  }

  /// The moment that the last minibatch of a trainer has reached; `nil` where there is none.
  func moment(of trainer: Trainer) -> Int? {
    let seen = trainer.position.examplesSeen
    return moments.last { $0 <= seen && $0 > seen - trainer.configuration.batchSize }
  }
}

/// What a run comes to after so many training examples: a file of its folder.
public struct Measurement: Codable, Sendable, Equatable {
  /// Of images of one part, in nats per image.
  public struct Part: Codable, Sendable, Equatable {
    public let elbo: Estimate
    public let klDivergence: Estimate
    /// log p(x), where it is estimated.
    public let logLikelihood: Estimate?
    /// How far an image's log p(x) would stray if it were estimated again.
    public let spread: Double?
  }

  /// Training examples seen.
  public let examples: Int
  public let learningRate: Float
  public let train, test: Part

  private static func path(_ examples: Int, in folder: String) -> String {
    "\(folder)/measurements/examples-\(examples).json"
  }

  /// - Throws: `notFound`, `badFile`, `inputOutput`.
  init(examples: Int, in folder: String) throws(InputError) {
    let path = Self.path(examples, in: folder)
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(WholeFile.read(path, limit: 1 << 20)))
    } catch let error as InputError {
      throw error
    } catch {
      throw InputError.badFile(path, expected: "a measurement of a run", found: "something else")
    }
  }

  init(examples: Int, learningRate: Float, train: Part, test: Part) {
    self.examples = examples
    self.learningRate = learningRate
    self.train = train
    self.test = test
  }

  /// - Throws: `inputOutput`.
  func write(in folder: String) throws(InputError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let json = try! encoder.encode(self)  // Plain values always encode.
    let path = Self.path(examples, in: folder)
    try? FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try AtomicFile.write(Array(json) + [UInt8(ascii: "\n")], to: path)
  }
}

extension Job {
  /// What was measured of a finished job, in order.
  /// - Throws: as reading the files does.
  func measured() throws(InputError) -> [Measurement] {
    var measured: [Measurement] = []
    for moment in measurements?.moments ?? [] {
      measured.append(try Measurement(examples: moment, in: path))
    }
    return measured
  }
}
