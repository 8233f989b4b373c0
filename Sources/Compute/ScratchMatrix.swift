#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Rows of numbers that the kernels read and write, each on a cache line boundary and padded with zeros.
///
/// Unlike `Matrix` it has the identity of a place in memory: several threads write their own parts of it at once,
/// as `ThreadTeam.run` demands of its tasks. `base` must not be used beyond the life of the matrix.
public final class ScratchMatrix {
  public let rows: Int
  /// Columns without the padding.
  public let columns: Int
  /// Numbers from one row to the next.
  public let stride: Int
  public let base: UnsafeMutablePointer<Float>

  /// All zero.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    stride = rowStride(columns)
    let count = max(16, rows * stride)
    var memory: UnsafeMutableRawPointer?
    let failure = posix_memalign(&memory, 64, count * MemoryLayout<Float>.stride)
    precondition(failure == 0 && memory != nil, "no memory for \(rows)×\(columns) numbers")
    base = memory!.bindMemory(to: Float.self, capacity: count)
    base.initialize(repeating: 0, count: count)
  }

  deinit { free(base) }

  /// The first number of a row.
  public func row(_ index: Int) -> UnsafeMutablePointer<Float> { base + index * stride }

  /// Copies rows in. Precondition: `matrix` has as many columns and no more rows.
  public func load(_ matrix: Matrix, rows range: Range<Int>) {
    precondition(matrix.columns == columns && range.count <= rows)
    matrix.elements.withUnsafeBufferPointer { elements in
      for (target, source) in range.enumerated() {
        row(target).update(from: elements.baseAddress! + source * columns, count: columns)
      }
    }
  }

  /// Copies `range.count` rows, from the first, out to rows `range` of a matrix.
  public func unload(into matrix: inout Matrix, rows range: Range<Int>, firstColumn: Int = 0) {
    precondition(range.count <= rows && range.upperBound <= matrix.rows)
    let columns = matrix.columns
    matrix.elements.withUnsafeMutableBufferPointer { elements in
      for (source, target) in range.enumerated() {
        (elements.baseAddress! + target * columns).update(from: row(source) + firstColumn, count: columns)
      }
    }
  }
}
