import TerminalGraphics

/// A dark terminal with everything.
let rich = Capabilities()
/// A terminal with Unicode but no colours.
let colourless = Capabilities(colorDepth: .none)
/// A terminal with neither.
let poor = Capabilities(colorDepth: .none, isUnicode: false)
/// One of every sort.
let allCapabilities = ColorDepth.allCases.flatMap { depth in
  [(true, false), (true, true), (false, false), (false, true)].map {
    Capabilities(colorDepth: depth, isUnicode: $0.0, isLight: $0.1)
  }
}

/// The text of `widget` drawn alone in a grid.
func picture(_ widget: some Widget, _ width: Int, _ height: Int, _ capabilities: Capabilities = rich)
  -> String
{
  var grid = CellGrid(size: Size(width: width, height: height))
  grid.draw(widget, in: grid.bounds, capabilities)
  return grid.text()
}

/// The styles of `widget` drawn alone in a grid: for each cell the letter that `legend` gives its style, "." for the
/// plain style and "?" for any other. Dots at the ends of rows are left out.
func looks(
  _ widget: some Widget, _ width: Int, _ height: Int, _ capabilities: Capabilities = rich,
  _ legend: KeyValuePairs<Character, Style>
) -> String {
  var grid = CellGrid(size: Size(width: width, height: height))
  grid.draw(widget, in: grid.bounds, capabilities)
  return looks(of: grid, legend)
}

/// The styles of `grid`, as in ``looks(_:_:_:_:_:)``.
func looks(of grid: CellGrid, _ legend: KeyValuePairs<Character, Style>) -> String {
  (0..<grid.size.height).map { y in
    var row = grid.row(y).map { cell in
      cell.style == .plain ? "." : legend.first { $0.value == cell.style }?.key ?? "?"
    }
    while row.last == "." { row.removeLast() }
    return String(row)
  }.joined(separator: "\n")
}

/// Draws `widget` at every size up to 30×30, whole and hanging over the edges of a grid; reports cells outside its area.
func strayCells(of widget: some Widget) -> Int {
  var stray = 0
  for (index, capabilities) in allCapabilities.enumerated() {
    // Every size for one of the terminals, a few for the others: all would take minutes.
    let step = capabilities == rich ? 1 : 9
    for height in stride(from: index % step, through: 30, by: step) {
      for width in stride(from: index / 2 % step, through: 30, by: step) {
        var grid = CellGrid(size: Size(width: 24, height: 24), filledWith: Cell("~"))
        let area = Rect(x: 3, y: 2, width: width, height: height)
        grid.draw(widget, in: area, capabilities)
        for y in 0..<24 {
          for x in 0..<24 where !area.contains(Point(x: x, y: y)) && grid[x, y] != Cell("~") { stray += 1 }
        }
      }
    }
  }
  return stray
}
