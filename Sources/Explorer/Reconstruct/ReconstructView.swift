import Compute
import Plotting
import TerminalGraphics

/// Where the pictures of the reconstruct page stand.
///
/// Columns that go first where the window is small: the difference, then the last models compared.
struct ReconstructLayout: Hashable, Sendable {
  /// Lines of text under a picture.
  static let captionRows = 2
  private static let gap = 2

  let inner: Rect
  let picture: Size
  /// The models that have a column.
  let networks: [NetworkReference]
  let hasDifference: Bool
  let rows: Int
  private let left: Int

  init(body: Rect, model: ExplorerModel) {
    let inner = body.inset(columns: 1, rows: 1)
    self.inner = inner
    let images = model.openModel?.architecture.imageShape ?? model.testImages.imageShape
    let wanted = model.reconstructNetworks
    let height = inner.height - 1
    // The largest pictures of which two rows and all columns fit.
    let columns = wanted.count + (model.reconstruct.hasDifference ? 2 : 1)
    let heights = TileGrid.heights.dropLast()
    let size =
      heights.first { tile in
        let width = Self.columnWidth(TileGrid.tile(of: images, height: tile).width)
        return 2 * (tile + Self.captionRows) <= height
          && columns * (width + Self.gap) - Self.gap <= inner.width
      } ?? heights.first { 2 * ($0 + Self.captionRows) <= height } ?? 5
    picture = TileGrid.tile(of: images, height: size)
    let width = Self.columnWidth(picture.width) + Self.gap
    let room = max(2, (inner.width + Self.gap) / width)
    hasDifference = model.reconstruct.hasDifference && room > 1 + wanted.count
    networks = Array(wanted.prefix(room - 1))
    rows = max(1, height / (size + Self.captionRows))
    let used = (1 + networks.count + (hasDifference ? 1 : 0)) * width - Self.gap
    left = max(0, (inner.width - used) / 2)
  }

  /// Captions want fourteen columns.
  private static func columnWidth(_ picture: Int) -> Int { max(picture, 14) }

  /// The rows of the list in the window: the cursor's is among them.
  func shownRows(of model: ExplorerModel) -> Range<Int> {
    let count = model.reconstructRows.count
    let first = min(max(0, model.reconstruct.cursor - rows / 2), max(0, count - rows))
    return first..<min(count, first + rows)
  }

  /// Where a picture stands: column 0 is that of the originals.
  func place(column: Int, row: Int) -> Rect {
    let width = Self.columnWidth(picture.width)
    return Rect(
      x: inner.x + left + column * (width + Self.gap),
      y: inner.y + 1 + row * (picture.height + Self.captionRows),
      width: width, height: picture.height)
  }

  /// The row of the window at a cell.
  func row(at point: Point) -> Int? {
    guard inner.contains(point), point.y > inner.y else { return nil }
    let row = (point.y - inner.y - 1) / (picture.height + Self.captionRows)
    return row < rows ? row : nil
  }
}

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
        model.testImages.count == 0 ? "There are no images here; d draws one." : "No image is of this class."
      grid.write(
        TextLayout.padded(text, to: layout.inner.width, .centre),
        at: Point(x: layout.inner.x, y: area.y + area.height / 2), style: capabilities.muted, in: layout.inner
      )
      return
    }
    drawTitles(into: &grid, layout, capabilities)
    for (row, index) in shown.enumerated() {
      drawRow(
        sources[index], isChosen: index == model.reconstruct.cursor, row: row, into: &grid, layout,
        capabilities)
    }
  }

  /// What is left out of the page, and which of its rows is chosen.
  private func trailingTitle(_ sources: [ReconstructRequest.Source], networkCount: Int) -> String {
    let label = model.reconstruct.classShown.map { "class \($0) · " } ?? ""
    let order = model.reconstruct.isWorstFirst ? "worst first · " : ""
    let all = model.reconstructNetworks.count
    let lack = networkCount == all ? "" : "\(networkCount) of \(all) models · "
    return "\(lack)\(label)\(order)\(position(among: sources))"
  }

  /// The chosen row among the images: a drawing is not counted with them.
  private func position(among sources: [ReconstructRequest.Source]) -> String {
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
    if layout.hasDifference { titles.append(model.hasDenseImages ? "difference ×4" : "difference") }
    for (column, title) in titles.enumerated() {
      let place = layout.place(column: column, row: 0)
      let line = Rect(x: place.x, y: layout.inner.y, width: place.width, height: 1)
      grid.write(
        TextLayout.padded(title, to: line.width, .centre), at: line.origin, style: capabilities.muted,
        in: line)
    }
  }

  private func title(_ network: NetworkReference) -> String {
    switch network {
    case .current:
      model.openModel.map { $0.origin == .shipped ? $0.name : "\($0.name), L=\($0.latentSize)" } ?? ""
    case .model(let name): name
    case .run(let path):
      if let run = model.listing.runs.first(where: { $0.path == path }), let configuration = run.configuration
      {
        "\(run.name), L=\(configuration.architecture.latentSize)"
      } else {
        path
      }
    }
  }

  private func drawRow(
    _ source: ReconstructRequest.Source, isChosen: Bool, row: Int, into grid: inout CellGrid,
    _ layout: ReconstructLayout, _ capabilities: Capabilities
  ) {
    let blitter = ImageBlitter(characters: model.characters, capabilities: capabilities)
    let original = picture(of: source)
    let first = layout.place(column: 0, row: row)
    if let original { blitter.draw(original, into: &grid, in: first) }
    caption(
      [name(of: source), isChosen ? "▸ chosen" : ""], under: first, into: &grid,
      isChosen ? capabilities.accent : capabilities.muted)
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
    guard layout.hasDifference, let original, let result = model.reconstruct.results[.current]?[source],
      result.picture.bytes.count == original.bytes.count
    else { return }
    // Photographs differ by a few greys where digits differ by black and white.
    let gain: Float = model.hasDenseImages ? 4 : 1
    let values = zip(result.picture.bytes, original.bytes).map { gain * (Float($0) - Float($1)) / 255 }
    let place = layout.place(column: layout.networks.count + 1, row: row)
    blitter.draw(
      PixelImage(width: original.width, height: original.height, signed: values), into: &grid, in: place)
    caption(["+ added", "− left out"], under: place, into: &grid, capabilities.muted)
  }

  private func caption(_ lines: [String], under place: Rect, into grid: inout CellGrid, _ style: Style) {
    for (row, line) in lines.enumerated() {
      let area = Rect(x: place.x, y: place.bottom + row, width: place.width, height: 1)
      grid.write(TextLayout.padded(line, to: area.width, .centre), at: area.origin, style: style, in: area)
    }
  }

  private func picture(of source: ReconstructRequest.Source) -> PixelImage? {
    switch source {
    case .testImage(let index): model.testImages.picture(index)
    case .drawing: model.drawing?.picture
    }
  }

  private func name(of source: ReconstructRequest.Source) -> String {
    switch source {
    case .drawing: "your drawing"
    case .testImage(let index):
      (model.testImages.label(index).map { "class \($0), " } ?? "") + "#\(index + 1)"
    }
  }
}
