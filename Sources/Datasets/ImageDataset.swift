import Compute

/// N images of one size, D bytes each, 0 black … 255 white or full colour, one after the other, row by row; the channels of a
/// pixel stand side by side.
public struct ImageDataset: Sendable {
  public let name: String
  public let imageShape: ImageShape
  /// N×D bytes.
  public let pixels: [UInt8]
  /// N classes, where they are known.
  public let labels: [UInt8]?

  /// Precondition: `pixels` holds whole images, and there are as many labels as images.
  public init(name: String, imageShape: ImageShape, pixels: [UInt8], labels: [UInt8]? = nil) {
    precondition(
      imageShape.count > 0 && pixels.count % imageShape.count == 0, "\(pixels.count) bytes of \(imageShape)")
    precondition(
      labels.map { $0.count == pixels.count / imageShape.count } ?? true, "as many labels as images")
    self.name = name
    self.imageShape = imageShape
    self.pixels = pixels
    self.labels = labels
  }

  /// N, the number of images.
  public var count: Int { pixels.count / imageShape.count }

  /// The D bytes of one image.
  public func image(_ index: Int) -> ArraySlice<UInt8> {
    pixels[index * imageShape.count..<(index + 1) * imageShape.count]
  }

  /// The images with the given indices, in that order.
  public func selecting(_ indices: some Sequence<Int>) -> ImageDataset {
    var chosen: [UInt8] = []
    var chosenLabels: [UInt8] = []
    for index in indices {
      chosen += image(index)
      if let labels { chosenLabels.append(labels[index]) }
    }
    return ImageDataset(
      name: name, imageShape: imageShape, pixels: chosen, labels: labels == nil ? nil : chosenLabels)
  }

  /// The first `limit` images, or all of them where there are no more or `limit` is nil.
  public func first(_ limit: Int?) -> ImageDataset {
    guard let limit, limit < count else { return self }
    return selecting(0..<limit)
  }
}

/// A data set for training and one for testing, of images of the same size.
public struct DataSplit: Sendable {
  public let name: String
  public let train: ImageDataset
  public let test: ImageDataset
  /// A third part, where the source has one (`binarized-mnist`).
  public let validation: ImageDataset?
  /// Photographs rather than ink: a Gaussian likelihood suits (Frey Face and the drawn faces).
  public let isContinuous: Bool
  /// Every pixel is 0 or 255 already: the pixel mode `fixed` suits.
  public let isBinary: Bool
  /// What was found in its files; nil where the program draws the images.
  public internal(set) var source: DataSource?

  /// Precondition: the parts hold images of one size.
  public init(
    name: String, train: ImageDataset, test: ImageDataset, validation: ImageDataset? = nil,
    isContinuous: Bool = false, isBinary: Bool = false
  ) {
    precondition(train.imageShape == test.imageShape, "images of \(train.imageShape) and \(test.imageShape)")
    self.name = name
    self.train = train
    self.test = test
    self.validation = validation
    self.isContinuous = isContinuous
    self.isBinary = isBinary
  }

  public var imageShape: ImageShape { train.imageShape }

  /// The pixel mode to take where none is asked for.
  public var defaultPixelMode: PixelMode { isBinary ? .fixed : .grey }

  /// At most so many images of each part, from the front.
  func limited(trainCount: Int?, testCount: Int?) -> DataSplit {
    var split = DataSplit(
      name: name, train: train.first(trainCount), test: test.first(testCount), validation: validation,
      isContinuous: isContinuous, isBinary: isBinary)
    split.source = source
    return split
  }
}
