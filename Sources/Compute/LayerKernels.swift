import CKernels

/// A dense layer as the kernels see it, in memory that the caller keeps alive: weights inputs × columns, then the
/// bias row.
public struct LayerMemory {
  public let weights: UnsafeMutablePointer<Float>
  public let inputs: Int
  /// Outputs, padded to a multiple of 16.
  public let columns: Int
  public let stride: Int

  public init(weights: UnsafeMutablePointer<Float>, inputs: Int, columns: Int, stride: Int) {
    self.weights = weights
    self.inputs = inputs
    self.columns = columns
    self.stride = stride
  }

  public var bias: UnsafeMutablePointer<Float> { weights + inputs * stride }
}

/// The non-linearity after a product.
public enum KernelActivation: Int32, Sendable {
  case identity = 0
  case tanh = 1
  case relu = 2
}

/// One rectangle of a product's result, the work of one task.
public struct KernelTile: Sendable {
  public let rows: Range<Int>
  public let columns: Range<Int>

  public init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// The rectangles of a result of rows × columns, `rowBlock` by `columnBlock` each but for the last, one column of
  /// them after the other.
  public static func cover(rows: Int, columns: Int, rowBlock: Int, columnBlock: Int) -> [KernelTile] {
    ranges(of: columns, by: columnBlock).flatMap { column in
      ranges(of: rows, by: rowBlock).map { KernelTile(rows: $0, columns: column) }
    }
  }

  /// The same, one row of them after the other: the rows of the input stay in a core's cache while the weights go by,
  /// which is better where the rows are many.
  public static func coverByRows(rows: Int, columns: Int, rowBlock: Int, columnBlock: Int) -> [KernelTile] {
    ranges(of: rows, by: rowBlock).flatMap { row in
      ranges(of: columns, by: columnBlock).map { KernelTile(rows: row, columns: $0) }
    }
  }

  private static func ranges(of count: Int, by block: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: block).map { $0..<min(count, $0 + block) }
  }

  var range: KernelRange {
    KernelRange(
      firstRow: rows.lowerBound, lastRow: rows.upperBound, firstColumn: columns.lowerBound,
      lastColumn: columns.upperBound)
  }
}

/// What the Bernoulli and the Gaussian likelihood read of the images, and where they leave log p.
public struct PixelTargets {
  /// Images × D bytes, with 64 readable bytes after the last.
  public let pixels: UnsafePointer<UInt8>
  /// D.
  public let pixelCount: Int
  /// Rows of the decoder's output that share an image: K.
  public let samples: Int

  public init(pixels: UnsafePointer<UInt8>, pixelCount: Int, samples: Int) {
    self.pixels = pixels
    self.pixelCount = pixelCount
    self.samples = samples
  }
}

/// The Swift face of the products. Each call computes one tile on the calling thread; tiles of the same product may
/// be computed on several threads at once.
extension Kernels {
  /// output = activation(input · weights + bias).
  public func forward(
    _ input: ScratchMatrix, _ layer: LayerMemory, _ activation: KernelActivation, into output: ScratchMatrix,
    _ tile: KernelTile
  ) {
    var task = denseForward(input, layer, activation, output)
    table.pointee.denseForward(&task, tile.range)
  }

  /// The same for images of which only the pixels that are not zero are listed. Precondition: the tile's rows begin
  /// with a group.
  public func forward(
    _ pixels: SparsePixels, _ layer: LayerMemory, _ activation: KernelActivation, into output: ScratchMatrix,
    _ tile: KernelTile
  ) {
    var task = denseForward(nil, layer, activation, output)
    precondition(tile.rows.lowerBound % SparsePixels.group == 0, "rows \(tile.rows)")
    withUnsafePointer(to: pixels.byImage) { table.pointee.sparseForward(&task, $0, tile.range) }
  }

  /// A layer of logits: leaves sigmoid(logit) − pixel in `gradient` and log p(x|z) of each tile's pixels in
  /// `partialSums` (a column for 16 pixels). Without `gradient` log p alone is computed.
  public func bernoulliForward(
    _ input: ScratchMatrix, _ layer: LayerMemory, _ targets: PixelTargets, gradient: ScratchMatrix?,
    partialSums: ScratchMatrix, _ tile: KernelTile
  ) {
    var task = BernoulliForward(
      dense: denseForward(input, layer, .identity, gradient), pixels: targets.pixels,
      pixelStride: targets.pixelCount, pixelCount: targets.pixelCount, samples: targets.samples,
      partialSums: partialSums.base, partialStride: partialSums.stride)
    table.pointee.bernoulliForward(&task, tile.range)
  }

  /// result = (gradient · weightsᵀ) ⊙ activation′(activated). The tile's columns are the layer's inputs.
  public func backward(
    _ gradient: ScratchMatrix, _ layer: LayerMemory, _ activation: KernelActivation, activated: ScratchMatrix,
    into result: ScratchMatrix, _ tile: KernelTile
  ) {
    var task = DenseBackward(
      gradient: gradient.base, gradientStride: gradient.stride, weights: layer.weights,
      weightStride: layer.stride,
      activated: activated.base, activatedStride: activated.stride, output: result.base,
      outputStride: result.stride, inner: layer.columns, activation: activation.rawValue)
    table.pointee.denseBackward(&task, tile.range)
  }

  /// Turns decoder outputs (mean before the sigmoid, then log-variance) into the gradient of −log p(x|z), for the
  /// rows of a range, and leaves log p in column 0 of `sums`.
  public func gaussianLikelihood(
    _ output: ScratchMatrix, logVarianceColumn: Int, _ targets: PixelTargets,
    logVariances: ClosedRange<Float>,
    sums: ScratchMatrix, rows: Range<Int>
  ) {
    var task = GaussianLikelihood(
      output: output.base, outputStride: output.stride, logVarianceColumn: logVarianceColumn,
      pixels: targets.pixels, pixelStride: targets.pixelCount, pixelCount: targets.pixelCount,
      samples: targets.samples, lowestLogVariance: logVariances.lowerBound,
      highestLogVariance: logVariances.upperBound, sums: sums.base, sumStride: sums.stride)
    table.pointee.gaussianLikelihood(&task, rows.lowerBound, rows.upperBound)
  }

  /// The logistic function of each number of a row, padding included.
  public func sigmoid(_ values: UnsafeMutablePointer<Float>, count: Int) {
    table.pointee.sigmoid(values, paddedToVector(count))
  }

  /// Multiplies each number of a row, padding included.
  public func scale(_ values: UnsafeMutablePointer<Float>, by factor: Float, count: Int) {
    table.pointee.scale(values, factor, paddedToVector(count))
  }

  private func denseForward(
    _ input: ScratchMatrix?, _ layer: LayerMemory, _ activation: KernelActivation, _ output: ScratchMatrix?
  ) -> DenseForward {
    DenseForward(
      input: input?.base, inputStride: input?.stride ?? 0, weights: layer.weights, weightStride: layer.stride,
      bias: layer.bias, output: output?.base, outputStride: output?.stride ?? 0, inner: layer.inputs,
      activation: activation.rawValue)
  }
}
