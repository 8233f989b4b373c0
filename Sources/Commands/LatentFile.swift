import Compute
import Datasets
import Formats

/// A file of latent positions: an .npy file of N×L numbers, or an array of an .npz file.
public struct LatentFile {
  public let path: String
  /// The array of an .npz file; `nil` for the only one that fits.
  public let array: String?

  public init(path: String, array: String? = nil) {
    self.path = path
    self.array = array
  }

  /// N×L positions.
  /// - Throws: `notFound`, `inputOutput`, `badFile` where there are none of `latentSize` dimensions.
  public func positions(latentSize: Int) throws(InputError) -> Matrix {
    let file = try SourceFile(path: path)
    if file.hasPrefix(NumPyFile.magic) { return try Self.matrix(NumPyFile.array(file), latentSize) }
    guard file.hasPrefix([0x50, 0x4B]) else {
      throw .badFile(
        path, expected: "an .npy or .npz file",
        found: "a file that begins with \(hexadecimal(file.bytes.prefix(4)))")
    }
    let archive = try ZipArchive(file)
    var fitting: [(name: String, array: NumericArray)] = []
    for member in archive.members where array.map({ member.name == "\($0).npy" }) ?? true {
      let found = try NumPyFile.array(archive.contents(member))
      if array != nil || Self.fits(found, latentSize) { fitting.append((member.name, found)) }
    }
    guard let first = fitting.first, fitting.count == 1 else {
      let names = archive.members.map(\.name).joined(separator: ", ")
      throw .badFile(
        path, expected: array.map { "an array \($0)" } ?? "one array of N×\(latentSize) numbers",
        found: fitting.isEmpty ? names : fitting.map(\.name).joined(separator: ", "),
        advice: "name it with --array")
    }
    return try Self.matrix(first.array, latentSize)
  }

  private static func fits(_ array: NumericArray, _ latentSize: Int) -> Bool {
    array.shape.count == 2 && array.shape[1] == latentSize
  }

  private static func matrix(_ array: NumericArray, _ latentSize: Int) throws(InputError) -> Matrix {
    guard fits(array, latentSize) || array.shape == [latentSize] else {
      throw .badFile(
        array.name, expected: "N×\(latentSize) numbers, the model's dimensions", found: describe(array.shape))
    }
    let rows = array.shape.count == 1 ? 1 : array.shape[0]
    var matrix = Matrix(rows: rows, columns: latentSize)
    var fault: Double?
    try array.forEachNumber { position, number in
      let place = array.isColumnMajor && rows > 1 ? position % rows * latentSize + position / rows : position
      matrix.elements[place] = Float(number)
      if !number.isFinite { fault = number }
    }
    if let fault { throw .badFile(array.name, expected: "finite numbers", found: "\(fault)") }
    return matrix
  }
}
