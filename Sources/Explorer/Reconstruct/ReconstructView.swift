import Plotting
import TerminalGraphics

/// The page of reconstructions.
struct ReconstructView: Widget {
  let model: ExplorerModel

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let layout = ReconstructLayout(body: area, model: model)
    let shown = layout.shownRows(of: model)
    let sources = model.reconstructRows
    grid.draw(
      Frame(
        title: "original ▸ reconstruction (mean)",
        trailingTitle: trailingTitle(sources, networkCount: layout.networks.count)),
      in: area,
      capabilities)
    guard !sources.isEmpty else {
      let text =
        model.testImages.count == 0 ? "There are no images here; d draws one." : "No image is in this class."
      grid.writeCentred(text, in: layout.inner, style: capabilities.muted)
      return
    }
    drawTitles(into: &grid, layout, capabilities)
    drawFailures(into: &grid, layout, capabilities)
    let scale = DifferenceScale(over: shown.compactMap { reconstruction(of: sources[$0]) })
    for (row, index) in shown.enumerated() {
      drawRow(
        sources[index], isSelected: index == model.reconstruct.cursor, row: row, scale: scale, into: &grid,
        layout, capabilities)
    }
  }

  /// The reconstruction by the open model with its original, where there is one.
  private func reconstruction(of source: ImageSource) -> (PixelImage, PixelImage)? {
    guard let result = model.reconstruct.results[.current]?[source], let original = picture(of: source) else {
      return nil
    }
    return (result.picture, original)
  }

  /// What is left out of the page, and which of its rows is selected.
  private func trailingTitle(_ sources: [ImageSource], networkCount: Int) -> String {
    let label = model.reconstruct.classShown.map { "class \($0) · " } ?? ""
    let order = model.reconstruct.isWorstFirst ? "worst first · " : ""
    let all = model.reconstructNetworks.count
    let lack = networkCount == all ? "" : "\(networkCount) of \(all) models · "
    let incomparable = model.incomparableRuns.map { "not comparable: \($0) · " }.joined()
    return "\(incomparable)\(lack)\(label)\(order)\(position(among: sources))"
  }

  /// The selected row among the images: a drawing is not counted with them.
  private func position(among sources: [ImageSource]) -> String {
    let count = sources.count { $0 != .drawing }
    let number = min(count, model.reconstruct.cursor + 1 - (sources.count - count))
    return number < 1
      ? "your drawing · \(NumberFormat.grouped(count)) images"
      : "\(NumberFormat.grouped(number)) of \(NumberFormat.grouped(count))"
  }

  private func drawTitles(
    into grid: inout CellGrid, _ layout: ReconstructLayout, _ capabilities: Capabilities
  ) {
    var titles = ["original"] + layout.networks.map(title)
    if layout.hasDifference { titles.append("difference") }
    for (column, title) in titles.enumerated() {
      let place = layout.place(column: column, row: 0)
      let line = Rect(x: place.x, y: layout.inner.y, width: place.width, height: 1)
      grid.write(
        TextLayout.padded(title, to: line.width, .centre), at: line.origin, style: capabilities.muted,
        in: line)
    }
  }

  /// The column of a model of which there is nothing says why.
  private func drawFailures(
    into grid: inout CellGrid, _ layout: ReconstructLayout, _ capabilities: Capabilities
  ) {
    for (column, network) in layout.networks.enumerated() {
      guard let reason = model.reconstruct.failures[network] else { continue }
      let place = layout.place(column: column + 1, row: 0)
      let lines = TextLayout.wrapped(reason, to: place.width).prefix(layout.inner.bottom - place.y)
      for (row, line) in lines.enumerated() {
        let area = Rect(x: place.x, y: place.y + row, width: place.width, height: 1)
        grid.write(line, at: area.origin, style: capabilities.bad, in: area)
      }
    }
  }

  private func title(_ network: ModelReference) -> String {
    switch network {
    case .current:
      model.openModel.map { $0.origin == .shipped ? $0.name : "\($0.name), L=\($0.latentSize)" } ?? ""
    case .model(let name): name
    case .run(let path):
      if let run = model.listing.runs.first(where: { $0.path == path }), let configuration = run.configuration
      {
        "\(run.name), L=\(configuration.architecture.latentSize)"
      } else {
        path.split(separator: "/").last.map(String.init) ?? path
      }
    }
  }

  private func drawRow(
    _ source: ImageSource, isSelected: Bool, row: Int, scale: DifferenceScale, into grid: inout CellGrid,
    _ layout: ReconstructLayout, _ capabilities: Capabilities
  ) {
    let blitter = model.blitter(capabilities)
    let original = picture(of: source)
    let first = layout.place(column: 0, row: row)
    if let original { blitter.draw(original, into: &grid, in: first) }
    caption(
      [name(of: source), isSelected ? "▸ selected" : ""], under: first, into: &grid,
      isSelected ? capabilities.accent : capabilities.muted)
    for (column, network) in layout.networks.enumerated() {
      guard let result = model.reconstruct.results[network]?[source] else { continue }
      let place = layout.place(column: column + 1, row: row)
      blitter.draw(result.picture, into: &grid, in: place)
      let (reconstruction, kl) = (result.elbo.reconstruction, result.elbo.klDivergence)
      caption(
        [
          "ELBO \(Numbers.nats(result.elbo.elbo))",
          "\(Numbers.fitted(reconstruction, to: 7)) − \(Numbers.fitted(kl, to: 4))",
        ], under: place, into: &grid, capabilities.muted)
    }
    guard layout.hasDifference, let (picture, original) = reconstruction(of: source),
      let difference = scale.difference(of: picture, from: original)
    else { return }
    let place = layout.place(column: layout.networks.count + 1, row: row)
    blitter.draw(difference, into: &grid, in: place)
    let greatest = NumberFormat.fixed(scale.greatest, decimals: 2)
    caption(["+\(greatest) added", "−\(greatest) left out"], under: place, into: &grid, capabilities.muted)
  }

  private func caption(_ lines: [String], under place: Rect, into grid: inout CellGrid, _ style: Style) {
    for (row, line) in lines.enumerated() {
      let area = Rect(x: place.x, y: place.bottom + row, width: place.width, height: 1)
      grid.write(TextLayout.padded(line, to: area.width, .centre), at: area.origin, style: style, in: area)
    }
  }

  private func picture(of source: ImageSource) -> PixelImage? {
    switch source {
    case .testImage(let index): model.testImages.picture(index)
    case .drawing: model.drawing?.picture
    }
  }

  private func name(of source: ImageSource) -> String {
    switch source {
    case .drawing: "your drawing"
    case .testImage(let index):
      (model.testImages.label(index).map { "class \($0), " } ?? "") + "#\(index + 1)"
    }
  }
}
