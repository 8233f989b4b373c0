import Training

/// How a gallery trains and shows a data set.
extension ExperimentData {
  /// The epochs of the reference repository.
  public var standardEpochs: Int { isContinuous ? 2000 : 200 }

  /// The settings of the reference repository: preset `adam`, one hidden layer of 500 tanh units, of 200 for faces.
  func configuration(latentSize: Int, seed: UInt64, epochs: Int) -> TrainingConfiguration {
    configuration(architecture(latentSize: latentSize), preset: .adam, epochs: epochs, seed: seed)
  }

  /// The film of the generation process.
  var film: Film {
    isContinuous
      ? Film(minibatches: [0], epochs: [1, 2, 4, 8, 16, 32, 64], interval: 100, count: 35)
      : Film(
        minibatches: [0, 10, 50, 100, 300, 500], epochs: [2, 3, 5, 8, 12, 20], interval: 30, count: 25)
  }

  /// Photographs compress badly: their film shows each pixel once.
  var filmScale: Int { isContinuous ? 1 : scale }
  /// Images of the film side by side.
  var filmColumns: Int { isContinuous ? 7 : 5 }
}
