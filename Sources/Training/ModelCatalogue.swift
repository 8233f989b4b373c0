import Autoencoder
import Compute

/// The models that ship with the program, by name.
public struct ModelCatalogue: Sendable {
  /// How a shipped model was made and what it reached: an entry of `models.json`.
  public struct Entry: Codable, Sendable {
    public let name: String
    public let configuration: TrainingConfiguration
    /// The command that trained it.
    public let command: String
    /// Of the program that trained it.
    public let version: String
    /// What it reached: the epoch with the highest bound on the test set.
    public let metrics: EpochMetrics
  }

  /// Test images of a data set at their places in a latent plane.
  public struct PlanePoints: Sendable {
    /// N×2, the posterior means.
    public let positions: Matrix
    /// N classes; empty where the data set has none.
    public let labels: [UInt8]
  }

  public let entries: [Entry]

  /// The path of a model's file, if there is a model of that name.
  public func path(of name: String) -> String? { nil }
}
