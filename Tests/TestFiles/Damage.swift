/// Damages files at random, for fuzz tests.
public enum Damage {
  /// Makes one to five changes: a byte set, a bit turned, an end cut off, a byte put in or taken out, a word made
  /// extreme.
  /// - Parameter below: a random number from 0 to one less than its argument.
  public static func apply(to bytes: [UInt8], below: (Int) -> Int) -> [UInt8] {
    var result = bytes
    for _ in 0...below(4) {
      guard !result.isEmpty else { break }
      let place = below(result.count)
      switch below(6) {
      case 0: result[place] = UInt8(below(256))
      case 1: result[place] ^= 1 << UInt8(below(8))
      case 2: result.removeLast(below(result.count))
      case 3: result.insert(UInt8(below(256)), at: place)
      case 4: result.remove(at: place)
      default:
        let extreme = [0, 0xFF, 0x7F, 0x80][below(4)]
        for position in place..<min(place + 4, result.count) { result[position] = UInt8(extreme) }
      }
    }
    return result
  }
}
