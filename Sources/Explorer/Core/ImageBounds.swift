import Autoencoder

/// The evidence lower bound of each image under one state of a model, in nats.
///
/// Means over the images are made once, by the initialiser, on the thread that measures.
public struct ImageBounds: Sendable, Equatable {
  /// E_q[log p(x|z)] of N images.
  public let reconstruction: [Float]
  /// KL(q(z|x) ‖ N(0, I)) of N images.
  public let klDivergence: [Float]
  /// The means over all images.
  public let all: BoundFigures
  /// The means over the images of each class that occurs.
  public let classes: [UInt8: BoundFigures]

  /// Precondition: as many labels as bounds.
  public init(_ bounds: [ELBO], labels: [UInt8]?) {
    precondition(labels == nil || labels?.count == bounds.count, "labels of other images")
    reconstruction = bounds.map { Float($0.reconstruction) }
    klDivergence = bounds.map { Float($0.klDivergence) }
    all = BoundFigures(bounds)
    let byClass = Dictionary(grouping: bounds.indices) { labels?[$0] ?? 0 }
    classes = labels == nil ? [:] : byClass.mapValues { BoundFigures($0.map { bounds[$0] }) }
  }

  /// N, the number of images.
  public var count: Int { reconstruction.count }

  /// The bound of an image.
  func elbo(_ index: Int) -> Float { reconstruction[index] - klDivergence[index] }

  /// The means over the images of a class, or over all; `nil` if there is none of the class.
  func figures(ofClass label: UInt8?) -> BoundFigures? { label.map { classes[$0] } ?? all }
}

/// The bound and its parts as means over some images, each with its standard error, in nats per image.
public struct BoundFigures: Sendable, Equatable {
  public let elbo: Estimate
  public let reconstruction: Estimate
  public let klDivergence: Estimate

  /// Of no image, no number.
  init(_ bounds: some Collection<ELBO>) {
    func estimate(_ part: (ELBO) -> Double) -> Estimate {
      bounds.isEmpty ? Estimate(mean: .nan, standardError: .nan) : Estimate(bounds.map(part))
    }
    elbo = estimate(\.elbo)
    reconstruction = estimate(\.reconstruction)
    klDivergence = estimate(\.klDivergence)
  }
}
