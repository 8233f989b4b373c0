/// Pictures in other sizes.
extension PixelImage {
  private var channels: Int { kind == .rgb ? 3 : 1 }

  /// The picture resampled to `columns`×`rows` pixels: each the mean of the area it covers, or, where the picture is
  /// enlarged and `isSmooth`, a value on the smooth surface through the middles of the pixels.
  func resampled(columns: Int, rows: Int, isSmooth: Bool = false) -> PixelImage {
    if columns == width && rows == height { return self }
    guard width > 0, height > 0, columns > 0, rows > 0 else {
      return PixelImage(kind: kind, width: 0, height: 0, bytes: [])
    }
    if isSmooth, columns >= width, rows >= height { return interpolated(columns: columns, rows: rows) }
    let across = Self.spans(of: width, in: columns)
    let down = Self.spans(of: height, in: rows)
    var result: [UInt8] = []
    result.reserveCapacity(columns * rows * channels)
    bytes.withUnsafeBufferPointer { bytes in
      for vertical in down {
        for horizontal in across {
          for channel in 0..<channels { result.append(mean(of: bytes, channel, horizontal, vertical)) }
        }
      }
    }
    return PixelImage(kind: kind, width: columns, height: rows, bytes: result)
  }

  /// A part of a row or column of pixels, from the first to the last, and how much of these two belongs to it.
  private struct Span {
    let first, last: Int
    let firstShare, lastShare: Float

    func share(_ index: Int) -> Float { index == first ? firstShare : index == last ? lastShare : 1 }
  }

  /// Cuts `length` pixels into `parts` equal parts.
  private static func spans(of length: Int, in parts: Int) -> [Span] {
    (0..<parts).map { part in
      let (start, end) = (part * length, (part + 1) * length)
      let (first, last) = (start / parts, (end - 1) / parts)
      let size = Float(parts)
      let whole = first == last
      return Span(
        first: first, last: last,
        firstShare: whole ? Float(end - start) / size : Float((first + 1) * parts - start) / size,
        lastShare: Float(end - last * parts) / size)
    }
  }

  private func mean(
    of bytes: UnsafeBufferPointer<UInt8>, _ channel: Int, _ horizontal: Span, _ vertical: Span
  ) -> UInt8 {
    if horizontal.first == horizontal.last && vertical.first == vertical.last {
      return bytes[(vertical.first * width + horizontal.first) * channels + channel]
    }
    var (sum, weight) = (Float(0), Float(0))
    for y in vertical.first...vertical.last {
      let down = vertical.share(y)
      for x in horizontal.first...horizontal.last {
        let share = horizontal.share(x) * down
        sum += share * Float(bytes[(y * width + x) * channels + channel])
        weight += share
      }
    }
    // Rounded to the nearest byte: a mean of bytes is not negative.
    return UInt8(min(255, sum / weight + 0.5))
  }

  // MARK: Enlarging smoothly

  /// Four neighbouring pixels of a row or column and their weights.
  private struct Taps {
    let indices: SIMD4<Int>
    let weights: SIMD4<Float>
  }

  /// For each of `parts` places, evenly spread over `length` pixels, the pixels around it with the weights of Catmull and
  /// Rom's cubic spline, which goes through the values of the pixels. Beyond the edges the last pixel goes on.
  private static func taps(of length: Int, in parts: Int) -> [Taps] {
    (0..<parts).map { part in
      let place = (Float(part) + 0.5) * Float(length) / Float(parts) - 0.5
      let first = place.rounded(.down)
      let t = place - first
      let (t2, t3) = (t * t, t * t * t)
      let weights = SIMD4(
        -0.5 * t + t2 - 0.5 * t3, 1 - 2.5 * t2 + 1.5 * t3, 0.5 * t + 2 * t2 - 1.5 * t3, -0.5 * t2 + 0.5 * t3)
      let start = Int(first) - 1
      let indices = SIMD4(start, start + 1, start + 2, start + 3)
      return Taps(
        indices: indices.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: length - 1)),
        weights: weights)
    }
  }

  private func interpolated(columns: Int, rows: Int) -> PixelImage {
    let (across, down) = (Self.taps(of: width, in: columns), Self.taps(of: height, in: rows))
    // First along the rows, then along the columns.
    var wide = [Float](repeating: 0, count: height * columns * channels)
    for y in 0..<height {
      for (x, taps) in across.enumerated() {
        for channel in 0..<channels {
          let values = SIMD4<Float>(
            taps.indices, of: { Float(bytes[(y * width + $0) * channels + channel]) })
          wide[(y * columns + x) * channels + channel] = (values * taps.weights).sum()
        }
      }
    }
    let stride = columns * channels
    var result: [UInt8] = []
    result.reserveCapacity(rows * stride)
    for taps in down {
      for index in 0..<stride {
        let values = SIMD4<Float>(taps.indices, of: { wide[$0 * stride + index] })
        result.append(UInt8(max(0, min(255, (values * taps.weights).sum().rounded()))))
      }
    }
    return PixelImage(kind: kind, width: columns, height: rows, bytes: result)
  }
}

extension SIMD4<Float> {
  /// The values at four indices.
  fileprivate init(_ indices: SIMD4<Int>, of value: (Int) -> Float) {
    self.init(value(indices.x), value(indices.y), value(indices.z), value(indices.w))
  }
}
