import Formats

/// How the learning rate changes over the epochs of a run.
public enum LearningRateSchedule: String, Codable, Sendable, CaseIterable {
  /// One rate throughout.
  case constant
  /// 3^i passes at 10^(−i/7) of the learning rate, i = 0…7 (Burda et al. 2016, section 5): 3,280 passes, or in the same
  /// proportions as many as the run has.
  case iwae

  /// The passes of Burda et al.: 3⁰ + 3¹ + … + 3⁷.
  public static let iwaePasses = 3_280

  /// 10^(−i/7), written out so that every machine has the same numbers.
  private static let iwaeFactors: [Float] = [
    1, 0.719_685_7, 0.517_947_5, 0.372_759_4, 0.268_269_6, 0.193_069_8, 0.138_949_55, 0.1,
  ]

  /// What the learning rate is multiplied by in an epoch.
  ///
  ///     LearningRateSchedule.iwae.factor(epoch: 1, of: 3_280)  // 10^(−1/7)
  ///
  /// - Parameters:
  ///   - epoch: counted from 0.
  ///   - epochs: those of the run.
  func factor(epoch: Int, of epochs: Int) -> Float {
    switch self {
    case .constant: return 1
    case .iwae:
      // Phase i begins after (3^i − 1)/2 of the 3,280 passes.
      var (phase, begin, length) = (0, 1, 3)
      while phase < 7 && epoch * Self.iwaePasses >= begin * epochs {
        phase += 1
        begin += length
        length *= 3
      }
      return Self.iwaeFactors[phase]
    }
  }
}

extension TrainingConfiguration {
  /// Gives a run that has begun another number of epochs.
  /// - Throws: `badSettings` under a schedule, whose rates so far would have been others.
  mutating func changeEpochs(to count: Int) throws(InputError) {
    guard schedule == .constant || count == epochs else {
      throw InputError(
        .badSettings,
        "\(Setting.epochs.name): expected \(epochs), as the schedule \(schedule.rawValue) of the run divides them, "
          + "found \(count); start a new run for another number")
    }
    epochs = count
  }
}

extension KeyedDecodingContainer {
  /// A configuration from before there were schedules has one rate throughout.
  func decode(_ type: LearningRateSchedule.Type, forKey key: Key) throws -> LearningRateSchedule {
    try decodeIfPresent(type, forKey: key) ?? .constant
  }
}
