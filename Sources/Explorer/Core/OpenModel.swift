import Autoencoder
import Compute
import Training

/// What is open: a network, and the data it belongs to.
public struct OpenModel: Sendable, Equatable {
  /// Where the network comes from.
  public enum Origin: Sendable, Equatable {
    /// A run folder, being trained or to be resumed.
    case run(path: String)
    /// A model that ships with the program.
    case shipped
    /// A model that another program computes.
    case foreign
  }

  /// As in the status row: the data set's name, or the shipped model's or run's.
  public let name: String
  public let origin: Origin
  /// What it was trained on, and how; `nil` for a model that another program computes.
  public let configuration: TrainingConfiguration?
  public let imageShape: ImageShape
  /// L, the number of latent dimensions.
  public let latentSize: Int
  /// The KL divergence of each latent dimension when it was saved, in nats; empty when unknown.
  public let klPerDimension: [Double]
  /// The course of its training, where it ships with one.
  public let record: TrainingRecord?
  /// The positions that a person named.
  public var bookmarks: [Bookmark] = []

  public init(
    name: String, origin: Origin, configuration: TrainingConfiguration, klPerDimension: [Double] = [],
    record: TrainingRecord? = nil
  ) {
    self.name = name
    self.origin = origin
    self.configuration = configuration
    imageShape = configuration.architecture.imageShape
    latentSize = configuration.architecture.latentSize
    self.klPerDimension = klPerDimension
    self.record = record
  }

  /// A model that another program computes.
  public init(foreign model: any LatentModel, name: String) {
    self.name = name
    origin = .foreign
    configuration = nil
    imageShape = model.imageShape
    latentSize = model.latentSize
    klPerDimension = []
    record = nil
  }

  /// The data set it was trained on, where that is known.
  public var dataset: String? { configuration?.dataset }
  public var architecture: Architecture? { configuration?.architecture }
}

/// What can be opened.
public enum OpenTarget: Sendable, Equatable {
  /// A data set, on which a new run starts training at once.
  case dataset(String)
  /// The same with the settings that a person chose.
  case newRun(dataset: String, NewRunSettings)
  /// A shipped model.
  case model(String)
  /// A run folder, by its path.
  case run(String)
  /// A model that the program of a command computes, with images of a data set, if one is named.
  case foreign(command: String, data: String?)
  /// A new run that trains on from a state of another one.
  case fork(ForkTarget)

  /// What the footer calls it.
  public var name: String {
    switch self {
    case .dataset(let name), .newRun(let name, _), .model(let name): name
    case .foreign(let command, _): command
    case .run(let path): path.split(separator: "/").last.map(String.init) ?? path
    case .fork(let fork): "a fork of \(OpenTarget.run(fork.path).name)"
    }
  }
}

/// A state of a run from which a new one is to go on.
public struct ForkTarget: Sendable, Equatable {
  /// The folder of the run.
  public let path: String
  /// Examples seen by the state.
  public let examplesSeen: Int
  /// The rate of the new run.
  public let learningRate: Float

  public init(path: String, examplesSeen: Int, learningRate: Float) {
    self.path = path
    self.examplesSeen = examplesSeen
    self.learningRate = learningRate
  }
}
