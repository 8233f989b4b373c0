/// What a file is to hold. It is given in pieces, so that a large file is never in memory whole.
public protocol FileContents {
  /// Gives the bytes to `sink`, piece after piece, in the file's order.
  /// - Throws: what `sink` throws.
  func write(to sink: (UnsafeRawBufferPointer) throws(InputError) -> Void) throws(InputError)
}

extension FileContents {
  /// All bytes of the file.
  public func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    try! write { (piece) throws(InputError) in bytes.append(contentsOf: piece) }  // The sink throws nothing.
    return bytes
  }
}

extension [UInt8]: FileContents {
  public func write(to sink: (UnsafeRawBufferPointer) throws(InputError) -> Void) throws(InputError) {
    try withUnsafeBufferPointer { (bytes) throws(InputError) in try sink(UnsafeRawBufferPointer(bytes)) }
  }
}
