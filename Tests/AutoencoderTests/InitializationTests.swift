import Autoencoder
import Compute
import Testing

@Suite struct InitializationTests {
  private let architecture = Architecture(
    imageShape: ImageShape(height: 10, width: 10), hiddenSizes: [80, 60], latentSize: 30,
    likelihood: .gaussian)

  private func model(_ scheme: WeightInitialization, seed: UInt64 = 1) -> VariationalAutoencoder {
    VariationalAutoencoder(architecture, initialization: scheme, random: RandomStream(seed: seed, stream: 0))
  }

  @Test func uniformWeightsFillTheirRange() {
    let parameters = model(.uniform).parameters
    let inputs = [
      "encoder.hidden.0": 100, "encoder.hidden.1": 80, "encoder.mean": 60, "encoder.logVariance": 60,
      "decoder.hidden.0": 30, "decoder.hidden.1": 60, "decoder.mean": 80, "decoder.logVariance": 80,
    ]
    for tensor in parameters.layout.tensors {
      let values = parameters.values(of: tensor).map(Double.init)
      let layer = tensor.name.replacing(tensor.isBias ? ".bias" : ".weight", with: "")
      let bound = 1 / Double(inputs[layer]!).squareRoot()
      let deviations = 5 / Double(tensor.count).squareRoot()
      #expect(values.allSatisfy { abs($0) <= bound * 1.000_001 }, "\(tensor.name)")
      #expect(abs(values.reduce(0, +) / Double(tensor.count)) < bound * deviations, "\(tensor.name)")
      let square = values.reduce(0) { $0 + $1 * $1 } / Double(tensor.count)
      #expect(abs(square / (bound * bound / 3) - 1) < deviations, "\(tensor.name)")
    }
  }

  @Test(arguments: [0.01, 0.1] as [Float])
  func normalWeightsHaveTheirDeviationAndSomeBegin0(deviation: Float) {
    let parameters = model(.normal(deviation: deviation)).parameters
    for tensor in parameters.layout.tensors {
      let values = parameters.values(of: tensor).map(Double.init)
      let isZero =
        tensor.name.hasPrefix("encoder.logVariance")
        || ["decoder.mean.bias", "decoder.logVariance.bias"].contains(tensor.name)
      let found = (values.reduce(0) { $0 + $1 * $1 } / Double(tensor.count)).squareRoot()
      if isZero {
        #expect(found == 0, "\(tensor.name)")
      } else {
        let tolerance = 5 / Double(tensor.count).squareRoot()
        #expect(abs(found / Double(deviation) - 1) < tolerance, "\(tensor.name)")
        #expect(abs(values.reduce(0, +) / Double(tensor.count)) < Double(deviation) * tolerance)
      }
    }
  }

  @Test(arguments: [WeightInitialization.uniform, .normal(deviation: 0.01)])
  func aSeedGivesItsWeights(scheme: WeightInitialization) {
    #expect(model(scheme).parameters == model(scheme).parameters)
    #expect(model(scheme).parameters != model(scheme, seed: 2).parameters)
  }

  @Test func tensorsHaveTheNamesAndShapesOfFiles() {
    let tensors = model(.uniform).parameters.layout.tensors
    #expect(
      tensors.map { "\($0.name) \($0.shape)" } == [
        "encoder.hidden.0.weight [80, 100]", "encoder.hidden.0.bias [80]", "encoder.hidden.1.weight [60, 80]",
        "encoder.hidden.1.bias [60]", "encoder.mean.weight [30, 60]", "encoder.mean.bias [30]",
        "encoder.logVariance.weight [30, 60]", "encoder.logVariance.bias [30]",
        "decoder.hidden.0.weight [60, 30]", "decoder.hidden.0.bias [60]", "decoder.hidden.1.weight [80, 60]",
        "decoder.hidden.1.bias [80]", "decoder.mean.weight [100, 80]", "decoder.mean.bias [100]",
        "decoder.logVariance.weight [100, 80]", "decoder.logVariance.bias [100]",
      ])
  }

  @Test func valuesGoInAndComeOut() {
    var parameters = Parameters(layout: ParameterLayout(architecture))
    for (index, tensor) in parameters.layout.tensors.enumerated() {
      parameters.setValues(of: tensor, to: (0..<tensor.count).map { Float(index * 10_000 + $0) })
    }
    for (index, tensor) in parameters.layout.tensors.enumerated() {
      #expect(parameters.values(of: tensor) == (0..<tensor.count).map { Float(index * 10_000 + $0) })
    }
    #expect(parameters.firstNonFiniteTensor == nil)
  }
}
