import Compute

/// log p(x, z) = log p(x|z) + log N(z; 0, I) of a minibatch of images as a function of z, with its gradient, by the
/// kernels of training (Kingma & Welling 2014, appendices D and E).
///
/// Each of the B images has K positions, so that row r of a matrix of positions belongs to image r / K:
///
///     let density = JointDensity(model, pixels: pixels, count: 10, positionsPerImage: 4, workspace: workspace)
///     let point = density.gradient(at: latents)  // 40 × L
///
/// The images stay in the workspace, which serves nothing else until the density is done with.
public struct JointDensity: DifferentiableDensity {
  private let model: VariationalAutoencoder
  private let workspace: Workspace

  /// The density of images given as B × D bytes.
  ///
  /// - Parameters:
  ///   - pixels: begin with the first of the images.
  ///   - count: B, at most the workspace's `batchSize`.
  ///   - positionsPerImage: K, at most the workspace's `samples`.
  public init(
    _ model: VariationalAutoencoder, pixels: ArraySlice<UInt8>, count: Int, positionsPerImage: Int,
    workspace: Workspace
  ) {
    precondition(workspace.architecture == model.architecture, "a workspace for another architecture")
    self.model = model
    self.workspace = workspace
    pixels.withUnsafeBufferPointer {
      workspace.load($0, count: count, samples: positionsPerImage, noise: nil)
    }
  }

  /// The density of the images that a workspace has loaded.
  init(_ model: VariationalAutoencoder, loadedBy workspace: Workspace) {
    precondition(workspace.architecture == model.architecture, "a workspace for another architecture")
    self.model = model
    self.workspace = workspace
  }

  /// B·K.
  public var positionCount: Int { workspace.rowCount }

  /// log p(x|z) of each of B·K × L positions, in nats.
  public func logLikelihoods(at positions: Matrix) -> [Double] {
    withNetwork(at: positions) { workspace.decoderForward($0) }
    return (0..<positionCount).map { workspace.logProbabilities[$0] }
  }

  /// log p(x, z) of each of B·K × L positions, with the constants of both distributions, in nats.
  public func logDensities(at positions: Matrix) -> [Double] {
    zip(logLikelihoods(at: positions), positions.logPriors).map { $0 + $1 }
  }

  /// log p(x, z) of B·K × L positions and its gradient with respect to z.
  public func gradient(at positions: Matrix) -> DensityGradient {
    withNetwork(at: positions) {
      workspace.decoderForward($0)
      workspace.decoderBackward($0)
    }
    var gradients = Matrix(rows: positions.rows, columns: positions.columns)
    workspace.latentGradient.unload(into: &gradients, rows: 0..<positions.rows)
    // The kernels leave the gradient of −log p(x|z); that of log N(z; 0, I) is −z.
    for (index, z) in positions.elements.enumerated() {
      gradients.elements[index] = -gradients.elements[index] - z
    }
    let logLikelihoods = (0..<positionCount).map { workspace.logProbabilities[$0] }
    return DensityGradient(
      logDensities: zip(logLikelihoods, positions.logPriors).map { $0 + $1 }, gradients: gradients)
  }

  private func withNetwork(at positions: Matrix, _ body: (NetworkMemory) -> Void) {
    precondition(positions.rows == positionCount, "\(positions.rows) positions for \(positionCount)")
    workspace.latent.load(positions, rows: 0..<positions.rows)
    model.parameters.block.withUnsafePointer { base in
      body(NetworkMemory(reading: model.parameters.layout, at: base))
    }
  }
}

extension Workspace {
  /// Latent positions in `latent` to log p(x|z) in `logProbabilities`, and its gradient in `output`.
  func decoderForward(_ network: NetworkMemory) {
    forEachImageBlock { decoderBody(network, rows: sampleRows($0)) }
    likelihood(network)
    sumLogProbabilities()
  }

  /// After a forward pass: the gradient of −log p(x|z) with respect to the decoder's hidden layers and, in
  /// `latentGradient`, to the latent positions.
  func decoderBackward(_ network: NetworkMemory) {
    let tiles = outputBackwardTiles(network)
    team.run(tasks: tiles.count) { outputBackward(network, tiles[$0]) }
    forEachImageBlock { decoderBackward(network, rows: sampleRows($0)) }
  }
}

extension Matrix {
  /// A range of rows.
  func rows(_ range: Range<Int>) -> Matrix {
    Matrix(
      rows: range.count, columns: columns,
      elements: Array(elements[range.lowerBound * columns..<range.upperBound * columns]))
  }

  /// log N(z; 0, I) of each row z, in nats.
  var logPriors: [Double] {
    (0..<rows).map { index in
      let squares = row(index).reduce(0.0) { $0 + Double($1) * Double($1) }
      return -0.5 * (squares + Double(columns) * logTwoPi)
    }
  }
}
