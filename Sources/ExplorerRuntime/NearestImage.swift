import Compute
import Datasets
import Explorer
import TerminalGraphics

extension ModelWork {
  /// Training images that are compared before what is more urgent is done.
  private static let comparedAtOnce = 2000

  /// The training image with the smallest squared distance of the pixels, the first of equals; `nil` where there is none of
  /// this size.
  func trainingImage(nearestTo pixels: [UInt8]) throws -> TrainingImage? {
    guard let trainingImages, trainingImages.imageShape.count == pixels.count else { return nil }
    var best: (index: Int, distance: Int)?
    for start in stride(from: 0, to: trainingImages.count, by: Self.comparedAtOnce) {
      betweenParts()
      try context.cancellation.check()
      let part = start..<min(start + Self.comparedAtOnce, trainingImages.count)
      if let found = trainingImages.nearest(to: pixels, among: part, within: best?.distance ?? .max) {
        best = found
      }
    }
    return best.map { TrainingImage(trainingImages, $0.index) }
  }
}

extension TrainingImage {
  init(_ images: ImageDataset, _ index: Int) {
    self.init(
      index: index, label: images.labels?[index],
      picture: PixelImage(images.imageShape, Array(images.image(index))))
  }
}

extension ImageDataset {
  /// The image nearest to `pixels` by squared distance, if it is nearer than `limit`.
  fileprivate func nearest(
    to pixels: [UInt8], among range: Range<Int>, within limit: Int
  ) -> (index: Int, distance: Int)? {
    let (area, width) = (imageShape.count, imageShape.width)
    var best: (index: Int, distance: Int)?
    self.pixels.withUnsafeBufferPointer { all in
      pixels.withUnsafeBufferPointer { wanted in
        for index in range {
          let nearest = best?.distance ?? limit
          var distance = 0
          // Row by row: most images are too far after a few.
          for start in stride(from: 0, to: area, by: width) where distance < nearest {
            var sum: Int32 = 0
            for pixel in start..<start + width {
              let difference = Int32(all[index * area + pixel]) - Int32(wanted[pixel])
              sum &+= difference &* difference
            }
            distance += Int(sum)
          }
          if distance < nearest { best = (index, distance) }
        }
      }
    }
    return best
  }
}
