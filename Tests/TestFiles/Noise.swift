/// Bytes that look random but are always the same, below `limit`.
public func noise(_ count: Int, below limit: Int = 256) -> [UInt8] {
  var seed: UInt32 = 7
  return (0..<count).map { _ in
    seed = seed &* 1_664_525 &+ 1_013_904_223
    return UInt8(Int(seed >> 16) % limit)
  }
}
