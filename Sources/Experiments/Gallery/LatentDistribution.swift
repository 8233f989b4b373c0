import Autoencoder
import Compute
import Pictures
import Plotting

extension Gallery {
  private static let pointCount = 5000

  /// `latent_distribution.svg`: test images in the plane, one drawn z each, by class.
  func latentDistribution(_ model: GalleryModel, _ images: GalleryImages) -> ResultFigure {
    let name = "latent_distribution"
    let count = min(Self.pointCount, images.count)
    let latents = model.model.encode(pixels: images.pixels, count: count)
      .drawn(noise: RandomStream(seed: model.seed, stream: RandomPurpose.reconstruction))
    let points = (0..<count).map { PlotPoint(x: Double(latents[$0, 0]), y: Double(latents[$0, 1])) }
    let classes = images.labels.map { Array($0.prefix(count)) } ?? []
    let plot = SVGScatterPlot(
      title: "\(data.name): \(NumberFormat.grouped(count)) test images, one z each", xLabel: "z₁",
      yLabel: "z₂", points: points, classes: classes, range: -5...5)
    let values = points.enumerated().map { index, point in
      FigureValue(
        figure: name, series: classes.isEmpty ? "" : "\(classes[index])", index: index, x: point.x, y: point.y
      )
    }
    let outside = points.count { max(abs($0.x), abs($0.y)) > 5 }
    return ResultFigure(
      caption: "\(count) test images, one draw z of q(z\\|x) each, L = 2; \(outside) of them outside −5…5",
      files: [ResultFile(name: name + ".svg", text: plot.svg())], values: values)
  }
}
