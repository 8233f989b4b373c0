import Foundation
import Plotting
import TerminalGraphics

/// What is at z, in words: its coordinates, its density, where it came from, what is near.
extension WalkView {
  /// - Parameter isCompact: whether the nearest encoded image is shown in the same box.
  func drawHere(into grid: inout CellGrid, _ area: Rect, isCompact: Bool, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let frame = Frame(title: "here", trailingTitle: motionTitle)
    grid.draw(frame, in: area, capabilities)
    var inner = frame.inner(of: area).inset(columns: 1)
    let place = sharedPicturePlace(in: inner, capabilities)
    if isCompact, !place.isEmpty, let picture = nearestPicture {
      model.blitter(capabilities).draw(picture, into: &grid, in: place, isCentred: false)
      inner = inner.split(left: place.width + 2).rest
    }
    let coordinates = placeLines(width: inner.width)
    // In three rows, where z came from goes before the density of the prior.
    let source = model.walk.place.source
    var lines = inner.height <= 3 ? [coordinates[0]] : coordinates
    // The gauge needs a row of its own, and the words below it another.
    let rows = inner.height - lines.count - 2
    lines += fitted(
      source.sentence, source.shortSentence, width: inner.width, rows: isCompact ? rows - 1 : rows)
    if isCompact, lines.count + 1 < inner.height {
      let line = nearestLine(width: inner.width)
      lines += fitted(line, line, width: inner.width, rows: inner.height - lines.count - 2)
    }
    lines = Array(lines.prefix(max(1, inner.height - 1)))
    write(lines, into: &grid, inner, capabilities)
    let rest = inner.split(top: lines.count).rest
    if !rest.isEmpty { drawDensity(into: &grid, rest, capabilities) }
  }

  /// A sentence in a line, else the shorter one, in at most so many lines where it needs them and there is room.
  private func fitted(_ sentence: String, _ short: String, width: Int, rows: Int) -> [String] {
    if TextLayout.width(sentence) <= width { return [sentence] }
    let lines = TextLayout.wrapped(short, to: width)
    return lines.count <= rows ? lines : [short]
  }

  /// The gauge from dense to empty, in words below it, and the marks.
  private func drawDensity(into grid: inout CellGrid, _ area: Rect, _ capabilities: Capabilities) {
    guard let sparseness = model.walk.neighbourhood?.sparseness else { return }
    let isWide = area.width >= 44
    let (line, rest) = area.split(top: 1)
    grid.draw(
      Gauge(
        fraction: sparseness.share, lowLabel: isWide ? "dense with data" : "dense",
        highLabel: isWide ? "nothing here" : "empty",
        style: sparseness.share < 0.9 ? capabilities.good : capabilities.warning),
      in: line, capabilities)
    let words = fitted(sparseness.title, sparseness.title, width: rest.width, rows: rest.height)
    let lines = words + (marks.isEmpty ? [] : joined(marks, width: rest.width))
    for (row, text) in lines.prefix(rest.height).enumerated() {
      grid.write(
        text, at: Point(x: rest.x, y: rest.y + row), style: capabilities.muted, in: rest,
        ellipsis: capabilities.ellipsis)
    }
  }

  /// Where the marks are along the axes shown.
  private var marks: [String] {
    model.walk.marks.sorted { $0.key < $1.key }.map { letter, mark in
      let coordinates = model.dimensions.shown.map {
        Numbers.signed(Double(model.dimensions.axes.coordinate($0, of: mark)), decimals: 2)
      }
      return "mark \(letter) \(coordinates.joined(separator: " "))"
    }
  }

  /// z, where no sliders show it, and log p(z), in as many lines as the width asks for.
  private func placeLines(width: Int) -> [String] {
    let position = model.walk.position
    let hasSliders = !WalkLayout(body: FrameLayout(size: model.size).body, model: model).sliders.isEmpty
    let shown = hasSliders ? [] : position.count <= 2 ? Array(position.indices) : model.dimensions.shown
    let axes = model.dimensions.axes
    let coordinates = shown.map { axis in
      let coordinate = Numbers.signed(Double(axes.coordinate(axis, of: position)), decimals: 2)
      return "\(axes.name(axis)) \(TextLayout.padded(coordinate, to: 6, .right))"
    }
    let squares = position.reduce(0) { $0 + $1 * $1 }
    let density = -0.5 * Double(squares) - 0.5 * Double(position.count) * log(2 * Double.pi)
    let prior = "log p(z) \(TextLayout.padded(NumberFormat.fixed(density, decimals: 2), to: 6, .right)) nats"
    let distance = "|z| \(NumberFormat.fixed(Double(squares).squareRoot(), decimals: 2))"
    let parts = coordinates + (position.count > 2 ? [distance] : []) + [prior]
    return joined(parts, width: width)
  }

  /// Parts side by side, in as many lines as the width asks for.
  private func joined(_ parts: [String], width: Int) -> [String] {
    TextLayout.wrapped(parts.joined(separator: "\n"), to: width).reduce(into: []) { lines, part in
      if let last = lines.last, last.count + 3 + part.count <= width {
        lines[lines.count - 1] = last + "   " + part
      } else {
        lines.append(part)
      }
    }
  }

  private var motionTitle: String {
    if model.walk.recording != nil { return "● recording" }
    switch model.walk.motion {
    case .interpolation: return "interpolating"
    case .tour: return "touring"
    case nil: return ""
    }
  }
}
