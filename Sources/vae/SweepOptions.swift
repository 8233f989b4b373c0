import ArgumentParser
import Experiments

/// The settings of a grid, each a list of values; what is not given follows from the preset and the data.
struct SweepOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("L, as 2,5,10.", valueName: "n,…"))
  var latentSize: GridValues?
  @Option(
    help: ArgumentHelp("Widths of the hidden layers, as 500/200,200 for two.", valueName: "widths/…"),
    transform: { text in
      guard let values = GridValues(text, separator: "/") else {
        throw ValidationError("--hidden: expected widths as 500/200,200, found '\(text)'")
      }
      return values
    })
  var hidden: GridValues?
  @Option(help: ArgumentHelp("adam, paper.", valueName: "name,…"))
  var preset: GridValues?
  @Option(help: ArgumentHelp("aevb, full-vb, wake-sleep, mcem.", valueName: "name,…"))
  var method: GridValues?
  @Option(help: ArgumentHelp("The weights with a posterior in full-vb: decoder, all.", valueName: "name,…"))
  var weightPosterior: GridValues?
  @Option(help: ArgumentHelp("elbo, iwae.", valueName: "name,…"))
  var objective: GridValues?
  @Option(help: ArgumentHelp("K, noise samples per image.", valueName: "k,…"))
  var samples: GridValues?
  @Option(help: ArgumentHelp("β, the weight of the KL divergence.", valueName: "beta,…"))
  var klWeight: GridValues?
  @Option(help: ArgumentHelp("Epochs over which the KL weight rises from 0.", valueName: "n,…"))
  var klWarmUp: GridValues?
  @Option(help: ArgumentHelp("bernoulli, gaussian.", valueName: "name,…"))
  var likelihood: GridValues?
  @Option(help: ArgumentHelp("tanh, relu.", valueName: "name,…"))
  var activation: GridValues?
  @Option(help: ArgumentHelp("sgd, adagrad, adam.", valueName: "name,…"))
  var optimizer: GridValues?
  @Option(help: ArgumentHelp("The standard deviation of the initial weights.", valueName: "sd,…"))
  var initialDeviation: GridValues?
  @Option(help: ArgumentHelp("The learning rate.", valueName: "rate,…"))
  var learningRate: GridValues?
  @Option(help: ArgumentHelp("Adam's ε.", valueName: "number,…"))
  var adamEpsilon: GridValues?
  @Option(help: ArgumentHelp("The learning rate over the epochs: constant, iwae.", valueName: "name,…"))
  var schedule: GridValues?
  @Option(help: ArgumentHelp("B, images per minibatch.", valueName: "n,…"))
  var batchSize: GridValues?
  @Option(help: ArgumentHelp("grey, threshold, stochastic, fixed.", valueName: "mode,…"))
  var pixelMode: GridValues?
  @Option(help: ArgumentHelp("The seeds, as 0-4.", valueName: "n,…"))
  var seed: GridValues?

  /// The settings given, by the names of their options.
  var axes: [SettingGrid.Axis] {
    let all: [(String, GridValues?)] = [
      ("latent-size", latentSize), ("hidden", hidden), ("preset", preset), ("method", method),
      ("weight-posterior", weightPosterior),
      ("objective", objective),
      ("samples", samples), ("kl-weight", klWeight), ("kl-warm-up", klWarmUp), ("likelihood", likelihood),
      ("activation", activation), ("initial-deviation", initialDeviation), ("optimizer", optimizer),
      ("learning-rate", learningRate), ("adam-epsilon", adamEpsilon), ("schedule", schedule),
      ("batch-size", batchSize), ("pixel-mode", pixelMode), ("seed", seed),
    ]
    return all.compactMap { name, values in values.map { SettingGrid.Axis(name: name, values: $0.values) } }
  }
}

extension GridValues: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
