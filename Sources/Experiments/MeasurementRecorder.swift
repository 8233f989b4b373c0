import Autoencoder
import Compute
import Datasets
import Formats
import Training

/// Measures a run at the moments of a plan, a file each.
struct MeasurementRecorder: Recorder {
  let plan: MeasurementPlan
  /// Of the run.
  let folder: String

  /// The paper's estimator with as many chains as keep a measurement short: beside the grid on a plane it is as good.
  private static let estimator = HMCDensityEstimator(chains: 10, burnIn: 20, thinning: 2)

  func record(_ trainer: Trainer, data: DataSplit, team: ThreadTeam) throws(InputError) {
    guard let moment = plan.moment(of: trainer) else { return }
    let measurement = Measurement(
      examples: moment, learningRate: trainer.learningRate,
      train: try measure(trainer, on: data.train.first(plan.images), team),
      test: try measure(trainer, on: data.test.first(plan.images), team))
    try measurement.write(in: folder)
  }

  private func measure(
    _ trainer: Trainer, on images: ImageDataset, _ team: ThreadTeam
  ) throws(InputError) -> Measurement.Part {
    let (mode, seed) = (trainer.configuration.pixelMode, trainer.configuration.seed)
    let evaluation = try ModelEvaluation(
      trainer.model, on: images, pixelMode: mode, samples: JobResult.noiseSamples, seed: seed, team: team)
    var estimate: LogLikelihoodEstimate?
    if plan.estimatesLogLikelihood {
      estimate = try Self.estimator.estimate(
        trainer.model, on: images, pixelMode: mode, seed: seed, team: team)
    }
    return Measurement.Part(
      elbo: evaluation.elbo, klDivergence: evaluation.klDivergence, logLikelihood: estimate?.mean,
      spread: estimate?.spread)
  }
}
