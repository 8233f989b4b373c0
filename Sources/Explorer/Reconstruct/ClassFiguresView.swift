import Plotting
import TerminalGraphics

/// The figures of each class under each model, one part of the bound at a time.
struct ClassFiguresView: Widget {
  let model: ExplorerModel

  /// The columns of the classes and their numbers of images.
  private static let leadWidth = 14
  /// Those of a model's figures: "1,125.1 ± 17.0".
  private static let figureWidth = 14
  /// The most columns from one model to the next.
  private static let widestPitch = 20

  /// Whether there is room for each ELBO to stand over its parts.
  static func showsAllParts(of classes: Int, in height: Int) -> Bool { height >= 2 * classes + 6 }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let counts = model.testImages.classCounts
    let isWhole = Self.showsAllParts(of: counts.count, in: area.height)
    let (part, all) = (isWhole ? .elbo : model.reconstruct.figure, BoundPart.allCases)
    let others = all.filter { $0 != part }.map(\.title).joined(separator: ", ")
    let parts = isWhole ? ", below it reconstruction − KL" : ""
    let networks = shownNetworks(in: area.width - 4)
    let count = model.reconstructNetworks.count
    // The footer tells of v, too.
    let note =
      networks.count < count ? "\(networks.count) of \(count) models" : isWhole ? "" : "v \(others)"
    let frame = Frame(
      title: "\(part.title) ± standard error\(counts.isEmpty ? "" : " by class")\(parts), nats per image",
      trailingTitle: note)
    grid.draw(frame, in: area, capabilities)
    let inner = frame.inner(of: area).inset(columns: 1)
    let (head, body) = inner.split(top: 1)
    writeRow(["class", "images"] + networks.map(model.networkTitle), at: head, into: &grid) { column in
      column >= 2 && networks[column - 2] == model.reconstruct.column
        ? capabilities.accent : capabilities.muted
    }
    let pitch = isWhole ? 2 : 1
    let (classes, bottom) = body.split(bottom: pitch + 1)
    let room = classes.height / pitch
    let first = min(max(0, model.reconstruct.cursor - room / 2), max(0, counts.count - room))
    let entries = counts.dropFirst(first).prefix(room)
    for (row, entry) in entries.enumerated() {
      let line = Rect(x: classes.x, y: classes.y + pitch * row, width: classes.width, height: pitch)
      write(entry.label, count: entry.count, part, networks, at: line, into: &grid, capabilities)
    }
    let last = min(bottom.bottom - pitch, classes.y + pitch * entries.count + (entries.isEmpty ? 0 : 1))
    let line = Rect(x: bottom.x, y: last, width: bottom.width, height: pitch)
    write(nil, count: model.testImages.count, part, networks, at: line, into: &grid, capabilities)
  }

  /// The models that fit, the selected one among them.
  private func shownNetworks(in width: Int) -> [ModelReference] {
    let all = model.reconstructNetworks
    let room = max(1, (width - Self.leadWidth) / (Self.figureWidth + 1))
    let selected = all.firstIndex(of: model.reconstruct.column) ?? 0
    return Array(all.dropFirst(max(0, selected - room + 1)).prefix(room))
  }

  /// Writes the figures of a class, or of all images, in one line or two.
  private func write(
    _ label: UInt8?, count: Int, _ part: BoundPart, _ networks: [ModelReference], at lines: Rect,
    into grid: inout CellGrid, _ capabilities: Capabilities
  ) {
    let figures = networks.map { model.bounds(of: $0)?.figures(ofClass: label) }
    // A lower KL is not better in itself.
    let best = part == .klDivergence ? nil : ExplorerModel.best(figures.map { $0?.estimate(part).mean })
    let texts = zip(networks, figures).map { network, figures in
      figures?.estimate(part).text
        ?? (model.boundFailure(of: network) == nil ? "measuring…" : NumberFormat.missing)
    }
    let (upper, lower) = lines.split(top: 1)
    writeRow(
      [label.map(String.init) ?? "all", NumberFormat.grouped(count)] + texts, at: upper, into: &grid
    ) { column in
      column < 2 ? capabilities.muted : column - 2 == best ? .bold : .plain
    }
    guard !lower.isEmpty else { return }
    writeRow(["", ""] + figures.map { $0?.lines[1] ?? "" }, at: lower, into: &grid) { _ in capabilities.muted
    }
  }

  /// Writes texts in columns: the class, the number of images, then a column a model.
  private func writeRow(
    _ texts: [String], at line: Rect, into grid: inout CellGrid, style: (Int) -> Style
  ) {
    let pitch = min(Self.widestPitch, (line.width - Self.leadWidth) / max(1, texts.count - 2))
    for (column, text) in texts.enumerated() {
      let start = column == 0 ? 0 : column == 1 ? 6 : Self.leadWidth + (column - 1) * pitch - Self.figureWidth
      let width = column == 0 ? 5 : column == 1 ? 7 : Self.figureWidth
      let padded = TextLayout.padded(text, to: width, column == 0 ? .left : .right)
      grid.write(padded, at: Point(x: line.x + start, y: line.y), style: style(column), in: line)
    }
  }
}
