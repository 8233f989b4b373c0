#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers of a row, padded to whole vectors of 16.
public func paddedToVector(_ columns: Int) -> Int { (columns + 15) / 16 * 16 }

/// Numbers from one row to the next for rows of `columns` numbers.
///
/// Rows begin on cache lines; a stride that is a multiple of a kibibyte would map the lines of a column strip
/// onto a few cache sets, so it is widened by one line.
public func rowStride(_ columns: Int) -> Int {
  let padded = paddedToVector(columns)
  return padded % 256 == 0 ? padded + 16 : padded
}

/// A block of single-precision numbers on a cache line boundary, with the value semantics of an array.
public struct AlignedBuffer: Sendable {
  private var storage: Storage

  /// `count` zeros.
  public init(count: Int) {
    storage = Storage(count: count)
    storage.base.initialize(repeating: 0, count: count)
  }

  public var count: Int { storage.count }

  public subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count)
      return storage.base[index]
    }
    set {
      precondition(index >= 0 && index < count)
      makeUnique()
      storage.base[index] = newValue
    }
  }

  /// Calls `body` with the numbers, which it must not keep.
  public func withUnsafePointer<R, E: Error>(_ body: (UnsafePointer<Float>) throws(E) -> R) throws(E) -> R {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafePointer(storage.base))
  }

  /// Calls `body` with the numbers to be changed, which it must not keep; copies them first where they are
  /// shared with another value.
  public mutating func withUnsafeMutablePointer<R, E: Error>(
    _ body: (UnsafeMutablePointer<Float>) throws(E) -> R
  ) throws(E) -> R {
    makeUnique()
    defer { withExtendedLifetime(storage) {} }
    return try body(storage.base)
  }

  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
  }

  /// Sharing is right although the memory is raw: only a unique owner writes to it (`makeUnique`).
  private final class Storage: @unchecked Sendable {
    let base: UnsafeMutablePointer<Float>
    let count: Int

    /// Numbers that the caller has yet to write.
    init(count: Int) {
      var memory: UnsafeMutableRawPointer?
      let failure = posix_memalign(&memory, 64, max(64, count * MemoryLayout<Float>.stride))
      precondition(failure == 0 && memory != nil, "no memory for \(count) numbers")
      self.count = count
      base = memory!.bindMemory(to: Float.self, capacity: count)
    }

    func copy() -> Storage {
      let copy = Storage(count: count)
      copy.base.initialize(from: base, count: count)
      return copy
    }

    deinit { free(base) }
  }
}

extension AlignedBuffer: Equatable {
  public static func == (left: AlignedBuffer, right: AlignedBuffer) -> Bool {
    left.count == right.count
      && left.withUnsafePointer { a in
        right.withUnsafePointer { b in (0..<left.count).allSatisfy { a[$0] == b[$0] } }
      }
  }
}
