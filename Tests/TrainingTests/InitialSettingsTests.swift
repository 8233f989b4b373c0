import Autoencoder
import Compute
import Datasets
import Foundation
import Testing

@testable import Training

/// The standard deviation of the initial weights and the number of training images.
@Suite struct InitialSettingsTests {
  /// Where neither is given, the weights are the preset's, and files hold no word of them.
  @Test func withoutThemARunIsAsBefore() throws {
    #expect(Fixture.configuration(.adam).initialization == .uniform)
    #expect(Fixture.configuration(.paper).initialization == .normal(deviation: 0.01))
    #expect(Fixture.configuration().loadOptions.trainCount == nil)
    let text = String(decoding: try JSONEncoder().encode(Fixture.configuration()), as: UTF8.self)
    #expect(text.contains("preset") && !text.contains("initialDeviation") && !text.contains("trainCount"))
  }

  @Test func theyAreKeptInFiles() throws {
    var configuration = Fixture.configuration()
    configuration.initialDeviation = 0.1
    configuration.trainCount = 30
    let checkpoint = Fixture.trainer(configuration).checkpoint(seconds: 0)
    let read = try Checkpoint(checkpoint.contents().bytes(), path: "memory").configuration
    #expect(read == configuration && read.loadOptions.trainCount == 30)
  }

  /// The paper's weights with ten times the deviation are ten times as large.
  @Test(arguments: Preset.allCases) func theDeviationScalesTheWeights(preset: Preset) {
    let small = Fixture.trainer(Fixture.configuration(.paper)).model.parameters
    var configuration = Fixture.configuration(preset)
    configuration.initialDeviation = 0.1
    let large = Fixture.trainer(configuration).model.parameters
    for tensor in small.layout.tensors {
      let pairs = zip(small.values(of: tensor), large.values(of: tensor))
      #expect(pairs.allSatisfy { abs(10 * $0 - $1) <= 1e-6 * abs($1) }, "\(tensor.name)")
    }
    #expect(small.values(of: small.layout.tensors[0]).contains { $0 != 0 })
  }

  @Test func trainingIsOnTheFirstImages() throws {
    let catalogue = DatasetCatalogue(locator: DatasetLocator(explicitDirectory: nil, environment: [:]))
    var configuration = Fixture.configuration()
    configuration.trainCount = 60
    let few = try catalogue.load("digits", options: configuration.loadOptions)
    configuration.trainCount = 90
    let more = try catalogue.load("digits", options: configuration.loadOptions)
    #expect(few.train.count == 60 && few.train.pixels == Array(more.train.pixels.prefix(60 * 784)))
    #expect(few.test.pixels == more.test.pixels)
  }

  @Test(arguments: [0, -1, .infinity, .nan] as [Float])
  func aDeviationThatCannotBeIsRefused(deviation: Float) {
    var configuration = Fixture.configuration()
    configuration.initialDeviation = deviation
    #expect(
      throws: SettingError(setting: .initialDeviation, expected: "more than 0", found: "\(deviation)")
    ) { try configuration.check() }
    configuration.initialDeviation = nil
    configuration.trainCount = 0
    #expect(throws: SettingError(setting: .trainCount, expected: "1 to 1000000000", found: "0")) {
      try configuration.check()
    }
  }
}
