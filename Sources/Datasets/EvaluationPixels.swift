/// The pixels of an evaluation: the same at each, wherever they are used, so that what is shown and encoded is what the
/// figures were made on.
extension ImageDataset {
  /// Every image after the pixel mode, as each evaluation of a run with this seed meets it.
  /// - Returns: N×D bytes.
  public func evaluationPixels(mode: PixelMode, seed: UInt64) -> [UInt8] {
    Self.evaluated(pixels, of: imageShape.count, numbers: 0..<count, mode: mode, seed: seed)
  }

  /// The images with the given indices, in that order, as `evaluationPixels` has them.
  public func evaluationImages(
    _ indices: some Collection<Int>, mode: PixelMode, seed: UInt64
  ) -> ImageDataset {
    let chosen = selecting(indices)
    return ImageDataset(
      name: name, imageShape: imageShape,
      pixels: Self.evaluated(
        chosen.pixels, of: imageShape.count, numbers: indices, mode: mode, seed: seed),
      labels: chosen.labels)
  }

  /// Applies the mode to images of `size` bytes each, whose indices in their data set are `numbers`.
  private static func evaluated(
    _ pixels: [UInt8], of size: Int, numbers: some Collection<Int>, mode: PixelMode, seed: UInt64
  ) -> [UInt8] {
    guard mode.changesPixels else { return pixels }
    var pixels = pixels
    pixels.withUnsafeMutableBufferPointer { all in
      for (position, number) in numbers.enumerated() {
        mode.apply(
          to: UnsafeMutableBufferPointer(rebasing: all[position * size..<(position + 1) * size]), seed: seed,
          epoch: PixelMode.evaluationEpoch, image: UInt32(number))
      }
    }
    return pixels
  }
}
