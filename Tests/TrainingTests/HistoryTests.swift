import Autoencoder
import Compute
import Testing

@testable import Training

struct HistoryTests {
  private func snapshot(_ examplesSeen: Int, _ value: Float = 0) -> Snapshot {
    var model = VariationalAutoencoder(Fixture.configuration().architecture)
    let tensor = model.parameters.layout.tensors[0]
    model.parameters.setValues(of: tensor, to: Array(repeating: value, count: tensor.count))
    return Snapshot(model: model, epoch: examplesSeen / 1000, examplesSeen: examplesSeen)
  }

  @Test func theBoundHoldsAndTheFirstStateStays() {
    let stateBytes = ParameterLayout(Fixture.configuration().architecture).parameterCount * 2
    var history = History(byteLimit: 20 * stateBytes)
    for examples in stride(from: 0, through: 10_000_000, by: 1000) {
      history.record(snapshot(examples))
      #expect(history.byteCount <= 20 * stateBytes)
    }
    let positions = history.examplesSeen
    #expect(positions[0] == 0 && history.count >= 12 && positions.last! > 4_000_000, "\(positions)")
    #expect(positions == positions.sorted())
    // About even on a logarithmic axis.
    let ratios = zip(positions.dropFirst(), positions).map { Double($0 + 1000) / Double($1 + 1000) }
    #expect(ratios.max()! < 4, "\(positions)")
  }

  @Test func statesComeBack() {
    var history = History()
    let kept = [snapshot(0, 0.25), snapshot(10, 0.5), snapshot(100_000, 0.75)].map { history.record($0) }
    #expect(kept == [true, false, true])
    let tensor = history[1].model.parameters.layout.tensors[0]
    #expect(history[0].model.parameters.values(of: tensor).allSatisfy { $0 == 0.25 })
    #expect(history[1].model.parameters.values(of: tensor).allSatisfy { $0 == 0.75 })
    #expect(history[1].examplesSeen == 100_000 && history[1].epoch == 100)
  }

  @Test func statesHaveTheirNames() {
    let test = ELBO(elbo: -150, reconstruction: -140, klDivergence: 10)
    let metrics = EpochMetrics(
      epoch: 2, examplesSeen: 2000, seconds: 1, train: test, test: test, klPerDimension: [10],
      activeUnits: 1)
    let start = snapshot(0)
    let later = Snapshot(model: start.model, epoch: 2, examplesSeen: 2500, metrics: metrics)
    var history = History()
    history.record(start)
    history.record(later)
    #expect(
      history.labels == [
        StateLabel(epoch: 0, examplesSeen: 0), StateLabel(epoch: 2, examplesSeen: 2500, testELBO: -150),
      ])
    #expect(history.labels[1] == later.label)
  }

  @Test func aNewBeginningDropsThePast() {
    var history = History()
    history.record(snapshot(5000))
    history.record(snapshot(0))
    #expect(history.examplesSeen == [0])
  }

  @Test func theCurveStaysSmall() {
    var curve = TrainingCurve()
    for step in 1...120_000 {
      let elbo = ELBO(elbo: Double(-step), reconstruction: 0, klDivergence: 0)
      curve.add(elbo, count: 100, examplesSeen: step * 100)
    }
    #expect(curve.points.count > 1000 && curve.points.count < 3000, "\(curve.points.count)")
    #expect(curve.points[0].examplesSeen == 100 && curve.points[0].elbo.elbo == -1)
    #expect(curve.points.last!.elbo.elbo < -119_000)
  }
}
