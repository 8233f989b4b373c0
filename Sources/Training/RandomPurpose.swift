import Compute

/// Which of a seed's random sequences serves which purpose here. The first word sets them apart from the sequences
/// of other modules; a step's number is added to that of `noise`.
enum RandomPurpose {
  static let parameters: UInt64 = 0x7A19_0001_0000_0000
  static let noise: UInt64 = 0x7A19_0002_0000_0000
  static let evaluation: UInt64 = 0x7A19_0003_0000_0000
  static let importance: UInt64 = 0x7A19_0004_0000_0000
  /// An estimator takes as many streams from here on as it needs.
  static let estimator: UInt64 = 0x7A19_0005_0000_0000
}
