import Compute
import Datasets
import Formats
import TerminalGraphics

/// Some images of a data set, as `vae data show` prints them.
public struct DatasetView {
  public let dataset: String
  /// How many images, from which one on, and of which class.
  public let count, first: Int
  public let label: UInt8?
  /// Whether they are those of the test part.
  public let isTest: Bool
  public let pixelMode: PixelMode
  public let seed: UInt64
  /// Height and width where the file does not say.
  public let imageShape: ImageShape?
  public let reading: ImageReading

  public init(
    dataset: String, count: Int, first: Int, label: UInt8?, isTest: Bool, pixelMode: PixelMode, seed: UInt64,
    imageShape: ImageShape?, reading: ImageReading = ImageReading()
  ) {
    self.dataset = dataset
    self.count = count
    self.first = first
    self.label = label
    self.isTest = isTest
    self.pixelMode = pixelMode
    self.seed = seed
    self.imageShape = imageShape
    self.reading = reading
  }

  /// What was read, as JSON.
  /// - Throws: `InputError` as loading does.
  public func json(from catalogue: DatasetCatalogue) throws(InputError) -> String {
    try catalogue.load(dataset, options: loadOptions(drawn: nil)).json()
  }

  private func loadOptions(drawn: Int?) -> LoadOptions {
    LoadOptions(seed: seed, imageShape: imageShape, trainCount: drawn, testCount: drawn, reading: reading)
  }

  /// What was read, and the images with a caption below each.
  /// - Throws: `InputError` as loading does, `badSettings` where there are no such images.
  public func text(
    from catalogue: DatasetCatalogue, capabilities: Capabilities, columns: Int
  ) throws(InputError) -> String {
    // Drawing all of a built-in data set for a few images would take a second.
    let isDrawn = KnownDataset(name: dataset)?.isBuiltIn ?? false
    let drawn = isDrawn ? (first + count) * (label == nil ? 1 : 40) : nil
    let data = try catalogue.load(dataset, options: loadOptions(drawn: drawn))
    let part = isTest ? data.test : data.train
    guard label == nil || part.labels != nil else {
      throw InputError(.badSettings, "--class: expected a data set with labels, found \(data.name) without")
    }
    let ofClass = (0..<part.count).lazy.filter { label == nil || part.labels?[$0] == label }
    let indices = Array(ofClass.dropFirst(first).prefix(count))
    guard !indices.isEmpty else {
      throw InputError(.badSettings, "--first: expected an image of \(part.count), found none there")
    }
    let lines = isDrawn ? [] : data.report.map { (capabilities.isUnicode ? $0 : $0.asASCII).printable }
    let strip = ImageStrip(capabilities: capabilities, columns: columns)
      .text(part.evaluationImages(indices, mode: pixelMode, seed: seed), indices: indices)
    return (lines + [strip]).joined(separator: "\n")
  }
}
