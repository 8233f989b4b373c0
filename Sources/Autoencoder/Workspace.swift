import Compute

/// The scratch memory and the threads of forward and backward passes over a minibatch.
///
/// A workspace belongs to the one thread that drives it.
public final class Workspace {
  public let architecture: Architecture
  /// B at most.
  public let batchSize: Int
  /// K at most, noise samples per image.
  public let samples: Int
  public let team: ThreadTeam

  let kernels: Kernels
  let layout: ParameterLayout
  /// B × D bytes, with room for a vector's read past the end.
  let pixels: UnsafeMutablePointer<UInt8>
  let sparsePixels: SparsePixels
  /// B × D numbers, for images that are mostly not zero.
  let densePixels: ScratchMatrix
  /// B × H for each encoder layer: activations, and gradients before the activation.
  let encoderHidden, encoderHiddenGradients: [ScratchMatrix]
  /// B × (mean | logVariance).
  let heads, headGradients: ScratchMatrix
  /// B × L.
  let divergence: ScratchMatrix
  /// B·K × L.
  let noise, latent, latentGradient: ScratchMatrix
  /// B·K × H for each decoder layer.
  let decoderHidden, decoderHiddenGradients: [ScratchMatrix]
  /// B·K × outputs: the decoder's output, or the gradient of −log p(x|z) with respect to it.
  let output: ScratchMatrix
  /// B·K × 1 for 16 outputs: parts of log p(x|z).
  let logPartials: ScratchMatrix
  /// B: KL(q(z|x) ‖ N(0, I)) of each image, after `forward`.
  let divergences: UnsafeMutablePointer<Double>
  /// B·K: log p(x|z) of each row, once `sumLogProbabilities` has been called.
  let logProbabilities: UnsafeMutablePointer<Double>
  /// B·K: the weight of each sample in the gradient.
  let sampleWeights: UnsafeMutablePointer<Float>

  /// Whether the current minibatch takes the sparse path through the first layer.
  var isSparse = false
  /// Images, and samples of each, of the current minibatch.
  var count = 0
  var samplesInUse = 1

  public init(
    _ architecture: Architecture, batchSize: Int, samples: Int = 1, team: ThreadTeam,
    kernels: Kernels = .current
  ) {
    precondition(batchSize > 0 && samples > 0, "batches of \(batchSize) images, \(samples) samples")
    let layout = ParameterLayout(architecture)
    let rows = batchSize * samples
    self.architecture = architecture
    self.batchSize = batchSize
    self.samples = samples
    self.team = team
    self.kernels = kernels
    self.layout = layout
    let bytes = batchSize * architecture.pixelCount + 64
    pixels = .allocate(capacity: bytes)
    pixels.initialize(repeating: 0, count: bytes)
    sparsePixels = SparsePixels(
      capacity: batchSize, pixelCount: architecture.pixelCount, kernels: kernels)
    densePixels = ScratchMatrix(rows: batchSize, columns: architecture.pixelCount)
    func matrices(_ layers: [DenseLayer], rows: Int) -> [ScratchMatrix] {
      layers.map { ScratchMatrix(rows: rows, columns: $0.columns) }
    }
    encoderHidden = matrices(layout.encoderHidden, rows: batchSize)
    encoderHiddenGradients = matrices(layout.encoderHidden, rows: batchSize)
    heads = ScratchMatrix(rows: batchSize, columns: layout.encoderHead.columns)
    headGradients = ScratchMatrix(rows: batchSize, columns: layout.encoderHead.columns)
    divergence = ScratchMatrix(rows: batchSize, columns: architecture.latentSize)
    noise = ScratchMatrix(rows: rows, columns: architecture.latentSize)
    latent = ScratchMatrix(rows: rows, columns: architecture.latentSize)
    latentGradient = ScratchMatrix(rows: rows, columns: architecture.latentSize)
    decoderHidden = matrices(layout.decoderHidden, rows: rows)
    decoderHiddenGradients = matrices(layout.decoderHidden, rows: rows)
    output = ScratchMatrix(rows: rows, columns: layout.decoderHead.columns)
    logPartials = ScratchMatrix(rows: rows, columns: max(1, layout.decoderHead.columns / 16))
    divergences = .allocate(capacity: batchSize)
    divergences.initialize(repeating: 0, count: batchSize)
    logProbabilities = .allocate(capacity: rows)
    logProbabilities.initialize(repeating: 0, count: rows)
    sampleWeights = .allocate(capacity: rows)
    sampleWeights.initialize(repeating: 1, count: rows)
  }

  deinit {
    pixels.deallocate()
    divergences.deallocate()
    logProbabilities.deallocate()
    sampleWeights.deallocate()
  }

  /// Rows of the decoder: B·K.
  var rowCount: Int { count * samplesInUse }

  var logVarianceColumn: Int { layout.encoderHead.heads[1].firstColumn }

  var latentRows: LatentRows {
    LatentRows(
      heads: heads, logVarianceColumn: logVarianceColumn, noise: noise, latent: latent,
      latentSize: architecture.latentSize, samples: samplesInUse)
  }

  var targets: PixelTargets {
    PixelTargets(pixels: pixels, pixelCount: architecture.pixelCount, samples: samplesInUse)
  }

  /// Calls `body` for blocks of images that together cover the minibatch, on all threads.
  func forEachImageBlock(_ body: (Range<Int>) -> Void) {
    let block = max(1, 10 / samplesInUse)
    let count = self.count
    team.run(tasks: (count + block - 1) / block) { body($0 * block..<min(count, ($0 + 1) * block)) }
  }

  /// The rows of the decoder that belong to a range of images.
  func sampleRows(_ images: Range<Int>) -> Range<Int> {
    images.lowerBound * samplesInUse..<images.upperBound * samplesInUse
  }
}
