import Compute
import Formats
import TestFiles
import Testing

@testable import Datasets

@Suite struct NamedArrayTests {
  private let images = FileBuilder.npy([4, 2, 3], bytes: fourImages)
  private let labels = FileBuilder.npy([4], bytes: [0, 1, 2, 3])
  private let objects = FileBuilder.npy([4], type: "|O8", bytes: [UInt8](repeating: 0, count: 32))

  @Test(arguments: ["imgs", "Images", "train_imgs", "trainX"]) func namesThatDataSetsUse(name: String) throws
  {
    let split = try load(
      FileBuilder.npz([("\(name).npy", images), ("label.npy", labels), ("z.npy", labels)]))
    #expect(split.images.count == 4 && split.train.labels != nil && split.source?.notes == [])
  }

  @Test func theOnlyImagesAreTakenAndThatIsSaid() throws {
    let split = try load(
      FileBuilder.npz([("pics.npy", images), ("ages.npy", labels), ("names.npy", objects)]))
    #expect(split.images.count == 4 && split.source?.notes == ["The images are the array pics."])
    let error = inputError { try load(FileBuilder.npz([("p.npy", images), ("q.npy", images)])) }
    #expect(error?.description.contains("found p, q") == true)
  }

  @Test func aNeedlessArrayOfObjectsIsPassedOver() throws {
    let split = try load(FileBuilder.npz([("x.npy", images), ("names.npy", objects)]))
    #expect(split.images.count == 4 && split.source?.notes == [])
  }

  @Test func aPartForValidation() throws {
    let parts = ["x_train", "x_valid", "x_test"].map { ("\($0).npy", images) }
    let split = try load(FileBuilder.npz(parts))
    #expect(split.validation?.count == 4)
    #expect(split.summary == "file: 4 + 4 images of 2×3, 4 for validation, values 0…253 of 255, no labels")
  }

  @Test func onlyNamesOfTheTimeCountInEarlierRuns() throws {
    let file = FileBuilder.npz([("x.npy", images), ("test_x.npy", images)])
    #expect(try load(file).test.count == 4)
    #expect(try load(file, reading: nil).test.count == 1)
  }

  @Test func packedNumPyIsRead() throws {
    #expect(try load(FileBuilder.gzip(images)).images == load(images).images)
    #expect(inputError { try load(FileBuilder.gzip(Array(images.dropLast()))) }?.kind == .badFile)
  }
}
