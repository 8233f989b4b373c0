import CKernels

/// Many draws at once, by the kernels: the same numbers as one at a time, in a fraction of the time.
extension RandomStream {
  /// Fills a buffer with numbers of N(0, 1): those of as many calls of `normal()`.
  public mutating func fillNormal(
    _ buffer: UnsafeMutableBufferPointer<Float>, kernels: Kernels = .current
  ) {
    fill(buffer, first: { $0.normal() }, rest: kernels.table.pointee.fillNormal)
  }

  /// Fills a buffer with numbers of [0, 1): those of as many calls of `uniform()`.
  public mutating func fillUniform(
    _ buffer: UnsafeMutableBufferPointer<Float>, kernels: Kernels = .current
  ) {
    fill(buffer, first: { $0.uniform() }, rest: kernels.table.pointee.fillUniform)
  }

  /// A matrix of N(0, 1), row by row from this place of the sequence on.
  public func normalMatrix(rows: Int, columns: Int) -> Matrix {
    var stream = self
    var matrix = Matrix(rows: rows, columns: columns)
    matrix.elements.withUnsafeMutableBufferPointer { stream.fillNormal($0) }
    return matrix
  }

  /// The kernels begin with a whole block, which is two draws.
  private mutating func fill(
    _ buffer: UnsafeMutableBufferPointer<Float>, first: (inout RandomStream) -> Float,
    rest: (UnsafePointer<RandomSequence>, UnsafeMutablePointer<Float>, Int) -> Void
  ) {
    guard var numbers = buffer.baseAddress else { return }
    var count = buffer.count
    if count > 0 && index & 1 == 1 {
      numbers.pointee = first(&self)
      numbers += 1
      count -= 1
    }
    var sequence = RandomSequence(seed: seed, stream: stream, firstBlock: index >> 1)
    rest(&sequence, numbers, count)
    index &+= UInt64(count)
  }
}
