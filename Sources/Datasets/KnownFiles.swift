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
  static let emnistLettersNames = ["train", "test"].flatMap { part in
    ["images-idx3", "labels-idx1"].map { "emnist-letters-\(part)-\($0)-ubyte" }
  }
  static let freyFaceNames = ["frey_rawface.mat"]
  static let binarizedNames = ["train", "test", "valid"].map { "binarized_mnist_\($0).amat" }

  /// MNIST, or another data set in files of the same names, whose labels may be missing. Paths in the order of
  /// `mnistNames`. Throws `notFound` where images are missing, `badFile`.
  static func mnist(_ paths: [String?], name: String, options: LoadOptions) throws(InputError) -> DataSplit {
    func part(_ index: Int) throws(InputError) -> ImageAssembly.Part {
      guard let images = paths[index] else {
        throw InputError(.notFound, "\(name): expected the file \(mnistNames[index]) too, found none")
      }
      let labels = LabelSource { () throws(InputError) in
        guard let path = paths[index + 1] else {
          throw InputError(.notFound, "there is no \(mnistNames[index + 1])")
        }
        return try IDX.array(SourceFile(path: path))
      }
      if let array = try LargeFile.array(path: images) {
        return ImageAssembly.Part(images: array, labels: labels)
      }
      return ImageAssembly.Part(images: try IDX.array(SourceFile(path: images)), labels: labels)
    }
    var options = options
    options.imageShape = nil
    var assembly = ImageAssembly(name: name, title: name, options: options)
    assembly.isUsuallyTransposed = name.lowercased().hasPrefix("emnist")
    return try assembly.split(part(0), test: part(2))
  }

  /// Frey Face: the frames of a video, so shuffled by the seed before 400 are set apart. Throws `badFile`.
  static func freyFace(_ path: String, name: String, seed: UInt64) throws(InputError) -> DataSplit {
    let file = try SourceFile(path: path)
    let variables = try MATFile.variables(file)
    guard let faces = variables.first(where: { $0.name == "ff" }) else {
      throw .badFile(
        path, expected: "the variable ff", found: variables.map(\.name).joined(separator: ", "),
        advice: "'vae data fetch frey-face' gets the original")
    }
    let options = LoadOptions(seed: seed, imageShape: freyFaceSize, reading: ImageReading(layout: .dn))
    let assembly = ImageAssembly(
      name: name, title: name, options: options, isMATLAB: true, isContinuous: true)
    return try assembly.split(ImageAssembly.Part(images: faces.array), testCount: freyFaceTestCount)
  }

  /// Larochelle's binarised MNIST. Paths in the order of `binarizedNames`. Throws `badData`.
  static func binarizedMNIST(_ paths: [String], name: String) throws(InputError) -> DataSplit {
    var parts: [ImageDataset] = []
    for path in paths {
      let pixels = try BinaryText.pixels(SourceFile(path: path), width: mnistSize.count)
      guard !pixels.isEmpty else { throw .badFile(path, expected: "at least one image", found: "none") }
      parts.append(ImageDataset(name: name, imageShape: mnistSize, pixels: pixels))
    }
    var split = DataSplit(name: name, train: parts[0], test: parts[1], validation: parts[2], isBinary: true)
    let range = PixelRange(low: 0, high: 1)
    split.source = DataSource(
      title: name, values: range, reading: ImageReading(range: range, layout: .nd, isTransposed: false),
      notes: [])
    return split
  }
}
