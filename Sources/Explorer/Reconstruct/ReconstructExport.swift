import Formats
import Pictures
import Plotting
import TerminalGraphics

extension ExplorerModel {
  /// The rows in the window as a sheet with captions and differences, and the bounds of every image in the list; or the
  /// figures of the classes where those are shown.
  var exportedReconstructions: [Export.Content] {
    guard !reconstruct.showsFigures else { return [exportedFigures] }
    let sheet = exportedSheet
    return (sheet.rows.isEmpty ? [] : [.text(sheet.svg(), fileExtension: "svg")])
      + [exportedBounds].compactMap { $0 }
  }

  private var exportedSheet: SVGPictureSheet {
    let layout = reconstructLayout
    let networks = layout.networks
    let differs = reconstruct.hasDifference
    let reference = reconstructReference.map(networkTitle) ?? "original"
    var heads = [["original", "ELBO ± std. error", "reconstruction − KL"]]
    heads += networks.map { network in
      [networkTitle(network)] + (figures(of: network).map(\.lines) ?? [])
    }
    if differs {
      let gain = boundDifference.map { [$0.signedText] } ?? []
      heads.append([networkTitle(reconstruct.column), "− \(reference)"] + gain)
    }
    let sources = reconstructRows[layout.shownRows(of: self)]
    let scale = differenceScale(over: sources)
    let rows = sources.map { source -> [SVGPictureSheet.Cell] in
      let results = networks.map { reconstruct.results[$0]?[source] }
      let best = Self.best(results.map { $0?.elbo.elbo })
      let columns = results.enumerated().map { column, result in
        SVGPictureSheet.Cell(
          result.map { RasterImage($0.picture) }, caption: result.map { $0.elbo.lines } ?? [],
          isBold: column == best)
      }
      return [
        SVGPictureSheet.Cell(original(source).map(RasterImage.init), caption: [title(of: source)])
      ]
        + columns + (differs ? [exportedDifference(of: source, on: scale)] : [])
    }
    let data = openModel?.configuration?.datasetName ?? ""
    return SVGPictureSheet(title: "\(data): originals and reconstructions", heads: heads, rows: rows)
  }

  private func exportedDifference(of source: ImageSource, on scale: DifferenceScale) -> SVGPictureSheet.Cell {
    let nats = boundDifference(of: source).map { ["ELBO \(Numbers.signed($0, decimals: 1))"] }
    return SVGPictureSheet.Cell(
      difference(of: source, on: scale).map(RasterImage.init),
      caption: nats ?? ["+ lighter, − darker"])
  }

  /// What an image is called below its picture.
  private func title(of source: ImageSource) -> String {
    switch source {
    case .drawing: "your drawing"
    case .testImage(let index): (testImages.label(index).map { "class \($0), " } ?? "") + "image \(index + 1)"
    }
  }

  /// A row for every image in the list: its number, its class, and its bound with the two parts under each model; `nil`
  /// before anything is measured.
  private var exportedBounds: Export.Content? {
    let measured = reconstructNetworks.compactMap { network in
      bounds(of: network).map { (name: networkTitle(network), bounds: $0) }
    }
    let images = reconstruct.images
    guard !measured.isEmpty, !images.isEmpty else { return nil }
    var (header, columns) = (["image"], [ExportedColumn.whole(images.map { $0 + 1 })])
    if testImages.labels != nil {
      header.append("class")
      columns.append(.whole(images.map { testImages.label($0).map(Int.init) ?? 0 }))
    }
    for (name, bounds) in measured {
      header += ["\(name) elbo", "\(name) reconstruction", "\(name) kl"]
      columns += [
        .numbers(images.map(bounds.elbo)), .numbers(images.map { bounds.reconstruction[$0] }),
        .numbers(images.map { bounds.klDivergence[$0] }),
      ]
    }
    return .table(header: header, columns: columns)
  }

  /// A row for each class under each model.
  private var exportedFigures: Export.Content {
    let classes: [UInt8?] = testImages.classCounts.map(\.label) + [nil]
    let rows = reconstructNetworks.flatMap { network in
      classes.compactMap { label -> [String]? in
        guard let figures = bounds(of: network)?.figures(ofClass: label) else { return nil }
        let numbers = BoundPart.allCases.map(figures.estimate).flatMap { [$0.mean, $0.standardError] }
        return [networkTitle(network), label.map(String.init) ?? "all"]
          + numbers.map { NumberFormat.plain($0, decimals: 4) }
      }
    }
    let header = [
      "model", "class", "elbo", "elboStandardError", "reconstruction", "reconstructionStandardError", "kl",
      "klStandardError",
    ]
    return .text(CSV.encode(header: header, rows: rows), fileExtension: "csv")
  }
}
