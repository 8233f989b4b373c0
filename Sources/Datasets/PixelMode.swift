import Compute

/// How grey images are turned into the pixels that a Bernoulli decoder is trained on. Each mode makes another data set:
/// figures of different modes are not comparable.
public enum PixelMode: String, Codable, Sendable, CaseIterable {
  /// The bytes as they are, as targets of 0…1.
  case grey
  /// White where a pixel is above one half, else black.
  case threshold
  /// White with the probability that the grey level says, drawn anew each epoch.
  case stochastic
  /// The images are black and white already and stay as they are (Larochelle's files).
  case fixed

  /// Whether `apply` changes any bytes.
  var changesPixels: Bool { self == .threshold || self == .stochastic }

  /// The epoch to give for an evaluation, so that its images are the same each time.
  static let evaluationEpoch: UInt32 = .max

  /// Changes the D bytes of one image in place; `threshold` and `stochastic` leave 0 and 255 only.
  /// - Parameters:
  ///   - seed: the run's seed.
  ///   - epoch: the epoch, or `evaluationEpoch`.
  ///   - image: the image's index. `stochastic` pixels are a function of seed, epoch, image and position alone.
  public func apply(
    to pixels: UnsafeMutableBufferPointer<UInt8>, seed: UInt64, epoch: UInt32, image: UInt32
  ) {
    switch self {
    case .grey, .fixed: break
    case .threshold:
      for position in 0..<pixels.count { pixels[position] = 0 &- (pixels[position] &>> 7) }
    case .stochastic: Self.sample(pixels, seed: seed, epoch: epoch, image: image)
    }
  }

  /// Draws each pixel with 16 random bits, eight pixels a block; blocks that are all black or all white need no draw.
  private static func sample(
    _ pixels: UnsafeMutableBufferPointer<UInt8>, seed: UInt64, epoch: UInt32, image: UInt32
  ) {
    let bytes = UnsafeMutableRawBufferPointer(pixels)
    let stream = UInt64(RandomPurpose.pixels) << 32 | UInt64(epoch)
    var position = 0
    while position < pixels.count {
      let end = min(position &+ 8, pixels.count)
      defer { position = end }
      if end &- position == 8 {
        let eight = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        if eight == 0 || eight == .max { continue }
      }
      let words = RandomStream.block(
        seed: seed, stream: stream, index: UInt64(image) << 32 | UInt64(position &>> 3))
      var bits = UInt64(words.0) | UInt64(words.1) << 32
      for pixel in position..<end {
        if pixel &- position == 4 { bits = UInt64(words.2) | UInt64(words.3) << 32 }
        // round(65536·v/255), so that black stays black and white stays white.
        let level = UInt64(pixels[pixel])
        let threshold = level &* 257 &+ level &>> 7
        // The sign of the difference, without a branch that half the pixels would mispredict.
        pixels[pixel] = UInt8(truncatingIfNeeded: Int64(bitPattern: (bits & 0xFFFF) &- threshold) &>> 63)
        bits &>>= 16
      }
    }
  }
}
