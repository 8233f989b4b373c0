import Formats

extension NumericArray {
  /// The images as bytes, image by image and row by row, `range.low` black and `range.high` white; what lies outside is
  /// clamped.
  /// - Throws: as `forEachPiece`.
  func pixels(in range: PixelRange, _ grid: ImageGrid) throws(InputError) -> [UInt8] {
    var failure: InputError?
    let stored = [UInt8](unsafeUninitializedCapacity: count) { pixels, written in
      let target = pixels.baseAddress
      do throws(InputError) {
        try forEachPiece { (first, bytes) throws(InputError) in
          convert(bytes, by: PixelConversion(range), to: target! + first)
        }
        written = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return grid.arranged(stored)
  }

  /// The same in another order, and in two parts. Where the array is stored image by image there is no other copy of it.
  /// - Parameters:
  ///   - order: the images in the order wanted, each once.
  ///   - firstCount: how many make the first part.
  func pixels(
    in range: PixelRange, _ grid: ImageGrid, order: [UInt32], firstCount: Int
  ) throws(InputError) -> (first: [UInt8], rest: [UInt8]) {
    let size = grid.imageShape.count
    guard grid.isArranged else {
      let all = try pixels(in: range, grid)
      func chosen(_ images: ArraySlice<UInt32>) -> [UInt8] {
        images.flatMap { all[Int($0) * size..<(Int($0) + 1) * size] }
      }
      return (chosen(order[..<firstCount]), chosen(order[firstCount...]))
    }
    var places = [Int](repeating: 0, count: order.count)
    for (place, image) in order.enumerated() { places[Int(image)] = place }
    var failure: InputError?
    var rest: [UInt8] = []
    let first = [UInt8](unsafeUninitializedCapacity: firstCount * size) { first, written in
      rest = [UInt8](unsafeUninitializedCapacity: (order.count - firstCount) * size) { rest, restWritten in
        do throws(InputError) {
          try scatter(in: range, size: size) { image in
            let place = places[image]
            return place < firstCount
              ? first.baseAddress! + place * size : rest.baseAddress! + (place - firstCount) * size
          }
          (written, restWritten) = (first.count, rest.count)
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
    return (first, rest)
  }

  /// Writes each image of `size` pixels to its place.
  private func scatter(
    in range: PixelRange, size: Int, to place: (_ image: Int) -> UnsafeMutablePointer<UInt8>
  ) throws(InputError) {
    let conversion = PixelConversion(range)
    let length = size * element.size
    try forEachPiece(of: size) { (first, bytes) throws(InputError) in
      for image in 0..<bytes.count / length {
        let bytes = UnsafeRawBufferPointer(rebasing: bytes[image * length..<(image + 1) * length])
        convert(bytes, by: conversion, to: place(first / size + image))
      }
    }
  }

  private func convert(
    _ bytes: UnsafeRawBufferPointer, by conversion: PixelConversion, to target: UnsafeMutablePointer<UInt8>
  ) {
    guard element != .unsigned(bytes: 1) else { return conversion.convert(bytes, to: target) }
    for position in 0..<bytes.count / element.size {
      target[position] = conversion.pixel(number(position, in: bytes))
    }
  }
}

/// How numbers become bytes.
private struct PixelConversion {
  private let range: PixelRange
  private let factor: Double
  /// The pixel of each byte; `nil` where it is the byte itself.
  private var table: [UInt8]?

  init(_ range: PixelRange) {
    self.range = range
    factor = 255 / (range.high - range.low)
    if range != PixelRange(low: 0, high: 255) { table = (0..<256).map { pixel(Double($0)) } }
  }

  func pixel(_ number: Double) -> UInt8 {
    UInt8(min(max(((number - range.low) * factor).rounded(), 0), 255))
  }

  /// The pixels of numbers that are bytes.
  func convert(_ bytes: UnsafeRawBufferPointer, to target: UnsafeMutablePointer<UInt8>) {
    guard let table else {
      return UnsafeMutableRawBufferPointer(start: target, count: bytes.count).copyMemory(from: bytes)
    }
    for position in 0..<bytes.count { target[position] = table[Int(bytes[position])] }
  }
}
