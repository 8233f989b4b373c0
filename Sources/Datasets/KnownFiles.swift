import Compute
import Formats

/// The published data sets that come as files: their names on the disk, and how they are read.
enum KnownFiles {
  static let mnistSize = ImageShape(height: 28, width: 28)
  static let freyFaceSize = ImageShape(height: 28, width: 20)
  static let freyFaceTestCount = 400

  /// The names that a file goes by: with and without gzip, with a dash or a dot before "idx".
  static func variants(_ name: String) -> [String] {
    var names = [name]
    if name.contains("-idx") {
      let parts = name.split(separator: "-idx", maxSplits: 1)
      names.append("\(parts[0]).idx\(parts[1])")
    }
    return names.flatMap { [$0, $0 + ".gz"] }
  }

  static let mnistNames = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]
  static let freyFaceNames = ["frey_rawface.mat"]
  static let binarizedNames = ["train", "test", "valid"].map { "binarized_mnist_\($0).amat" }

  /// MNIST, or another data set in files of the same names. Paths in the order of `mnistNames`. Throws `badData`.
  static func mnist(_ paths: [String], name: String) throws(InputError) -> DataSplit {
    func part(_ images: String, _ labels: String) throws(InputError) -> (
      dataset: ImageDataset, isBinary: Bool
    ) {
      let labels = try IDX.array(SourceFile(path: labels))
      return try ArrayFiles.dataset(
        IDX.array(SourceFile(path: images)), labels: labels, name: name, imageShape: nil)
    }
    let train = try part(paths[0], paths[1])
    let test = try part(paths[2], paths[3])
    guard train.dataset.imageShape == test.dataset.imageShape else {
      throw .badFile(
        paths[2], expected: "images of \(train.dataset.imageShape)", found: "\(test.dataset.imageShape)")
    }
    return DataSplit(
      name: name, train: train.dataset, test: test.dataset, isBinary: train.isBinary && test.isBinary)
  }

  /// Frey Face: the frames of a video, so shuffled by the seed before 400 are set apart. Throws `badData`.
  static func freyFace(_ path: String, name: String, seed: UInt64) throws(InputError) -> DataSplit {
    let file = try SourceFile(path: path)
    let variables = try MATFile.variables(file)
    guard let faces = variables.first(where: { $0.name == "ff" }) else {
      throw .badFile(
        path, expected: "the variable ff", found: variables.map(\.name).joined(separator: ", "),
        advice: "'vae data fetch frey-face' gets the original")
    }
    let (dataset, _) = try faces.array.images(name: name, imageShape: freyFaceSize)
    guard dataset.count > freyFaceTestCount else {
      throw .badFile(path, expected: "more than \(freyFaceTestCount) faces", found: "\(dataset.count)")
    }
    return dataset.split(
      name: name, testCount: freyFaceTestCount, seed: seed, isContinuous: true, isBinary: false)
  }

  /// Larochelle's binarised MNIST. Paths in the order of `binarizedNames`. Throws `badData`.
  static func binarizedMNIST(_ paths: [String], name: String) throws(InputError) -> DataSplit {
    var parts: [ImageDataset] = []
    for path in paths {
      let pixels = try BinaryText.pixels(SourceFile(path: path), width: mnistSize.count)
      guard !pixels.isEmpty else { throw .badFile(path, expected: "at least one image", found: "none") }
      parts.append(ImageDataset(name: name, imageShape: mnistSize, pixels: pixels))
    }
    return DataSplit(name: name, train: parts[0], test: parts[1], validation: parts[2], isBinary: true)
  }
}
