/// The random sequences of a seed that this module uses, by purpose. The first word sets them apart from the sequences
/// of other modules.
enum RandomPurpose {
  static let film: UInt64 = 0x6A11_0001_0000_0000
  static let prior: UInt64 = 0x6A11_0002_0000_0000
  static let reconstruction: UInt64 = 0x6A11_0003_0000_0000
}
