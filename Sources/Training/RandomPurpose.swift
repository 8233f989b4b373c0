import Compute

/// The random sequences of a seed that this module uses, by purpose. The first word sets them apart from the sequences
/// of other modules; the number of a step is added to `noise`,
/// `dreamLatents`, `dreamPixels`, `transitions` and `unitNoise`.
enum RandomPurpose {
  static let parameters: UInt64 = 0x7A19_0001_0000_0000
  static let noise: UInt64 = 0x7A19_0002_0000_0000
  static let evaluation: UInt64 = 0x7A19_0003_0000_0000
  static let importance: UInt64 = 0x7A19_0004_0000_0000
  static let dreamLatents: UInt64 = 0x7A19_0006_0000_0000
  static let dreamPixels: UInt64 = 0x7A19_0007_0000_0000
  static let chainStarts: UInt64 = 0x7A19_0008_0000_0000
  static let transitions: UInt64 = 0x7A19_0009_0000_0000
  static let unitNoise: UInt64 = 0x7A19_000A_0000_0000
  static let validation: UInt64 = 0x7A19_000B_0000_0000
  static let validationImportance: UInt64 = 0x7A19_000C_0000_0000
  /// The seed of a fork is the draw at its examples seen.
  static let forks: UInt64 = 0x7A19_000D_0000_0000
  /// An estimator takes as many streams from here on as it needs.
  static let estimator: UInt64 = 0x7A19_0005_0000_0000
}
