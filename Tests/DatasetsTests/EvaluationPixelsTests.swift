import Compute
import Testing

@testable import Datasets

@Suite struct EvaluationPixelsTests {
  private let images = ImageDataset(
    name: "grey", imageShape: ImageShape(height: 3, width: 5),
    pixels: (0..<12 * 15).map { UInt8(40 + $0) }, labels: (0..<12).map { UInt8($0) })

  /// An image has the pixels that it has in an evaluation of all, whichever images are chosen beside it.
  @Test(arguments: PixelMode.allCases) func chosenImagesAreThoseOfTheWhole(mode: PixelMode) {
    let all = images.evaluationPixels(mode: mode, seed: 3)
    let indices = [7, 2, 11]
    let chosen = images.evaluationImages(indices, mode: mode, seed: 3)
    let expected: [UInt8] = indices.flatMap { all[$0 * 15..<$0 * 15 + 15] }
    #expect(chosen.pixels == expected)
    #expect(chosen.labels == [7, 2, 11])
    #expect(images.evaluationPixels(mode: mode, seed: 3) == all)
    #expect((all == images.pixels) == (mode == .grey || mode == .fixed))
    #expect((all == images.evaluationPixels(mode: mode, seed: 4)) == (mode != .stochastic))
  }
}
