import Compute
import Formats
import Foundation

/// Data sets of the user's own: one file with images, and perhaps labels, a test part and a validation part.
struct ArrayFiles {
  let options: LoadOptions
  /// Files of so many bytes are read piece by piece.
  var largeFileSize = LargeFile.size

  private var isEarlier: Bool { options.reading == nil }

  /// Loads a file, and the file with its labels where there is one beside it. Throws `notFound` or `badFile`.
  func load(path: String) throws(InputError) -> DataSplit {
    let labels = Self.labelsPath(of: path).map { path in
      LabelSource { () throws(InputError) in try Self.array(SourceFile(path: path)) }
    }
    let url = URL(fileURLWithPath: path)
    let stem = url.pathExtension == "gz" ? url.deletingPathExtension() : url
    let name = stem.deletingPathExtension().lastPathComponent
    if let images = try LargeFile.array(path: path, from: largeFileSize) {
      return try assembly(ofArray: name, title: url.lastPathComponent)
        .split(ImageAssembly.Part(images: images, labels: labels ?? .none))
    }
    return try load(
      SourceFile(path: path), labels: labels ?? .none, name: name, title: url.lastPathComponent)
  }

  /// The assembly of a file that holds one array.
  private func assembly(ofArray name: String, title: String) -> ImageAssembly {
    var assembly = ImageAssembly(name: name, title: title, options: options)
    // EMNIST's images are stored column by column.
    assembly.isUsuallyTransposed = name.lowercased().hasPrefix("emnist")
    return assembly
  }

  /// Loads a file, its kind told by its first bytes. Throws `badFile`.
  /// - Parameter labels: the labels of a file that holds one array only.
  func load(
    _ file: SourceFile, labels: LabelSource = .none, name: String, title: String? = nil
  ) throws(InputError) -> DataSplit {
    var assembly = ImageAssembly(name: name, title: title ?? name, options: options)
    let file = try Self.isPackedArray(file) ? file.unpacked() : file
    if file.hasPrefix([0x50, 0x4B]) { return try split(Self.archive(file), assembly) }
    let isHDF5 = file.hasPrefix([0x89, 0x48, 0x44, 0x46])
    if file.hasPrefix(Array("MATLAB".utf8)) || isHDF5 || MATFile.isVersion4(file) {
      assembly.isMATLAB = true
      return try split(Self.variables(file), assembly)
    }
    return try self.assembly(ofArray: name, title: title ?? name)
      .split(ImageAssembly.Part(images: Self.array(file), labels: labels))
  }

  /// Whether a gzip file holds another format than IDX, which is read without unpacking the whole first.
  private static func isPackedArray(_ file: SourceFile) -> Bool {
    guard file.isGzip else { return false }
    let start = try? Inflater(file.bytes[...], format: .gzip).read(upTo: NumPyFile.magic.count)
    return start == NumPyFile.magic || start?.starts(with: Array("MATLAB".utf8)) == true
  }

  private static func array(_ file: SourceFile) throws(InputError) -> NumericArray {
    let file = try isPackedArray(file) ? file.unpacked() : file
    if file.hasPrefix(NumPyFile.magic) { return try NumPyFile.array(file) }
    if file.isGzip || file.hasPrefix([0, 0]) { return try IDX.array(file) }
    guard !RasterImage.isPicture(file) else {
      throw .badFile(
        file.name, expected: "a folder of pictures", found: "one picture", advice: "name its folder")
    }
    throw .badFile(
      file.name, expected: "an IDX, .npy, .npz or .mat file, or a folder of pictures",
      found: "a file that begins with \(hexadecimal(file.bytes.prefix(4)))")
  }

  /// The file beside one of images that, by its name, holds their labels: "labels" in the place of "images", "y" in
  /// the place of "x", or "-labels" after the name; nil where there is none.
  static func labelsPath(of path: String) -> String? {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent()
    let file = url.lastPathComponent
    var candidates: [String] = []
    if file.contains("images") {
      let labels = file.replacingOccurrences(of: "images", with: "labels")
      candidates = [labels, labels.replacingOccurrences(of: "idx3", with: "idx1")]
    }
    if file.lowercased().hasPrefix("x") { candidates += ["y" + file.dropFirst(), "Y" + file.dropFirst()] }
    let stem = url.deletingPathExtension().lastPathComponent
    let ending = url.pathExtension.isEmpty ? "" : "." + url.pathExtension
    candidates += ["\(stem)-labels\(ending)", "\(stem)_labels\(ending)"]
    candidates += candidates.map { $0.hasSuffix(".gz") ? String($0.dropLast(3)) : $0 + ".gz" }
    return candidates.lazy.map { folder.appendingPathComponent($0).path }
      .first { $0 != url.path && FileManager.default.fileExists(atPath: $0) }
  }

  private static func variables(_ file: SourceFile) throws(InputError) -> NamedArrays {
    var arrays: [String: NumericArray] = [:]
    for variable in try MATFile.variables(file) { arrays[variable.name] = variable.array }
    let found = arrays
    // Only these names are asked for.
    return NamedArrays(file: file, names: found.keys.sorted()) { found[$0]! }
  }

  private static func archive(_ file: SourceFile) throws(InputError) -> NamedArrays {
    let archive = try ZipArchive(file)
    var members: [String: ZipArchive.Member] = [:]
    for member in archive.members where member.name.hasSuffix(".npy") {
      members[String(member.name.dropLast(4))] = member
    }
    let found = members
    return NamedArrays(file: file, names: found.keys.sorted()) { name throws(InputError) in
      try NumPyFile.array(archive.contents(found[name]!))
    }
  }

  /// Picks images and labels among named arrays: by their names, or else the only array that can be images.
  private func split(_ arrays: NamedArrays, _ assembly: ImageAssembly) throws(InputError) -> DataSplit {
    func part(_ images: NamedArrays.Role, _ labels: NamedArrays.Role) throws(InputError)
      -> ImageAssembly.Part?
    {
      guard let name = arrays.name(for: images, isEarlier: isEarlier) else { return nil }
      return ImageAssembly.Part(
        images: try arrays.array(name), labels: arrays.labels(for: labels, isEarlier: isEarlier))
    }
    let test = try part(.testImages, .testLabels)
    let validation = try part(.validationImages, .validationLabels)
    if let train = try part(.images, .labels) {
      return try assembly.split(train, test: test, validation: test == nil ? nil : validation)
    }
    let name = try arrays.onlyImages(where: assembly.areImages)
    let train = ImageAssembly.Part(
      images: try arrays.array(name), labels: arrays.labels(for: .labels, isEarlier: isEarlier))
    return try assembly.split(train, notes: ["The images are the array \(name)."])
  }
}
