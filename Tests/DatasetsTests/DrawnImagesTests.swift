import Compute
import Formats
import Testing

@testable import Datasets

@Suite struct DrawnImagesTests {
  private func digest(_ images: ImageDataset) -> String { String(SHA256.digest(images.pixels).prefix(16)) }

  /// The same on every machine: these digests change only when the drawing does.
  @Test func imagesAreAFunctionOfTheSeed() {
    let digits = DrawnDigits(seed: 1).split(trainCount: 300, testCount: 20)
    #expect(digest(digits.train) == "1cca1dec82870077")
    #expect(digest(digits.test) == "10712235c2c66cc7")
    let faces = DrawnFaces(seed: 1).video(frames: 40)
    #expect(digest(faces) == "d70e2a4a12fc306b")
    #expect(digest(DrawnDigits(seed: 2).split(trainCount: 300, testCount: 0).train) != digest(digits.train))
    #expect(digest(DrawnFaces(seed: 2).video(frames: 40)) != digest(faces))
  }

  @Test func moreImagesLeaveTheFirstAlone() {
    let few = DrawnDigits(seed: 4).split(trainCount: 30, testCount: 10)
    let many = DrawnDigits(seed: 4).split(trainCount: 50, testCount: 20)
    #expect(few.train.pixels[...] == many.train.pixels.prefix(few.train.pixels.count))
    #expect(few.test.pixels[...] == many.test.pixels.prefix(few.test.pixels.count))
  }

  /// MNIST's ways: the ink in a 20×20 box, its centre of mass in the middle, a third to a tenth of the pixels inked.
  @Test func digitsAreLaidOutAsInMNIST() {
    let digits = DrawnDigits(seed: 0).split(trainCount: 400, testCount: 0).train
    var classes = Set<UInt8>()
    var total = 0.0
    for index in 0..<digits.count {
      classes.insert(digits.labels![index])
      var (mass, x, y) = (0.0, 0.0, 0.0)
      var rows = Set<Int>()
      var columns = Set<Int>()
      for (pixel, level) in digits.image(index).enumerated() where level > 0 {
        mass += Double(level)
        x += Double(level) * (Double(pixel % 28) + 0.5)
        y += Double(level) * (Double(pixel / 28) + 0.5)
        if level > 127 {
          rows.insert(pixel / 28)
          columns.insert(pixel % 28)
        }
      }
      #expect(abs(x / mass - 14) < 1.2 && abs(y / mass - 14) < 1.2, "image \(index)")
      #expect((18...21).contains(max(rows.count, columns.count)), "image \(index)")
      total += mass / 784 / Double(digits.count)
    }
    #expect(classes.count == 10)
    // MNIST's mean is 33.
    #expect(total > 25 && total < 41)
  }

  @Test func facesMoveSmoothly() {
    let video = DrawnFaces(seed: 0).video(frames: 120)
    func distance(_ a: Int, _ b: Int) -> Double {
      let sum = zip(video.image(a), video.image(b)).reduce(0.0) { sum, pair in
        sum + (Double(pair.0) - Double(pair.1)) * (Double(pair.0) - Double(pair.1))
      }
      return (sum / 560).squareRoot()
    }
    let steps = (0..<119).map { distance($0, $0 + 1) }
    let leaps = (0..<60).map { distance($0, $0 + 60) }
    let meanStep: Double = steps.reduce(0, +) / 119
    let meanLeap: Double = leaps.reduce(0, +) / 60
    #expect(meanStep < 0.5 * meanLeap)
    #expect(steps.max()! < 40)
    let split = DrawnFaces(seed: 0).split(trainCount: 30, testCount: 10)
    #expect(split.isContinuous && split.train.count == 30 && split.test.count == 10)
    #expect(split.imageShape == ImageShape(height: 28, width: 20))
  }

  /// The frames of the grey faces, in colours that differ from grey and from part to part.
  @Test func colouredFacesAreTheGreyOnesInColour() throws {
    let catalogue = DatasetCatalogue(locator: DatasetLocator(environment: [:]))
    let options = LoadOptions(seed: 3, trainCount: 30, testCount: 10)
    let (grey, color) = (
      try catalogue.load("faces", options: options), try catalogue.load("color-faces", options: options)
    )
    #expect(color.imageShape == ImageShape(height: 28, width: 20, channels: 3) && color.isContinuous)
    let luma = color.train.pixels.converted(from: 3, to: 1)
    let errors = zip(luma, grey.train.pixels).map { abs(Double($0) - Double($1)) }
    #expect(errors.reduce(0, +) / Double(errors.count) < 12)
    let warmth = stride(from: 0, to: color.train.pixels.count, by: 3).map { first in
      Int(color.train.pixels[first]) - Int(color.train.pixels[first + 2])
    }
    #expect(warmth.max()! > 60 && warmth.min()! < -30)
  }
}
