import Compute
import Formats
import Foundation

/// A data set of pictures, a file each: PNG, PGM or PPM. The sub-folders of its folder, if any, are its classes.
struct PictureFolder {
  let path: String
  let options: LoadOptions
  private let files: [(path: String, label: UInt8?)]
  private let classes: [String]

  private static let endings: Set = ["png", "pgm", "ppm", "pbm", "pnm"]
  private static let foreignEndings: Set = ["jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic"]

  /// - Returns: nil where there is no picture of any format.
  /// - Throws: `notFound` where there are only pictures of formats that are not read.
  init?(path: String, options: LoadOptions) throws(InputError) {
    self.path = path
    self.options = options
    let subfolders = Self.contents(path).filter { Self.isFolder("\(path)/\($0)") }
    let labelled = subfolders.map { ($0, Self.pictures(in: "\(path)/\($0)", Self.endings)) }
      .filter { !$0.1.isEmpty }
    let direct = Self.pictures(in: path, Self.endings)
    classes = direct.isEmpty ? labelled.map(\.0) : []
    guard classes.count <= 256 else {
      throw InputError(
        .badFile, "\(path): expected at most 256 sub-folders as classes, found \(classes.count)")
    }
    files =
      direct.map { ($0, nil) }
      + (direct.isEmpty
        ? labelled.enumerated().flatMap { index, folder in folder.1.map { ($0, UInt8(index)) } } : [])
    guard files.isEmpty else { return }
    let foreign = ([path] + subfolders.map { "\(path)/\($0)" }).lazy
      .compactMap { Self.pictures(in: $0, Self.foreignEndings).first }.first
    guard let foreign else { return nil }
    throw InputError(
      .badFile,
      "\(foreign): expected PNG, PGM or PPM files, found another format; "
        + "`mogrify -format png *.\(URL(fileURLWithPath: foreign).pathExtension)` (ImageMagick) converts them"
    )
  }

  private static func contents(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }
      .sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private static func pictures(in folder: String, _ endings: Set<String>) -> [String] {
    contents(folder).map { "\(folder)/\($0)" }
      .filter { endings.contains(URL(fileURLWithPath: $0).pathExtension.lowercased()) }
  }

  /// Reads all pictures; the last seventh of them, shuffled by the seed, is for testing. All are in colour where one is.
  /// - Throws: `badFile` where a file is damaged, or sizes differ and none is asked for.
  func load(name: String) throws(InputError) -> DataSplit {
    var pixels: [UInt8] = []
    var shape = options.imageShape
    var (channels, fitted) = (1, 0)
    for file in files {
      let picture = try RasterImage(SourceFile(path: file.path))
      let found = ImageShape(height: picture.height, width: picture.width)
      let wanted = shape ?? found
      let isFitting = (found.height, found.width) == (wanted.height, wanted.width)
      guard isFitting || options.imageShape != nil else {
        throw .badFile(
          file.path, expected: "a picture of \(wanted) as those before it", found: "\(found)",
          advice: "--image-size HxW fits all to one size")
      }
      shape = wanted
      fitted += isFitting ? 0 : 1
      if picture.channels > channels {
        pixels = pixels.converted(from: channels, to: picture.channels)
        channels = picture.channels
      }
      pixels += picture.fitted(to: wanted).converted(from: picture.channels, to: channels)
    }
    guard files.count >= 2, let shape else {
      throw InputError(.badFile, "\(path): expected two pictures or more, to train and to test, found one")
    }
    let dataset = ImageDataset(
      name: name, imageShape: ImageShape(height: shape.height, width: shape.width, channels: channels),
      pixels: pixels, labels: classes.isEmpty ? nil : files.compactMap(\.label))
    var split = dataset.split(
      name: name, testCount: max(1, files.count / 7), seed: options.seed, isContinuous: false,
      isBinary: pixels.allSatisfy { $0 == 0 || $0 == 255 })
    split.source = DataSource(
      title: name, values: PixelRange(low: Double(pixels.min()!), high: Double(pixels.max()!)),
      reading: ImageReading(range: PixelRange(low: 0, high: 255), isTransposed: false),
      notes: notes(fitted: fitted, shape: shape))
    return split
  }

  private func notes(fitted: Int, shape: ImageShape) -> [String] {
    var notes: [String] = []
    if fitted > 0 { notes.append("Pictures of other sizes fitted into \(shape): \(fitted).") }
    if !classes.isEmpty { notes.append("Classes: " + classes.prefix(20).joined(separator: ", ") + ".") }
    return notes
  }
}
