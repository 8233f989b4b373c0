import Compute
import Formats
import Foundation

/// Data sets of the user's own: one file with images, and perhaps labels and a test part, or a folder with the four
/// files of MNIST's scheme.
struct ArrayFiles {
  let imageShape: ImageShape?
  let seed: UInt64

  /// Loads a file, and the file with its labels where there is one beside it. Throws `notFound` or `badData`.
  func load(path: String) throws(InputError) -> DataSplit {
    let file = try SourceFile(path: path)
    let labels = try Self.labelsPath(of: path).map { path throws(InputError) in try SourceFile(path: path) }
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    return try load(file, labels: labels, name: name)
  }

  /// Loads a file, its kind told by its first bytes. Throws `badData`.
  /// - Parameter labels: the labels of a file that holds one array only.
  func load(_ file: SourceFile, labels: SourceFile? = nil, name: String) throws(InputError) -> DataSplit {
    if file.hasPrefix([0x50, 0x4B]) { return try archive(file, name: name) }
    if file.hasPrefix(Array("MATLAB".utf8)) || file.hasPrefix([0x89, 0x48, 0x44, 0x46]) {
      var arrays: [String: NumericArray] = [:]
      for variable in try MATFile.variables(file) { arrays[variable.name] = variable.array }
      return try split(arrays, file: file, name: name)
    }
    let labels = try labels.map { file throws(InputError) in try Self.array(file) }
    return try split(images: Self.array(file), labels: labels, name: name)
  }

  private static func array(_ file: SourceFile) throws(InputError) -> NumericArray {
    if file.hasPrefix(NumPyFile.magic) { return try NumPyFile.array(file) }
    if file.isGzip || file.hasPrefix([0, 0]) { return try IDX.array(file) }
    throw .badFile(
      file.name, expected: "an IDX, .npy, .npz or .mat file",
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

  private func archive(_ file: SourceFile, name: String) throws(InputError) -> DataSplit {
    let archive = try ZipArchive(file)
    var arrays: [String: NumericArray] = [:]
    let wanted = Set(Self.imageNames + Self.labelNames + Self.testImageNames + Self.testLabelNames)
    let members = archive.members.filter { $0.name.hasSuffix(".npy") }
    for member in members {
      let key = String(member.name.dropLast(4))
      guard wanted.contains(key) || members.count <= 2 else { continue }
      arrays[key] = try NumPyFile.array(archive.contents(member))
    }
    return try split(arrays, file: file, name: name)
  }

  static let imageNames = ["images", "x", "X", "x_train", "X_train", "train_images", "data", "ff", "arr_0"]
  static let labelNames = ["labels", "y", "Y", "y_train", "Y_train", "train_labels", "target", "arr_1"]
  static let testImageNames = ["x_test", "X_test", "test_images"]
  static let testLabelNames = ["y_test", "Y_test", "test_labels"]

  /// Picks images and labels among named arrays: by the names above, or else the only array.
  private func split(_ arrays: [String: NumericArray], file: SourceFile, name: String) throws(InputError)
    -> DataSplit
  {
    func find(_ names: [String]) -> NumericArray? { names.lazy.compactMap { arrays[$0] }.first }
    guard let images = find(Self.imageNames) ?? (arrays.count == 1 ? arrays.first?.value : nil) else {
      throw .badFile(
        file.name, expected: "an array named \(Self.imageNames.joined(separator: ", "))",
        found: arrays.isEmpty ? "no array" : arrays.keys.sorted().prefix(8).joined(separator: ", "))
    }
    let labels = find(Self.labelNames)
    guard let testImages = find(Self.testImageNames) else {
      return try split(images: images, labels: labels, name: name)
    }
    let train = try Self.dataset(images, labels: labels, name: name, imageShape: imageShape)
    let test = try Self.dataset(
      testImages, labels: find(Self.testLabelNames), name: name, imageShape: imageShape)
    guard train.dataset.imageShape == test.dataset.imageShape else {
      throw .badFile(
        file.name, expected: "test images of \(train.dataset.imageShape)", found: "\(test.dataset.imageShape)"
      )
    }
    return DataSplit(
      name: name, train: train.dataset, test: test.dataset, isBinary: train.isBinary && test.isBinary)
  }

  /// One array makes both parts: shuffled by the seed, the last seventh (at least one image) is for testing.
  private func split(images: NumericArray, labels: NumericArray?, name: String) throws(InputError)
    -> DataSplit
  {
    let (dataset, isBinary) = try Self.dataset(images, labels: labels, name: name, imageShape: imageShape)
    guard dataset.count >= 2 else {
      throw .badFile(images.name, expected: "two images or more, to train and to test", found: "one")
    }
    return dataset.split(
      name: name, testCount: max(1, dataset.count / 7), seed: seed, isContinuous: false, isBinary: isBinary)
  }

  /// Images with their labels. Throws `badData` where their numbers differ.
  static func dataset(_ images: NumericArray, labels: NumericArray?, name: String, imageShape: ImageShape?)
    throws(InputError) -> (dataset: ImageDataset, isBinary: Bool)
  {
    let (dataset, isBinary) = try images.images(name: name, imageShape: imageShape)
    guard let labels else { return (dataset, isBinary) }
    guard labels.count == dataset.count else {
      throw .badFile(labels.name, expected: "\(dataset.count) labels", found: "\(labels.count)")
    }
    let labelled = ImageDataset(
      name: name, imageShape: dataset.imageShape, pixels: dataset.pixels, labels: try labels.labels())
    return (labelled, isBinary)
  }
}
