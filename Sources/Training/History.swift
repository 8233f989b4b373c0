import Autoencoder
import Compute
import Formats

/// The model's past, as states at growing intervals within a limit on memory: the time machine.
///
/// A state takes two bytes per parameter. When the limit is reached, the state is dropped whose neighbours are closest on a
/// logarithmic axis of the examples seen; the first and the newest stay.
public struct History: Sendable {
  /// A state kept in half precision.
  private struct State: Sendable {
    let numbers: [UInt16]
    let epoch: Int
    let examplesSeen: Int
    let metrics: EpochMetrics?
  }

  /// The most bytes that the states may take together; two states are always kept.
  public let byteLimit: Int
  private var architecture: Architecture?
  private var states: [State] = []
  /// The least ratio between the positions of a new state and the last.
  private var spacing = 1.1

  public init(byteLimit: Int = 64 << 20) {
    self.byteLimit = byteLimit
  }

  /// The states kept, oldest first.
  public var count: Int { states.count }
  /// The memory of the states, in bytes.
  public var byteCount: Int { states.reduce(0) { $0 + $1.numbers.count * 2 } }
  /// The examples seen at each state, rising.
  public var examplesSeen: [Int] { states.map(\.examplesSeen) }
  /// The label of each state.
  public var labels: [StateLabel] {
    states.map { StateLabel(epoch: $0.epoch, examplesSeen: $0.examplesSeen, testELBO: $0.metrics?.test.elbo) }
  }

  /// A state, in single precision again. Precondition: `0 <= index && index < count`.
  public subscript(index: Int) -> Snapshot {
    let state = states[index]
    return Snapshot(
      model: VariationalAutoencoder(architecture!, halfPrecision: state.numbers), epoch: state.epoch,
      examplesSeen: state.examplesSeen, metrics: state.metrics)
  }

  /// Whether a state at this number of examples is far enough from the last to be kept.
  public func wants(examplesSeen: Int) -> Bool {
    guard let last = states.last else { return true }
    return examplesSeen > last.examplesSeen
      && Self.position(examplesSeen) >= Self.position(last.examplesSeen) * spacing
  }

  /// Keeps a state, if it is wanted. Another architecture, or a state before the last one, begins anew.
  /// - Returns: whether it was kept.
  @discardableResult
  public mutating func record(_ snapshot: Snapshot) -> Bool {
    if architecture != snapshot.model.architecture || snapshot.examplesSeen < states.last?.examplesSeen ?? 0 {
      self = History(byteLimit: byteLimit)
      architecture = snapshot.model.architecture
    }
    guard wants(examplesSeen: snapshot.examplesSeen) else { return false }
    states.append(
      State(
        numbers: snapshot.model.halfPrecision, epoch: snapshot.epoch, examplesSeen: snapshot.examplesSeen,
        metrics: snapshot.metrics))
    while byteCount > byteLimit && states.count > 2 { thinOut() }
    return true
  }

  /// Drops the inner state with the closest neighbours; what comes next keeps at least the closest spacing left.
  private mutating func thinOut() {
    let positions = states.map { Self.position($0.examplesSeen) }
    let spans = zip(positions.dropFirst(2), positions).map { $0 / $1 }
    let closest = spans.indices.min { spans[$0] < spans[$1] }!
    states.remove(at: closest + 1)
    let kept = states.map { Self.position($0.examplesSeen) }
    let ratios = zip(kept.dropFirst(), kept).map { $0 / $1 }
    spacing = max(spacing, ratios.min()!)
  }

  /// A place on the logarithmic axis, before the logarithm; the start is as far from 1,000 examples as those
  /// are from 3,000.
  private static func position(_ examplesSeen: Int) -> Double { Double(examplesSeen) + 1000 }
}

extension VariationalAutoencoder {
  /// Every parameter in half precision, tensor after tensor, without padding.
  var halfPrecision: [UInt16] {
    var numbers: [UInt16] = []
    numbers.reserveCapacity(parameters.layout.parameterCount)
    for tensor in parameters.layout.tensors {
      numbers.append(contentsOf: parameters.values(of: tensor).lazy.map(HalfPrecision.bits))
    }
    return numbers
  }

  /// A model of parameters that `halfPrecision` gave. Precondition: they are of this architecture.
  init(_ architecture: Architecture, halfPrecision numbers: [UInt16]) {
    self.init(architecture)
    var position = 0
    for tensor in parameters.layout.tensors {
      let values = numbers[position..<position + tensor.count].map(HalfPrecision.value)
      parameters.setValues(of: tensor, to: values)
      position += tensor.count
    }
  }
}
