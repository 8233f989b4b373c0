import Autoencoder
import Compute
import Datasets
import Testing

@testable import Training

@Suite struct ConfigurationCheckTests {
  private func refusal(_ change: (inout TrainingConfiguration) -> Void) -> String? {
    var configuration = Fixture.configuration()
    change(&configuration)
    do {
      try configuration.check()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func settingsAreNamedAsSentencesNameThem() {
    #expect(refusal { _ in } == nil)
    #expect(refusal { $0.batchSize = 100_001 } == "batch size: expected 1 to 100000, found 100001")
    #expect(refusal { $0.objective.klWeight = -1 } == "KL weight: expected 0 or more, found -1.0")
    #expect(refusal { $0.learningRate = nil } == "learning rate: expected a number for adam, found none")
    #expect(
      refusal { $0.reading = ImageReading(range: PixelRange(low: 1, high: 1)) }
        == "range of pixels: expected LOW less than HIGH, found 1…1")
    #expect(
      refusal {
        $0.objective = Objective(.iwae)
        $0.klWarmUpEpochs = 2
      }
        == "KL warm-up: expected none with the objective iwae, which has no KL term to be weighted, found 2")
    #expect(
      refusal {
        $0.architecture = Architecture(imageShape: Fixture.imageShape, likelihood: .gaussian)
        $0.pixelMode = .threshold
      } == "pixel mode: expected grey with a Gaussian likelihood, found threshold")
  }

  /// The latent size has one range, wherever it is asked for.
  @Test func sizesHaveOneRange() {
    func latentSize(_ size: Int) -> String? {
      refusal { $0.architecture = Architecture(imageShape: Fixture.imageShape, latentSize: size) }
    }
    #expect(Setting.latentSize.range == 1...100_000)
    #expect(latentSize(100_000) == nil)
    #expect(latentSize(100_001) == "latent size: expected 1 to 100000, found 100001")
    #expect(
      refusal { $0.architecture = Architecture(imageShape: ImageShape(height: 1001, width: 1000)) }
        == "image size: expected at most 1000000 pixels, found 1001×1000")
    #expect(
      refusal { $0.architecture = Architecture(imageShape: ImageShape(height: 2, width: 2, channels: 2)) }
        == "image size: expected 1 or 3 numbers a pixel, found 2×2×2")
  }
}
