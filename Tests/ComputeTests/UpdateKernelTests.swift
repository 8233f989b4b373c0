import Compute
import Testing

/// The update of weights and biases under every rule, against naive loops, in every instruction set.
@Suite struct UpdateKernelTests {
  static let rules = [
    UpdateRule(kind: .store, gradientScale: 0.25),
    UpdateRule(kind: .sgd, stepSize: 0.1, gradientScale: 0.5, weightDecay: 0.2),
    UpdateRule(kind: .adagrad, stepSize: 0.1, gradientScale: 0.5, weightDecay: 0.2, epsilon: 1e-3),
    UpdateRule(
      kind: .adam, stepSize: 0.1, gradientScale: 0.5, weightDecay: 0.2, beta1: 0.8, beta2: 0.95,
      rootCorrection: 1.7, epsilon: 1e-3),
  ]

  /// A layer with optimiser state and room for the gradient.
  private struct Target {
    let layer: TestLayer
    let first, second, stored: ScratchMatrix

    init(_ inputs: Int, _ outputs: Int) {
      layer = TestLayer(inputs, outputs, random: 21)
      first = ScratchMatrix(inputs + 1, outputs, random: 22)
      second = ScratchMatrix(inputs + 1, outputs, random: 23)
      // Both hold squares under some rule, which are not negative.
      for state in [first, second] {
        for index in 0..<state.rows * state.stride { state.base[index] *= state.base[index] }
      }
      stored = ScratchMatrix(rows: inputs + 1, columns: outputs)
    }

    var all: [(name: String, numbers: ScratchMatrix)] {
      [("parameters", layer.numbers), ("first state", first), ("second state", second), ("gradient", stored)]
    }

    func memory(_ rule: UpdateRule) -> UpdateMemory {
      UpdateMemory(
        layer: layer.memory, firstState: rule.stateCount > 0 ? first.base : nil,
        secondState: rule.stateCount > 1 ? second.base : nil,
        gradient: rule.kind == .store ? stored.base : nil)
    }

    func isIdentical(to other: Target) -> Bool {
      zip(all, other.all).allSatisfy { $0.numbers.isIdentical(to: $1.numbers) }
    }
  }

  /// One number's parameter, first state, second state and stored gradient under a rule.
  private static func apply(
    _ rule: UpdateRule, _ gradient: Double, _ old: (Double, Double, Double), isBias: Bool
  ) -> [Double] {
    let (weight, first, second) = old
    let scaled = Double(rule.gradientScale) * gradient
    if rule.kind == .store { return [weight, first, second, scaled] }
    let g = scaled + (isBias ? 0 : Double(rule.weightDecay) * weight)
    let (step, epsilon) = (Double(rule.stepSize), Double(rule.epsilon))
    switch rule.kind {
    case .adagrad:
      let sum = first + g * g
      return [weight - step * g / (sum + epsilon).squareRoot(), sum, second, 0]
    case .adam:
      let m = Double(rule.beta1) * first + (1 - Double(rule.beta1)) * g
      let v = Double(rule.beta2) * second + (1 - Double(rule.beta2)) * g * g
      return [weight - step * m / (v.squareRoot() * Double(rule.rootCorrection) + epsilon), m, v, 0]
    default: return [weight - step * g, first, second, 0]
    }
  }

  @Test(arguments: Awkward.rows, Awkward.inner)
  func updatesAreTheNaiveOnes(rows: Int, inputs: Int) {
    for outputs in Awkward.columns(rows, inputs) {
      let input = ScratchMatrix(rows, inputs, random: 24)
      let gradient = ScratchMatrix(rows, outputs, random: 25, scale: 1 / Float(rows).squareRoot())
      var sums = naiveProduct(inputs, rows, outputs, { input.row($1)[$0] }, { gradient.row($0)[$1] })
      sums += naiveProduct(1, rows, outputs, { _, _ in 1 }, { gradient.row($0)[$1] })
      let before = Target(inputs, outputs)
      for rule in Self.rules {
        // What the rule makes of each number, once for all instruction sets.
        let after = (0...inputs).map { line in
          (0..<outputs).map { column in
            let old = before.all.map { Double($0.numbers.row(line)[column]) }
            return Self.apply(rule, sums[line][column], (old[0], old[1], old[2]), isBias: line == inputs)
          }
        }
        for kernels in Kernels.available {
          let target = Target(inputs, outputs)
          let memory = target.memory(rule)
          kernels.update(
            memory, rule, input: input, gradient: gradient, rows: rows, target.layer.whole(rows: inputs))
          kernels.updateBias(
            memory, rule, gradient: gradient, rows: rows, columns: 0..<memory.layer.columns)
          for (index, part) in target.all.enumerated() {
            if part.numbers.isIdentical(to: before.all[index].numbers) && !rule.writes(index) { continue }
            let mismatch = part.numbers.mismatch(tolerance: 1e-5) { after[$0][$1][index] }
            #expect(
              mismatch == nil, "\(kernels.instructionSet) \(rule.kind) \(part.name), \(outputs) outputs")
          }
        }
      }
    }
  }

  @Test(arguments: rules)
  func sparseUpdatesHaveTheBitsOfTheDense(rule: UpdateRule) {
    for (images, pixelCount, outputs) in [
      (1, 1, 1), (7, 13, 5), (11, 101, 33), (37, 64, 100), (100, 20, 272),
    ] {
      let pixels = TestPixels(images: images, pixelCount: pixelCount)
      let gradient = ScratchMatrix(images, outputs, random: 26)
      for kernels in Kernels.available {
        let (dense, sparse) = (Target(pixelCount, outputs), Target(pixelCount, outputs))
        let whole = dense.layer.whole(rows: pixelCount)
        kernels.update(dense.memory(rule), rule, input: pixels.dense, gradient: gradient, rows: images, whole)
        kernels.update(
          sparse.memory(rule), rule, pixels: pixels.sparse, gradient: gradient, rows: images, whole)
        #expect(
          sparse.isIdentical(to: dense), "\(kernels.instructionSet), \(images)×\(pixelCount)×\(outputs)")
      }
    }
  }

  @Test(arguments: Kernels.available, rules)
  func splitsGiveTheSameBits(kernels: Kernels, rule: UpdateRule) {
    let (images, inputs, outputs) = (37, 101, 100)
    let pixels = TestPixels(images: images, pixelCount: inputs)
    let (input, sparse) = (pixels.dense, pixels.sparse)
    let gradient = ScratchMatrix(images, outputs, random: 27)
    let whole = Target(inputs, outputs)
    kernels.update(
      whole.memory(rule), rule, input: input, gradient: gradient, rows: images,
      whole.layer.whole(rows: inputs))
    kernels.updateBias(whole.memory(rule), rule, gradient: gradient, rows: images, columns: 0..<112)
    for (rowBlock, columnBlock) in [(1, 112), (7, 16), (50, 48), (13, 32)] {
      let (parts, listed) = (Target(inputs, outputs), Target(inputs, outputs))
      for tile in KernelTile.cover(rows: inputs, columns: 112, rowBlock: rowBlock, columnBlock: columnBlock) {
        kernels.update(parts.memory(rule), rule, input: input, gradient: gradient, rows: images, tile)
      }
      let groups = KernelTile.cover(
        rows: inputs, columns: 112, rowBlock: 4 * rowBlock, columnBlock: columnBlock)
      for tile in groups {
        kernels.update(listed.memory(rule), rule, pixels: sparse, gradient: gradient, rows: images, tile)
      }
      for columns in [0..<16, 16..<64, 64..<112] {
        for target in [parts, listed] {
          kernels.updateBias(target.memory(rule), rule, gradient: gradient, rows: images, columns: columns)
        }
      }
      #expect(parts.isIdentical(to: whole) && listed.isIdentical(to: whole), "\(rowBlock) × \(columnBlock)")
    }
  }
}

extension UpdateRule {
  /// Whether it changes the parameters, the first state, the second state, the stored gradient.
  fileprivate func writes(_ part: Int) -> Bool {
    kind == .store ? part == 3 : part <= stateCount
  }
}

extension UpdateRule: CustomTestStringConvertible {
  public var testDescription: String { "\(kind)" }
}
