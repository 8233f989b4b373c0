import Autoencoder
import Explorer

/// Decodes a few latent positions on the thread that asks.
///
/// It takes some microseconds, while another thread may wake late: where training uses every core, Linux lets it have one
/// at the next tick of its clock, up to four milliseconds later.
struct PromptDecoding {
  /// The most floating-point operations of a request that is answered here: about 0.3 ms on a slow core.
  static let mostOperations = 30_000_000
  private let memory = InferenceMemory()

  /// The answer to a request; `nil` where it is not a decoding, takes long, or goes to a model of another process.
  func answer(_ request: ModelRequest, by model: any LatentModel) -> ModelAnswer? {
    guard case .decode(let latents, _) = request.task, let model = model as? VariationalAutoencoder,
      latents.rows * ParameterLayout(model.architecture).decoderOperations.forward <= Self.mostOperations
    else { return nil }
    let work = ModelWork(model: model, context: InferenceContext(memory: memory), betweenParts: {})
    let result = Result { try work.result(of: request.task) }
    return ModelAnswer(
      generation: request.generation, result: result.mapError { $0 as? ModelFailure ?? .failed("\($0)") })
  }
}
