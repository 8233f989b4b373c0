import Compute
import Foundation
import Testing

/// The products of the forward and the backward pass against naive loops, in every instruction set.
@Suite struct ProductKernelTests {
  static func activate(_ x: Double, _ activation: KernelActivation) -> Double {
    switch activation {
    case .identity: x
    case .tanh: tanh(x)
    case .relu: max(0, x)
    }
  }

  @Test(arguments: Awkward.rows, Awkward.inner)
  func forwardIsTheNaiveProduct(rows: Int, inner: Int) {
    for columns in Awkward.columns(rows, inner) {
      let input = ScratchMatrix(rows, inner, random: 1)
      let layer = TestLayer(inner, columns, random: 2)
      let product = naiveProduct(rows, inner, columns, { input.row($0)[$1] }, { layer.numbers.row($0)[$1] })
      for kernels in Kernels.available {
        for activation in [KernelActivation.identity, .tanh, .relu] {
          let output = ScratchMatrix(rows: rows, columns: columns)
          kernels.forward(input, layer.memory, activation, into: output, layer.whole(rows: rows))
          let mismatch = output.mismatch {
            Self.activate(product[$0][$1] + Double(layer.numbers.row(inner)[$1]), activation)
          }
          #expect(mismatch == nil, "\(kernels.instructionSet) \(activation), \(columns) columns")
        }
      }
    }
  }

  @Test(arguments: Awkward.rows, Awkward.inner)
  func sparseForwardHasTheBitsOfTheDense(images: Int, pixelCount: Int) {
    let pixels = TestPixels(images: images, pixelCount: pixelCount)
    let (dense, sparse) = (pixels.dense, pixels.sparse)
    for columns in Awkward.columns(images, pixelCount) + [272] {
      let layer = TestLayer(pixelCount, columns, random: 4)
      for kernels in Kernels.available {
        let whole = ScratchMatrix(rows: images, columns: columns)
        let listed = ScratchMatrix(rows: images, columns: columns)
        kernels.forward(dense, layer.memory, .tanh, into: whole, layer.whole(rows: images))
        kernels.forward(sparse, layer.memory, .tanh, into: listed, layer.whole(rows: images))
        #expect(listed.isIdentical(to: whole), "\(kernels.instructionSet), \(columns) columns")
      }
    }
  }

  @Test(arguments: Awkward.rows, Awkward.inner)
  func backwardIsTheNaiveProduct(rows: Int, inputs: Int) {
    for outputs in Awkward.columns(rows, inputs) {
      let gradient = ScratchMatrix(rows, outputs, random: 5)
      let activated = ScratchMatrix(rows, inputs, random: 6, scale: 0.5)
      let layer = TestLayer(inputs, outputs, random: 7)
      let product = naiveProduct(
        rows, outputs, inputs, { gradient.row($0)[$1] }, { layer.numbers.row($1)[$0] })
      for kernels in Kernels.available {
        for activation in [KernelActivation.identity, .tanh, .relu] {
          let result = ScratchMatrix(rows: rows, columns: inputs)
          kernels.backward(
            gradient, layer.memory, activation, activated: activated, into: result,
            KernelTile(rows: 0..<rows, columns: 0..<inputs))
          let mismatch = result.mismatch(tolerance: 2e-5) { row, column in
            let value = Double(activated.row(row)[column])
            switch activation {
            case .identity: return product[row][column]
            case .tanh: return product[row][column] * (1 - value * value)
            case .relu: return value > 0 ? product[row][column] : 0
            }
          }
          #expect(mismatch == nil, "\(kernels.instructionSet) \(activation), \(outputs) outputs")
        }
      }
    }
  }

  /// Any split into tiles gives the bits of the whole, so that results depend on no number of threads.
  @Test(arguments: Kernels.available, [1, 3, 4, 7, 13, 50])
  func splitsGiveTheSameBits(kernels: Kernels, rowBlock: Int) {
    let (rows, inner, columns) = (37, 101, 100)
    let input = ScratchMatrix(rows, inner, random: 8)
    let layer = TestLayer(inner, columns, random: 9)
    let pixels = TestPixels(images: rows, pixelCount: inner)
    let sparse = pixels.sparse
    for columnBlock in [16, 32, 48, 96] {
      let place = Comment("\(rowBlock) rows, \(columnBlock) columns")
      let tiles = KernelTile.cover(
        rows: rows, columns: paddedToVector(columns), rowBlock: rowBlock, columnBlock: columnBlock)
      let split: ([KernelTile], (ScratchMatrix, KernelTile) -> Void) -> Bool = { tiles, body in
        let (whole, parts) = (
          ScratchMatrix(rows: rows, columns: columns), ScratchMatrix(rows: rows, columns: columns)
        )
        body(whole, layer.whole(rows: rows))
        for tile in tiles.reversed() { body(parts, tile) }
        return parts.isIdentical(to: whole)
      }
      let groups = KernelTile.cover(
        rows: rows, columns: paddedToVector(columns), rowBlock: 4 * rowBlock, columnBlock: columnBlock)
      #expect(split(tiles) { kernels.forward(input, layer.memory, .tanh, into: $0, $1) }, place)
      #expect(split(groups) { kernels.forward(sparse, layer.memory, .tanh, into: $0, $1) }, place)
    }
    for columnBlock in [1, 5, 8, 24, 67] {
      let gradient = ScratchMatrix(rows, columns, random: 10)
      let (whole, parts) = (
        ScratchMatrix(rows: rows, columns: inner), ScratchMatrix(rows: rows, columns: inner)
      )
      kernels.backward(
        gradient, layer.memory, .tanh, activated: input, into: whole,
        KernelTile(rows: 0..<rows, columns: 0..<inner))
      for tile in KernelTile.cover(rows: rows, columns: inner, rowBlock: rowBlock, columnBlock: columnBlock) {
        kernels.backward(gradient, layer.memory, .tanh, activated: input, into: parts, tile)
      }
      #expect(parts.isIdentical(to: whole), "backward, \(rowBlock) rows, \(columnBlock) columns")
    }
  }

  /// A parameter that is not a number must show in what is computed with it, or divergence goes unnoticed.
  @Test(arguments: Kernels.available, [KernelActivation.identity, .tanh, .relu])
  func notANumberGoesThrough(kernels: Kernels, activation: KernelActivation) {
    let input = ScratchMatrix(3, 5, random: 11)
    let layer = TestLayer(5, 17, random: 12)
    layer.numbers.row(2)[16] = .nan
    let output = ScratchMatrix(rows: 3, columns: 17)
    kernels.forward(input, layer.memory, activation, into: output, layer.whole(rows: 3))
    for row in 0..<3 {
      #expect(output.row(row)[16].isNaN)
      #expect((0..<16).allSatisfy { output.row(row)[$0].isFinite })
    }
  }
}
