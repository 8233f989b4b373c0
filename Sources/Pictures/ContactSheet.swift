import Formats

/// A contact sheet of `images`: rows of `columns` pictures, each enlarged `scale` times, with `gap` pixels of `background`
/// between and around them.
///
/// The last row may be incomplete. Pictures smaller than the largest are put at the top left of their place. The sheet is
/// grey where all pictures are.
///
/// Precondition: `columns` and `scale` are positive, `gap` is not negative.
public func contactSheet(
  _ images: [RasterImage], columns: Int, gap: Int = 1, scale: Int = 1, background: UInt8 = 64
) -> RasterImage {
  precondition(
    columns > 0 && scale > 0 && gap >= 0, "a sheet of \(columns) columns, scale \(scale), gap \(gap)")
  let across = (images.map(\.width).max() ?? 0) * scale
  let down = (images.map(\.height).max() ?? 0) * scale
  let usedColumns = min(columns, images.count)
  let rows = (images.count + columns - 1) / columns
  let width = gap + usedColumns * (across + gap)
  let height = gap + rows * (down + gap)
  let channels = images.map(\.channels).max() ?? 1
  var bytes = Array(repeating: background, count: width * height * channels)
  for (index, image) in images.map({ channels == 1 ? $0 : $0.inColor }).enumerated() {
    let left = gap + index % columns * (across + gap)
    let top = gap + index / columns * (down + gap)
    for y in 0..<image.height * scale {
      for x in 0..<image.width * scale {
        let (place, source) = ((top + y) * width + left + x, y / scale * image.width + x / scale)
        for channel in 0..<channels {
          bytes[place * channels + channel] = image.bytes[source * channels + channel]
        }
      }
    }
  }
  return RasterImage(width: width, height: height, channels: channels, bytes: bytes)
}
