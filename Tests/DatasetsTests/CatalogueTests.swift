import Compute
import Formats
import Foundation
import TestFiles
import Testing

@testable import Datasets

@Suite struct CatalogueTests {
  private let folder = TemporaryFolder()

  private var catalogue: DatasetCatalogue {
    DatasetCatalogue(locator: DatasetLocator(explicitDirectory: folder.path, environment: [:]))
  }

  private let ramp = (0..<24).map { UInt8($0 * 10) }

  private func writeMNIST(
    in subfolder: String = "", packed: Bool = false, dotted: Bool = false, labels: Int = 4
  ) {
    for name in KnownFiles.mnistNames {
      let isImages = name.contains("images")
      let bytes =
        isImages
        ? FileBuilder.idx([4, 2, 3], bytes: ramp) : FileBuilder.idx([labels], bytes: Array(0..<UInt8(labels)))
      let file = dotted ? name.replacingOccurrences(of: "-idx", with: ".idx") : name
      folder.write(packed ? FileBuilder.gzip(bytes) : bytes, to: subfolder + file + (packed ? ".gz" : ""))
    }
  }

  @Test(arguments: [false, true], [false, true]) func findsMNISTUnderItsNames(packed: Bool, dotted: Bool)
    throws
  {
    writeMNIST(in: packed ? "mnist/" : "", packed: packed, dotted: dotted)
    let split = try catalogue.load("mnist")
    #expect(split.train.count == 4 && split.test.labels == [0, 1, 2, 3])
    #expect(split.imageShape == ImageShape(height: 2, width: 3))
    #expect(catalogue.files(of: .mnist)?.count == 4)
    #expect(try catalogue.load("mnist", options: LoadOptions(trainCount: 2)).train.count == 2)
  }

  /// The names of the files do not tell MNIST from its like.
  @Test func itsLikeIsFoundInAFolderOfItsOwnOnly() throws {
    writeMNIST()
    #expect(catalogue.files(of: .mnist) != nil)
    #expect(catalogue.files(of: .fashionMNIST) == nil && catalogue.files(of: .kmnist) == nil)
    writeMNIST(in: "fashion-mnist/", packed: true)
    writeMNIST(in: "KMNIST/raw/")
    #expect(try catalogue.load("fashion-mnist").name == "fashion-mnist")
    #expect(try catalogue.load("kmnist").distinctLabels == [0, 1, 2, 3])
    for dataset in [KnownDataset.fashionMNIST, .kmnist, .mnist] {
      #expect(dataset.remoteFiles.map(\.name) == dataset.fileNames.map { $0 + ".gz" })
      #expect(dataset.remoteFiles.allSatisfy { $0.sha256.count == 64 && $0.size > 0 })
    }
  }

  /// EMNIST's images stand on their sides in its files.
  @Test(arguments: ["", "emnist-letters/", "EMNIST/raw/"]) func emnistLettersAreFound(folder place: String)
    throws
  {
    let dataset = KnownDataset.emnistLetters
    #expect(dataset.remoteFiles.flatMap(\.keptNames) == dataset.fileNames.map { $0 + ".gz" })
    for name in dataset.fileNames {
      let isLabels = name.contains("labels")
      let file =
        isLabels
        ? FileBuilder.idx([2], bytes: [1, 26]) : FileBuilder.idx([2, 2, 3], bytes: (0..<12).map { $0 })
      folder.write(FileBuilder.gzip(file), to: place + name + ".gz")
    }
    let split = try catalogue.load("emnist-letters")
    #expect(split.imageShape == ImageShape(height: 3, width: 2) && split.distinctLabels == [1, 26])
    #expect(Array(split.train.image(0)) == [0, 3, 1, 4, 2, 5])
  }

  @Test func aFolderOfSuchFilesIsADataSet() throws {
    writeMNIST(in: "letters/")
    #expect(try catalogue.load(folder.path + "/letters").name == "letters")
    #expect(inputError { try catalogue.load(folder.path) }?.kind == .notFound)
  }

  @Test func aMissingFileOfTheSchemeIsNamed() throws {
    writeMNIST(in: "letters/")
    try FileManager.default.removeItem(atPath: folder.path + "/letters/t10k-labels-idx1-ubyte")
    let split = try catalogue.load(folder.path + "/letters")
    #expect(split.train.labels != nil && split.test.labels == nil)
    #expect(split.source?.notes == ["Labels are left out: there is no t10k-labels-idx1-ubyte."])
    try FileManager.default.removeItem(atPath: folder.path + "/letters/t10k-images-idx3-ubyte")
    let error = inputError { try catalogue.load(folder.path + "/letters") }
    #expect(error?.kind == .notFound && error!.description.contains("t10k-images-idx3-ubyte"))
  }

  @Test func emnistIsTurnedByItsName() throws {
    for (name, isTurned) in [("emnist-letters-train-images-idx3-ubyte", true), ("my-letters", false)] {
      folder.write(FileBuilder.idx([4, 2, 3], bytes: ramp), to: name)
      let split = try catalogue.load(folder.path + "/" + name)
      #expect(split.imageShape == ImageShape(height: isTurned ? 3 : 2, width: isTurned ? 2 : 3))
      #expect(split.source?.reading.isTransposed == isTurned)
    }
  }

  @Test func readsFreyFace() throws {
    let faces = (0..<410).flatMap { face in [UInt8](repeating: UInt8(face % 256), count: 560) }
    folder.write(
      FileBuilder.mat([("ff", [560, 410], faces)], compressed: true), to: "freyface/frey_rawface.mat")
    for name in ["frey-face", "freyface", "Frey-Face"] {
      let split = try catalogue.load(name, options: LoadOptions(seed: 1))
      #expect(split.train.count == 10 && split.test.count == 400 && split.isContinuous)
      #expect(split.imageShape == ImageShape(height: 28, width: 20))
    }
    let orders = try (0..<2).map {
      try catalogue.load("frey-face", options: LoadOptions(seed: $0)).train.pixels
    }
    #expect(orders[0] != orders[1])
  }

  @Test func readsBinarizedMNIST() throws {
    for (part, count) in [("train", 3), ("test", 2), ("valid", 1)] {
      let rows = (0..<count).map { row in (0..<784).map { UInt8(($0 + row) % 2) } }
      folder.write(FileBuilder.gzip(FileBuilder.amat(rows)), to: "binarized_mnist_\(part).amat.gz")
    }
    let split = try catalogue.load("binarized-mnist")
    #expect(split.train.count == 3 && split.test.count == 2 && split.validation?.count == 1)
    #expect(split.train.labels == nil && split.defaultPixelMode == .fixed)
  }

  @Test func labelsMayStandBesideTheImages() throws {
    folder.write(FileBuilder.npy([4, 2, 3], bytes: ramp), to: "x_all.npy")
    folder.write(FileBuilder.npy([4], bytes: [0, 1, 2, 3]), to: "y_all.npy")
    #expect(try catalogue.load(folder.path + "/x_all.npy").train.labels?.count == 3)
    folder.write(FileBuilder.idx([4, 2, 3], bytes: ramp), to: "my-images-idx3-ubyte")
    folder.write(FileBuilder.gzip(FileBuilder.idx([3], bytes: [0, 1, 2])), to: "my-labels-idx1-ubyte.gz")
    let unlabelled = try catalogue.load(folder.path + "/my-images-idx3-ubyte")
    #expect(unlabelled.train.labels == nil && unlabelled.train.count == 3)
    #expect(unlabelled.source?.notes.first?.contains("has 3 numbers for 4 images") == true)
  }

  @Test func whatIsNotThereIsSaid() {
    let missing = inputError { try catalogue.load("mnist") }
    #expect(missing?.kind == .notFound && missing!.description.contains("vae data fetch mnist"))
    #expect(inputError { try catalogue.load("nonsense") }?.kind == .notFound)
    #expect(inputError { try SourceFile(path: folder.path) }?.description.contains("a folder") == true)
    #expect(inputError { try SourceFile(path: "/dev/null") }?.kind == .notFound)
    let empty = folder.write([], to: "empty.npy")
    #expect(inputError { try catalogue.load(empty) }?.kind == .badFile)
    let secret = folder.write([1, 2, 3], to: "secret.npy")
    chmod(secret, 0)
    if geteuid() != 0 { #expect(inputError { try catalogue.load(secret) }?.kind == .notFound) }
    writeMNIST(labels: 3)
    #expect(
      (try? catalogue.load("mnist"))?.source?.notes.first?.contains("has 3 numbers for 4 images") == true)
  }

  @Test func foldersAreSearchedInOrder() {
    let environment = ["VAE_DATA_DIR": "/data", "XDG_CACHE_HOME": "/cache", "HOME": "/home/me"]
    #expect(DatasetLocator(environment: environment).directories == ["/data", "/cache/vae"])
    #expect(DatasetLocator(environment: ["HOME": "/home/me"]).directories == ["/home/me/.cache/vae"])
    #expect(DatasetLocator(explicitDirectory: "here", environment: environment).directories == ["here"])
    #expect(DatasetLocator(environment: ["XDG_CACHE_HOME": "relative"]).directories == [])
  }

  @Test func builtInSetsNeedNoFile() throws {
    for known in KnownDataset.allCases where known.isBuiltIn {
      #expect(catalogue.files(of: known) == [] && known.downloadSize == 0)
      let split = try catalogue.load(known, options: LoadOptions(trainCount: 12, testCount: 5))
      #expect(split.train.count == 12 && split.test.count == 5 && split.name == known.name)
    }
  }
}

/// The published files themselves, where `VAE_DATA_DIR` names a folder with them.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["VAE_DATA_DIR"] != nil,
    "VAE_DATA_DIR is not set: the tests on the published data sets are left out"))
struct PublishedDataTests {
  private let catalogue = DatasetCatalogue(
    locator: DatasetLocator(environment: ProcessInfo.processInfo.environment))

  @Test func mnist() throws {
    let split = try catalogue.load("mnist")
    #expect(split.train.count == 60_000 && split.test.count == 10_000)
    #expect(split.train.labels?.prefix(5) == [5, 0, 4, 1, 9] && split.test.labels?.prefix(3) == [7, 2, 1])
    #expect(split.imageShape == ImageShape(height: 28, width: 28) && !split.isBinary)
  }

  @Test func freyFace() throws {
    let split = try catalogue.load("frey-face")
    #expect(split.train.count == 1565 && split.test.count == 400)
    // The first face of the file begins so.
    let first: [UInt8] = [0x51, 0x88, 0xA7, 0xB9, 0xBB, 0xC1, 0xCB, 0xDE]
    let all = [split.train, split.test].flatMap { part in (0..<part.count).map { part.image($0).prefix(8) } }
    #expect(all.contains { $0.elementsEqual(first) })
  }

  @Test func binarizedMNIST() throws {
    let split = try catalogue.load("binarized-mnist")
    #expect(split.train.count == 50_000 && split.test.count == 10_000 && split.validation?.count == 10_000)
    #expect(split.test.pixels.allSatisfy { $0 == 0 || $0 == 255 })
  }

  @Test(arguments: [KnownDataset.mnist, .freyFace]) func theChecksumsAreTheFiles(dataset: KnownDataset) throws
  {
    for (path, file) in zip(try #require(catalogue.files(of: dataset)), dataset.remoteFiles)
    where file.size < 100_000 {
      let bytes = try SourceFile(path: path).bytes
      #expect(bytes.count == file.size && SHA256.digest(bytes) == file.sha256, "\(path)")
    }
  }
}
