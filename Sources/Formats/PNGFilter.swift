/// What the bytes of a row of a PNG are differences from.
enum PNGFilter: UInt8 {
  case none, left, above, average, paeth

  /// The row that filtered bytes were made from.
  func undone(_ filtered: ArraySlice<UInt8>, above: [UInt8], pixelLength: Int) -> [UInt8] {
    var row = Array(filtered)
    guard self != .none else { return row }
    for index in row.indices {
      row[index] &+= prediction(at: index, of: row, above: above, pixelLength: pixelLength)
    }
    return row
  }

  /// The bytes of a row as differences.
  private func filtered(_ row: [UInt8], above: [UInt8], pixelLength: Int) -> [UInt8] {
    guard self != .none else { return row }
    return row.indices.map { row[$0] &- prediction(at: $0, of: row, above: above, pixelLength: pixelLength) }
  }

  /// The filter that leaves the least differences, which deflate best as a rule, and the row after it.
  static func best(_ row: [UInt8], above: [UInt8], pixelLength: Int) -> (filter: PNGFilter, row: [UInt8]) {
    let candidates: [PNGFilter] = [.none, .left, .above, .paeth]
    let rows = candidates.map {
      (filter: $0, row: $0.filtered(row, above: above, pixelLength: pixelLength))
    }
    func cost(_ row: [UInt8]) -> Int { row.reduce(0) { $0 + Int(min($1, 0 &- $1)) } }
    return rows.min { cost($0.row) < cost($1.row) }!
  }

  private func prediction(at index: Int, of row: [UInt8], above: [UInt8], pixelLength: Int) -> UInt8 {
    let hasLeft = index >= pixelLength
    let left = hasLeft ? Int(row[index - pixelLength]) : 0
    let corner = hasLeft ? Int(above[index - pixelLength]) : 0
    return UInt8(truncatingIfNeeded: prediction(left, Int(above[index]), corner))
  }

  private func prediction(_ left: Int, _ above: Int, _ corner: Int) -> Int {
    switch self {
    case .none: return 0
    case .left: return left
    case .above: return above
    case .average: return (left + above) / 2
    case .paeth:
      let estimate = left + above - corner
      let (toLeft, toAbove, toCorner) = (abs(estimate - left), abs(estimate - above), abs(estimate - corner))
      if toLeft <= toAbove && toLeft <= toCorner { return left }
      return toAbove <= toCorner ? above : corner
    }
  }
}
