import Compute

/// The non-linearity of the hidden layers.
public enum Activation: String, Codable, Sendable, CaseIterable {
  case tanh
  case relu
}

/// The shape of a variational auto-encoder: two mirrored multi-layer perceptrons (Kingma & Welling 2014,
/// appendix C).
///
///     Architecture(imageShape: ImageShape(height: 28, width: 28), hiddenSizes: [500], latentSize: 20)
public struct Architecture: Codable, Hashable, Sendable {
  /// The shape of the images; D is its count. Files call it `imageSize`.
  public let imageShape: ImageShape
  /// H, the widths of the encoder's hidden layers from the image inwards; the decoder mirrors them.
  public let hiddenSizes: [Int]
  /// L, the number of latent dimensions.
  public let latentSize: Int
  public let activation: Activation
  public let likelihood: Likelihood

  private enum CodingKeys: String, CodingKey {
    case imageShape = "imageSize"
    case hiddenSizes, latentSize, activation, likelihood
  }

  /// Precondition: all sizes are positive and there is at least one hidden layer.
  public init(
    imageShape: ImageShape, hiddenSizes: [Int] = [500], latentSize: Int = 20,
    activation: Activation = .tanh, likelihood: Likelihood = .standard
  ) {
    precondition(imageShape.height > 0 && imageShape.width > 0, "images of \(imageShape) pixels")
    precondition(!hiddenSizes.isEmpty && hiddenSizes.allSatisfy { $0 > 0 }, "hidden sizes \(hiddenSizes)")
    precondition(latentSize > 0, "latent size \(latentSize)")
    self.imageShape = imageShape
    self.hiddenSizes = hiddenSizes
    self.latentSize = latentSize
    self.activation = activation
    self.likelihood = likelihood
  }

  /// D, the number of pixels of an image.
  public var pixelCount: Int { imageShape.count }
}
