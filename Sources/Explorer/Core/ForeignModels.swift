import Training

/// Models that another program computes.
extension ExplorerModel {
  /// Whether another program computes what is open.
  var isForeign: Bool { openModel?.origin == .foreign }

  /// The state of a model without a training.
  public static let foreignState = StateLabel(epoch: 0, examplesSeen: 0)

  mutating func restartModel() -> [Effect] {
    guard isForeign else {
      return say("Only a model of another program (--model-command) can be started anew.")
    }
    return say("The model is being started anew…") + [.restartModel]
  }

  /// Asks anew for what the pages show.
  mutating func modelRestarted(at time: Double) -> [Effect] {
    requests.forgetAll()
    encoding = nil
    encodingAsked = nil
    encodingFailure = nil
    return say("The model was started anew.") + snapshot(Self.foreignState, at: time)
  }
}
