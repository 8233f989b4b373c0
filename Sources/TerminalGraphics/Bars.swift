import Plotting

/// Horizontal bars, one in each row, with a label before and a text after each. Lengths are in eighths of a cell.
public struct HorizontalBars: Widget {
  /// One bar.
  public struct Bar: Hashable, Sendable {
    /// The label before the bar.
    public var label: String
    /// The length of the bar; no bar is drawn unless it is a positive number.
    public var value: Double
    /// The text after the bar.
    public var text: String
    /// The look of the bar.
    public var style: Style

    /// A bar of length `value`.
    public init(label: String, value: Double, text: String = "", style: Style = .plain) {
      self.label = label
      self.value = value
      self.text = text
      self.style = style
    }
  }

  /// The bars, from the top.
  public var bars: [Bar]
  /// The value that fills the whole length; `nil`: the greatest value.
  public var maximum: Double?

  /// Bars from the top down.
  public init(bars: [Bar], maximum: Double? = nil) {
    self.bars = bars
    self.maximum = maximum
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let labels = bars.map { TextLayout.width($0.label) }.max() ?? 0
    let texts = bars.map { TextLayout.width($0.text) }.max() ?? 0
    let greatest = maximum ?? bars.map(\.value).filter(\.isFinite).max() ?? 0
    for (row, bar) in bars.prefix(area.height).enumerated() {
      let line = Rect(x: area.x, y: area.y + row, width: area.width, height: 1)
      let (label, rest) = line.split(left: labels == 0 ? 0 : labels + 1)
      let (track, text) = rest.split(right: texts == 0 ? 0 : texts + 1)
      grid.write(bar.label, at: label.origin, style: capabilities.muted, in: label)
      grid.drawBar(fraction: bar.value / greatest, in: track, style: bar.style, capabilities)
      let value = TextLayout.padded(bar.text, to: texts, .right)
      grid.write(value, at: Point(x: text.x + 1, y: text.y), in: text)
    }
  }
}

/// A progress bar: ▕██████▌    ▏, or [######    ] in ASCII.
public struct ProgressBar: Widget {
  /// The fraction that is done, 0…1.
  public var fraction: Double
  /// The look of the filled part.
  public var style: Style

  /// A bar of which `fraction` is filled.
  public init(fraction: Double, style: Style = .plain) {
    self.fraction = fraction
    self.style = style
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    guard area.width >= 3, area.height >= 1 else { return }
    let ends: (Unicode.Scalar, Unicode.Scalar) = capabilities.isUnicode ? ("▕", "▏") : ("[", "]")
    let line = area.split(top: 1).top
    grid[line.x, line.y] = Cell(ends.0, capabilities.faint)
    grid[line.right - 1, line.y] = Cell(ends.1, capabilities.faint)
    grid.drawBar(fraction: fraction, in: line.inset(columns: 1), style: style, capabilities)
  }
}

/// A scale between two words, with a mark on it: dense ━━━━●──── nothing.
public struct Gauge: Widget {
  /// The position of the mark, from 0 at the left to 1 at the right; NaN: there is no mark.
  public var fraction: Double
  /// The word at the left end.
  public var lowLabel: String
  /// The word at the right end.
  public var highLabel: String
  /// The look of the mark and of the scale up to it.
  public var style: Style

  /// A scale with its mark at `fraction`.
  public init(fraction: Double, lowLabel: String = "", highLabel: String = "", style: Style = .bold) {
    self.fraction = fraction
    self.lowLabel = lowLabel
    self.highLabel = highLabel
    self.style = style
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    var line = area.split(top: 1).top
    let words = TextLayout.width(lowLabel) + TextLayout.width(highLabel) + 2
    if line.width >= words + 6 {
      let end = grid.write(lowLabel, at: line.origin, style: capabilities.muted, in: line)
      let start = line.right - TextLayout.width(highLabel)
      grid.write(highLabel, at: Point(x: start, y: line.y), style: capabilities.muted, in: line)
      let (from, to) = (lowLabel.isEmpty ? end : end + 1, highLabel.isEmpty ? start : start - 1)
      line = Rect(x: from, y: line.y, width: to - from, height: 1)
    }
    let mark = fraction.isNaN ? -1 : (min(1, max(0, fraction)) * Double(line.width - 1)).roundedInt
    for offset in 0..<line.width {
      let glyph: Unicode.Scalar = offset == mark ? "●" : offset < mark ? "━" : "─"
      grid[line.x + offset, line.y] = Cell(glyph, offset <= mark ? style : capabilities.faint)
    }
  }
}

/// A curve in one row, made of blocks of eight heights, with a gap for each value that is not finite.
public struct Sparkline: Widget {
  /// The values, oldest first; if there are more values than columns, the last ones are shown.
  public var values: [Double]
  /// What the lowest and the highest block stand for; `nil`: the least and the greatest value shown.
  public var range: ClosedRange<Double>?
  /// The look of the blocks.
  public var style: Style

  /// A curve of `values`; those outside of `range` are drawn at its ends.
  public init(values: [Double], range: ClosedRange<Double>? = nil, style: Style = .plain) {
    self.values = values
    self.range = range
    self.style = style
  }

  public func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let shown = values.suffix(area.width)
    let range = range ?? ClosedRange(covering: shown.filter(\.isFinite))
    let (least, greatest) = (range.lowerBound, range.upperBound)
    let blocks = Array("▁▂▃▄▅▆▇█".unicodeScalars)
    for (column, value) in shown.enumerated() where value.isFinite {
      let fraction = greatest > least ? min(1, max(0, (value - least) / (greatest - least))) : 0.5
      grid[area.x + column, area.y] = Cell(blocks[(fraction * 7).roundedInt], style)
    }
  }
}

extension CellGrid {
  /// Fills `fraction` of the first row of `area` from the left, to an eighth of a cell, and blanks the rest.
  mutating func drawBar(fraction: Double, in area: Rect, style: Style, _ capabilities: Capabilities) {
    let fraction = fraction.isNaN ? 0 : min(1, max(0, fraction))
    let eighths = (fraction * Double(area.width) * 8).roundedInt
    let parts = Array(" ▏▎▍▌▋▊▉".unicodeScalars)
    for offset in 0..<(area.height > 0 ? area.width : 0) {
      let filled = eighths - 8 * offset
      let glyph: Unicode.Scalar =
        filled >= 8
        ? "█" : filled <= 0 ? " " : capabilities.isUnicode ? parts[filled] : filled >= 4 ? "#" : " "
      self[area.x + offset, area.y] = glyph == " " ? .blank : Cell(glyph, style)
    }
  }
}
