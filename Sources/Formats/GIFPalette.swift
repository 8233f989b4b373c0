/// At most 256 colours for a picture: its own where they are no more, else the means of groups of similar ones.
///
/// The group with the greatest squared error is cut at its mean, across the channel that varies most, until there are 256.
struct GIFPalette {
  /// The colours, as 0xRRGGBB.
  private(set) var colors: [UInt32] = []
  /// The number of each colour of the picture in `colors`.
  private var numbers: [UInt32: UInt8] = [:]

  static let limit = 256

  /// The palette of a picture in colours. Precondition: it has three channels.
  init(_ image: RasterImage) {
    precondition(image.channels == 3, "a palette of a grey picture")
    var counts: [UInt32: Int] = [:]
    for pixel in Self.pixels(image) { counts[pixel, default: 0] += 1 }
    // In the order of their numbers, so that equal pictures give equal bytes.
    var groups = [
      Group(counts.sorted { $0.key < $1.key }.map { Group.Color(color: $0.key, count: $0.value) })
    ]
    while groups.count < min(Self.limit, counts.count) {
      // There is one group at least.
      let widest = groups.indices.max { groups[$0].error < groups[$1].error }!
      let parts = groups[widest].cut()
      groups[widest] = parts.low
      groups.append(parts.high)
    }
    for (number, group) in groups.enumerated() {
      colors.append(group.mean)
      for color in group.colors { numbers[color.color] = UInt8(number) }
    }
  }

  /// The number of the colour of each pixel. Precondition: it is the picture that the palette was made of.
  func indices(of image: RasterImage) -> [UInt8] { Self.pixels(image).map { numbers[$0]! } }

  /// Red, green and blue of 256 colours; those that are not used are black.
  var table: [UInt8] {
    let used = colors.flatMap { color in (0..<3).map { channel($0, of: color) } }
    return used + [UInt8](repeating: 0, count: 3 * Self.limit - used.count)
  }

  private static func pixels(_ image: RasterImage) -> some Sequence<UInt32> {
    stride(from: 0, to: image.bytes.count, by: 3).lazy.map { index in
      UInt32(image.bytes[index]) << 16 | UInt32(image.bytes[index + 1]) << 8 | UInt32(image.bytes[index + 2])
    }
  }
}

private func channel(_ index: Int, of color: UInt32) -> UInt8 {
  UInt8(truncatingIfNeeded: color >> UInt32(16 - 8 * index))
}

/// Colours of a picture that share a place in its palette.
private struct Group {
  struct Color {
    let color: UInt32
    /// The pixels of it.
    let count: Int
  }

  let colors: [Color]
  /// Of each channel, over the pixels.
  private let means: [Double]
  private let squaredErrors: [Double]

  init(_ colors: [Color]) {
    self.colors = colors
    let whole = Double(colors.reduce(0) { $0 + $1.count })
    let means = (0..<3).map { index in
      colors.reduce(0) { $0 + Double($1.count) * Double(channel(index, of: $1.color)) } / max(1, whole)
    }
    squaredErrors = (0..<3).map { index in
      colors.reduce(0) { sum, color in
        let distance = Double(channel(index, of: color.color)) - means[index]
        return sum + Double(color.count) * distance * distance
      }
    }
    self.means = means
  }

  /// The squared error of its pixels where all have the mean's colour.
  var error: Double { squaredErrors.reduce(0, +) }

  var mean: UInt32 { means.reduce(0) { $0 << 8 | UInt32($1.rounded()) } }

  /// The colours up to the mean of the channel that varies most, and those above it. Precondition: there are two or more.
  func cut() -> (low: Group, high: Group) {
    let index = (0..<3).max { squaredErrors[$0] < squaredErrors[$1] }!
    let isLow = { (color: Color) in Double(channel(index, of: color.color)) <= means[index] }
    return (Group(colors.filter(isLow)), Group(colors.filter { !isLow($0) }))
  }
}
