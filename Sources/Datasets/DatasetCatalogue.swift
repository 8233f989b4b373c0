import Compute
import Formats
import Foundation

/// A data set that has a name.
public enum KnownDataset: String, CaseIterable, Sendable {
  case mnist
  case freyFace = "frey-face"
  case binarizedMNIST = "binarized-mnist"
  case fashionMNIST = "fashion-mnist"
  case kmnist
  case emnistLetters = "emnist-letters"
  case digits
  case faces
  case colourFaces = "colour-faces"

  /// The data set of a name; `freyface` is taken for `frey-face`, and `color-faces` for `colour-faces`.
  public init?(name: String) {
    let lower = name.lowercased()
    self.init(rawValue: ["freyface": "frey-face", "color-faces": "colour-faces"][lower] ?? lower)
  }

  /// The name on the command line and in files.
  public var name: String { rawValue }

  /// What it is, in a line.
  public var summary: String {
    switch self {
    case .mnist: "60,000 + 10,000 handwritten digits, 28×28 grey, labelled"
    case .freyFace: "1,965 frames of a face, 28×20 grey, 1,565 to train and 400 to test"
    case .binarizedMNIST:
      "50,000 + 10,000 + 10,000 digits in black and white, 28×28, Larochelle's fixed binarisation"
    case .fashionMNIST: "60,000 + 10,000 pieces of clothing, 28×28 grey, ten classes"
    case .kmnist: "60,000 + 10,000 handwritten Japanese characters (hiragana), 28×28 grey, ten classes"
    case .emnistLetters: "124,800 + 20,800 handwritten letters, 28×28 grey, A to Z as the classes 1 to 26"
    case .digits: "60,000 + 10,000 digits drawn by the program, 28×28 grey, labelled; no file needed"
    case .faces: "1,565 + 400 faces drawn by the program, 28×20 grey; no file needed"
    case .colourFaces: "the same faces in colour, 28×20 with 3 channels; no file needed"
    }
  }

  /// What it is, in a few words.
  public var brief: String {
    switch self {
    case .mnist: "70,000 handwritten digits"
    case .freyFace: "1,965 frames of a face"
    case .binarizedMNIST: "70,000 black-and-white digits"
    case .fashionMNIST: "70,000 pieces of clothing"
    case .kmnist: "70,000 Japanese characters"
    case .emnistLetters: "145,600 handwritten letters"
    case .digits: "70,000 digits that the program draws"
    case .faces: "1,965 faces that the program draws"
    case .colourFaces: "1,965 coloured faces that the program draws"
    }
  }

  /// Who made it and on what terms.
  public var source: String {
    switch self {
    case .mnist: "Y. LeCun, C. Cortes, C. J. C. Burges; CC BY-SA 3.0"
    case .freyFace: "B. Frey, S. Roweis (New York University); no licence stated, for research"
    case .binarizedMNIST: "H. Larochelle, from MNIST; no licence stated, for research"
    case .fashionMNIST: "H. Xiao, K. Rasul, R. Vollgraf (Zalando SE); MIT licence"
    case .kmnist:
      "KMNIST dataset (created by CODH), adapted from 'Kuzushiji Dataset' (created by NIJL and others); CC BY-SA 4.0"
    case .emnistLetters:
      "G. Cohen, S. Afshar, J. Tapson, A. van Schaik, from NIST's Special Database 19; no licence stated"
    case .digits, .faces, .colourFaces: "made by this program"
    }
  }

  /// Photographs, for which a Gaussian likelihood suits, rather than ink.
  public var isContinuous: Bool { [.freyFace, .faces, .colourFaces].contains(self) }

  /// Made by the program: there is no file.
  public var isBuiltIn: Bool { [.digits, .faces, .colourFaces].contains(self) }

  /// The names of its files without gzip; empty for the built-in ones.
  var fileNames: [String] {
    switch self {
    case .mnist, .fashionMNIST, .kmnist: KnownFiles.mnistNames
    case .emnistLetters: KnownFiles.emnistLettersNames
    case .freyFace: KnownFiles.freyFaceNames
    case .binarizedMNIST: KnownFiles.binarizedNames
    case .digits, .faces, .colourFaces: []
    }
  }

  /// The folder its files are downloaded to, within the data folder.
  var subfolder: String {
    switch self {
    case .freyFace: "freyface"
    case .binarizedMNIST: "binarized_mnist"
    default: rawValue
    }
  }

  /// Where its files are looked for within a data folder. Names that are MNIST's do not tell which data set they are: then
  /// the folder's name must, that of torchvision included.
  var folders: [String] {
    switch self {
    case .fashionMNIST: [subfolder, "FashionMNIST/raw"]
    case .kmnist: [subfolder, "KMNIST/raw"]
    case .emnistLetters: ["", subfolder, "EMNIST/raw"]
    default: ["", subfolder]
    }
  }
}

/// How a data set is to be loaded.
public struct LoadOptions: Hashable, Sendable {
  /// Decides the shuffle before a split, and the built-in images.
  public var seed: UInt64
  /// H and W of images in files that do not say.
  public var imageShape: ImageShape?
  /// How many images to draw (built-in), or at most to take from the front (files); nil for all.
  public var trainCount: Int?
  public var testCount: Int?
  /// How the numbers of files become images; nil for the rule of version 0.1.0, which recorded none with its runs.
  public var reading: ImageReading?
  /// The share of the training images that is held back for validation, by the seed; nil for none.
  public var validationFraction: Double?

  public init(
    seed: UInt64 = 0, imageShape: ImageShape? = nil, trainCount: Int? = nil, testCount: Int? = nil,
    reading: ImageReading? = ImageReading(), validationFraction: Double? = nil
  ) {
    self.seed = seed
    self.imageShape = imageShape
    self.trainCount = trainCount
    self.testCount = testCount
    self.reading = reading
    self.validationFraction = validationFraction
  }
}

/// All the data sets that can be loaded: the known names, and any file by its path.
///
///     let catalogue = DatasetCatalogue(locator: DatasetLocator(environment: [:]))
///     let data = try catalogue.load("digits", options: LoadOptions(trainCount: 1000, testCount: 200))
public struct DatasetCatalogue: Sendable {
  public let locator: DatasetLocator

  public init(locator: DatasetLocator) {
    self.locator = locator
  }

  /// The paths of a data set's files, empty where it is built in; nil where they are missing.
  public func files(of dataset: KnownDataset) -> [String]? {
    dataset.isBuiltIn ? [] : locator.find(dataset.fileNames, folders: dataset.folders)
  }

  /// Loads a data set by its name, or by the path of a file or of a folder with files named as MNIST's.
  /// - Throws: `notFound` where there is none, `badData` where it cannot be read.
  public func load(_ nameOrPath: String, options: LoadOptions = LoadOptions()) throws(InputError)
    -> DataSplit
  {
    if let known = KnownDataset(name: nameOrPath) { return try load(known, options: options) }
    return try files(at: nameOrPath, options: options)
      .holdingBack(options.validationFraction, seed: options.seed)
  }

  /// Loads a file or a folder.
  private func files(at nameOrPath: String, options: LoadOptions) throws(InputError) -> DataSplit {
    let path = nameOrPath.hasPrefix("~/") ? NSString(string: nameOrPath).expandingTildeInPath : nameOrPath
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      let names = KnownDataset.allCases.map(\.name).joined(separator: ", ")
      throw InputError(.notFound, "\(nameOrPath): expected \(names) or the path of a file, found neither")
    }
    let split: DataSplit
    if isDirectory.boolValue {
      let paths = KnownFiles.mnistNames.map { DatasetLocator.path($0, in: path) }
      let name = URL(fileURLWithPath: path).lastPathComponent
      if paths.allSatisfy({ $0 == nil }), let pictures = try PictureFolder(path: path, options: options) {
        let split = try pictures.load(name: name)
        return split.limited(trainCount: options.trainCount, testCount: options.testCount)
          .converted(toChannels: options.reading?.channels)
      }
      guard paths.contains(where: { $0 != nil }) else {
        throw InputError(
          .notFound,
          "\(path): expected a file, or a folder with \(KnownFiles.mnistNames.joined(separator: ", ")), "
            + "or with PNG, PGM or PPM files, found a folder with none of them")
      }
      split = try KnownFiles.mnist(paths, name: name, options: options)
    } else {
      split = try ArrayFiles(options: options).load(path: path)
    }
    return split.limited(trainCount: options.trainCount, testCount: options.testCount)
      .converted(toChannels: options.reading?.channels)
  }

  /// Loads a known data set.
  /// - Throws: `notFound` where its files are missing, `badData` where they cannot be read.
  public func load(_ dataset: KnownDataset, options: LoadOptions = LoadOptions()) throws(InputError)
    -> DataSplit
  {
    try whole(dataset, options: options).converted(toChannels: options.reading?.channels)
      .holdingBack(options.validationFraction, seed: options.seed)
  }

  private func whole(_ dataset: KnownDataset, options: LoadOptions) throws(InputError) -> DataSplit {
    let split: DataSplit
    switch dataset {
    case .digits:
      return DrawnDigits(seed: options.seed).split(
        trainCount: options.trainCount ?? 60_000, testCount: options.testCount ?? 10_000)
    case .faces, .colourFaces:
      return DrawnFaces(seed: options.seed, isColored: dataset == .colourFaces).split(
        trainCount: options.trainCount ?? 1565, testCount: options.testCount ?? 400)
    case .mnist, .fashionMNIST, .kmnist, .emnistLetters:
      split = try KnownFiles.mnist(existingFiles(of: dataset), name: dataset.name, options: options)
    case .freyFace:
      split = try KnownFiles.freyFace(existingFiles(of: dataset)[0], name: dataset.name, seed: options.seed)
    case .binarizedMNIST:
      split = try KnownFiles.binarizedMNIST(existingFiles(of: dataset), name: dataset.name)
    }
    return split.limited(trainCount: options.trainCount, testCount: options.testCount)
  }

  private func existingFiles(of dataset: KnownDataset) throws(InputError) -> [String] {
    if let paths = files(of: dataset) { return paths }
    throw InputError(
      .notFound,
      "\(dataset.name): not found in \(locator.directories.joined(separator: ", ")); 'vae data fetch \(dataset.name)' "
        + "downloads it, and '\(dataset == .freyFace ? "faces" : "digits")' needs no file")
  }
}
