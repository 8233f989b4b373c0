import Compute
import Formats
import TestFiles
import Testing

@testable import Datasets

struct HeldBackImageTests {
  private static let data: DataSplit = {
    let shape = ImageShape(height: 1, width: 1)
    let train = ImageDataset(
      name: "n", imageShape: shape, pixels: Array(0..<100), labels: (0..<100).map { $0 % 7 })
    return DataSplit(name: "n", train: train, test: ImageDataset(name: "n", imageShape: shape, pixels: [200]))
  }()

  @Test func aShareIsHeldBackBySeed() throws {
    let split = try Self.data.holdingBack(0.25, seed: 1)
    let validation = try #require(split.validation)
    #expect(validation.count == 25 && split.train.count == 75 && split.test.pixels == [200])
    #expect((split.train.pixels + validation.pixels).sorted() == Array(0..<100))
    #expect(zip(validation.pixels, validation.labels!).allSatisfy { $0 % 7 == $1 })
    #expect(validation.pixels != Array(75..<100), "a choice, not the end")
    #expect(try Self.data.holdingBack(0.25, seed: 1).validation?.pixels == validation.pixels)
    #expect(try Self.data.holdingBack(0.25, seed: 2).validation?.pixels != validation.pixels)
    #expect(try Self.data.holdingBack(nil, seed: 1).validation == nil)
  }

  @Test func whatCannotBeHeldBackIsRefused() throws {
    #expect(inputError { try Self.data.holdingBack(0.001, seed: 1) }?.kind == .badSettings)
    let split = try Self.data.holdingBack(0.25, seed: 1)
    let error = inputError { try split.holdingBack(0.25, seed: 1) }
    #expect(error?.description.contains("--validation-fraction") == true)
  }

  @Test func theCatalogueHoldsBack() throws {
    let catalogue = DatasetCatalogue(locator: DatasetLocator(environment: [:]))
    let options = LoadOptions(trainCount: 40, testCount: 5, validationFraction: 0.1)
    let split = try catalogue.load("digits", options: options)
    #expect(split.train.count == 36 && split.validation?.count == 4)
  }
}
