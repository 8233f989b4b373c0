import Pictures
import Plotting

extension Gallery {
  /// `elbocurve-LD.svg` and `elbocurve.svg`: the ELBO of training and test images against epochs.
  func boundCurves(_ models: [GalleryModel]) -> [ResultFigure] {
    let each = models.map { model in
      let name = "elbocurve-\(model.latentSize)D"
      let series = curves(model)
      return ResultFigure(
        caption: "train and test ELBO against epochs, L = \(model.latentSize)",
        files: [plot(name, "\(data.name), L = \(model.latentSize)", [series.train, series.test])],
        values: values(series.train, name) + values(series.test, name))
    }
    let all = models.flatMap { model -> [PlotSeries] in
      let series = curves(model)
      return [
        PlotSeries(name: "", points: series.train.points, stroke: .thin),
        PlotSeries(name: "L = \(model.latentSize)", points: series.test.points),
      ]
    }
    let together = ResultFigure(
      caption: "test ELBO against epochs, train thin; its values are those of the figures above",
      files: [plot("elbocurve", "\(data.name): test ELBO, train thin", all)], values: [])
    return each + [together]
  }

  /// A curve of more points than these is drawn of every so many epochs.
  private static let points = 500

  private func curves(_ model: GalleryModel) -> (train: PlotSeries, test: PlotSeries) {
    let step = (model.metrics.count + Self.points - 1) / Self.points
    let epochs = model.metrics.filter { $0.epoch % max(1, step) == 0 || $0.epoch == 1 }
    return (
      PlotSeries(name: "train", points: epochs.map { PlotPoint(x: Double($0.epoch), y: $0.train.elbo) }),
      PlotSeries(name: "test", points: epochs.map { PlotPoint(x: Double($0.epoch), y: $0.test.elbo) })
    )
  }

  private func plot(_ name: String, _ title: String, _ series: [PlotSeries]) -> ResultFile {
    // The steep start of a long run would flatten the rest; a short one is nothing else.
    let isLong = epochs >= 10
    let range = isLong ? series.learningYRange(over: series.xRange(on: .linear), on: .linear) : nil
    let plot = SVGLinePlot(
      title: title, xLabel: "epochs", yLabel: "ELBO, nats per image", series: series, yRange: range)
    return ResultFile(name: name + ".svg", text: plot.svg())
  }

  private func values(_ series: PlotSeries, _ figure: String) -> [FigureValue] {
    series.points.enumerated().map {
      FigureValue(figure: figure, series: series.name, index: $0, x: $1.x, y: $1.y)
    }
  }
}
