/// Something that happened to a run and shows in its curve.
public struct RunEvent: Codable, Sendable, Equatable {
  public enum Kind: String, Codable, Sendable {
    /// The learning rate was changed by a person.
    case learningRate = "learning-rate"
    /// A checkpoint was asked for.
    case saved
    /// Another session went on with the run.
    case resumed
    /// The run began here, with the weights of another one.
    case forked
  }

  public let kind: Kind
  public let examplesSeen: Int
  /// Seconds of work since the start of the run.
  public let seconds: Double
  /// The rate from then on, where it was changed.
  public let learningRate: Float?

  public init(_ kind: Kind, examplesSeen: Int, seconds: Double, learningRate: Float? = nil) {
    self.kind = kind
    self.examplesSeen = examplesSeen
    self.seconds = seconds
    self.learningRate = learningRate
  }
}

extension [RunEvent] {
  /// Adds an event, in place of one of the same kind at the same step.
  mutating func note(_ event: RunEvent) {
    if let last, last.kind == event.kind, last.examplesSeen == event.examplesSeen { removeLast() }
    append(event)
  }
}
