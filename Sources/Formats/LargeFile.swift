/// Arrays in files that are too large for a copy in memory.
public enum LargeFile {
  /// Files of so many bytes are large.
  public static let size = 64 << 20

  /// The array of a .npy or IDX file that is not packed, which is read piece by piece when its elements are asked for.
  /// - Parameter size: smaller files are not taken.
  /// - Returns: `nil` where the file is smaller, missing, or of another format.
  /// - Throws: `badFile` for a damaged header, `inputOutput`.
  public static func array(path: String, from size: Int = size) throws(InputError) -> NumericArray? {
    guard let file = FileRegion(path: path), file.count >= size else { return nil }
    let head = try file.head(1 << 17)
    if head.starts(with: NumPyFile.magic) { return try NumPyFile.array(path: path, head: head) }
    return try IDX.array(path: path, head: head)
  }
}
