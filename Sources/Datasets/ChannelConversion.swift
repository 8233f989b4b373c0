import Compute
import Formats

extension DataSplit {
  /// The same images with so many channels, 1 or 3; as they are where `channels` is nil.
  func converted(toChannels channels: Int?) -> DataSplit {
    guard let channels, channels != imageShape.channels else { return self }
    var split = DataSplit(
      name: name, train: train.converted(toChannels: channels), test: test.converted(toChannels: channels),
      validation: validation?.converted(toChannels: channels), isContinuous: isContinuous,
      isBinary: isBinary && channels == 3)
    split.source = source.map {
      let note = channels == 1 ? "Coloured images turned to grey." : "Grey images read as coloured ones."
      return DataSource(title: $0.title, values: $0.values, reading: $0.reading, notes: $0.notes + [note])
    }
    return split
  }
}

extension ImageDataset {
  fileprivate func converted(toChannels channels: Int) -> ImageDataset {
    ImageDataset(
      name: name,
      imageShape: ImageShape(height: imageShape.height, width: imageShape.width, channels: channels),
      pixels: pixels.converted(from: imageShape.channels, to: channels), labels: labels)
  }
}
