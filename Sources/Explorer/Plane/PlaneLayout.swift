import Plotting
import TerminalGraphics

/// Where the panels of the plane stand.
///
/// In a small window the selected image goes first; then the legend's column becomes a row.
struct PlaneLayout: Hashable, Sendable {
  let plot: Rect
  let legend: Rect
  /// The cells of the legend's entries: within its frame, where it has one.
  let entries: Rect
  /// Empty where there is no room.
  let selected: Rect

  init(body: Rect, model: ExplorerModel) {
    if body.width >= 76 {
      let size = model.testImages.imageShape
      let large = body.height >= 2 * (size.height / 2 + 1) + 18 && body.width >= 110
      let pictureWidth = large ? size.width : (size.width + 1) / 2
      let (plot, side) = body.split(right: min(max(pictureWidth + 4, 22), body.width / 3))
      self.plot = plot
      let rows = model.classCounts.isEmpty ? 0 : model.legend().height(forWidth: side.width - 4) + 2
      (selected, legend) = side.split(bottom: rows)
      entries = legend.inset(columns: 2, rows: 1)
    } else {
      let rows = model.legend().height(forWidth: body.width - 2)
      (plot, legend) = body.split(bottom: body.height > 16 ? rows : 0)
      entries = legend.inset(columns: 1)
      selected = Rect(x: 0, y: 0, width: 0, height: 0)
    }
  }
}

extension ExplorerModel {
  /// The classes with the numbers of their images.
  func legend(_ capabilities: Capabilities = Capabilities()) -> Legend {
    let isPadded = size.width >= 76
    let entries = classCounts.map { entry in
      let isOn = !plane.hidden.contains(entry.label)
      let count = NumberFormat.grouped(entry.count)
      return Legend.Entry(
        glyph: ClassPalette.glyph(Int(entry.label)),
        label: isPadded ? TextLayout.padded(count, to: isOn ? 5 : 3, .right) : count,
        style: ClassPalette.style(Int(entry.label), capabilities), isOn: isOn)
    }
    return Legend(entries: entries, isVertical: isPadded && size.height >= 34)
  }
}
