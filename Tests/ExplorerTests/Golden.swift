import TerminalGraphics

/// A screen as a golden file has it: the characters, then the look of every cell.
///
/// The file begins with the rows of text, blanks at their ends left out. A heading follows, and then for each row that is
/// not plain throughout its number, from 0, and runs of cells of one look:
///
///     2: . 108*39 158+b 250/16*3 /240*2
///
/// means a plain cell, 39 with foreground 108, one with foreground 158 in bold, three with foreground 250 on background
/// 16, two with background 240; the rest of the row is plain. Numbers are those of xterm's 256 colours, so a half
/// block states both of its pixels, and a space the one colour of both.
struct Golden: Equatable {
  /// One cell: its character and its look in the notation of the file.
  struct Cell: Equatable, CustomStringConvertible {
    var scalar: Unicode.Scalar = " "
    var look = Golden.plain

    var description: String { "'\(scalar)' \(look)" }
  }

  let size: Size
  /// Row after row.
  let cells: [Cell]

  private static let plain = "."
  private static let heading = "--- foreground/background+attributes*cells"
  private static let attributes: [(attribute: Attributes, letter: String)] = [
    (.bold, "b"), (.dim, "d"), (.underline, "u"), (.reverse, "r"),
  ]

  /// What a terminal of 256 colours shows of `grid`.
  init(_ grid: CellGrid) {
    let palette = Palette(depth: .indexed256)
    size = grid.size
    cells = grid.cells.map { Cell(scalar: $0.scalar, look: Self.look($0.style, palette)) }
  }

  /// Reads the text of a file for a screen of `size`; `nil` if it is not in this form.
  init?(text: String, size: Size) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > size.height + 1, lines[size.height] == Self.heading, lines.last == "" else {
      return nil
    }
    var cells = [Cell](repeating: Cell(), count: size.width * size.height)
    for (y, line) in lines[..<size.height].enumerated() {
      guard line.unicodeScalars.count <= size.width else { return nil }
      for (x, scalar) in line.unicodeScalars.enumerated() { cells[y * size.width + x].scalar = scalar }
    }
    for line in lines[(size.height + 1)...].dropLast() {
      guard let (y, looks) = Self.looks(of: line), y < size.height, looks.count <= size.width else {
        return nil
      }
      for (x, look) in looks.enumerated() { cells[y * size.width + x].look = look }
    }
    self.size = size
    self.cells = cells
  }

  /// The text of the file.
  var text: String {
    let rows = (0..<size.height).map { cells[$0 * size.width..<($0 + 1) * size.width] }
    let characters = rows.map { row in
      let end = row.lastIndex { $0.scalar != " " }.map { $0 + 1 } ?? row.startIndex
      return String(String.UnicodeScalarView(row[..<end].map(\.scalar)))
    }
    let looks = rows.enumerated().compactMap { y, row in
      let end = row.lastIndex { $0.look != Self.plain }.map { $0 + 1 } ?? row.startIndex
      return end == row.startIndex ? nil : "\(y): " + Self.runs(row[..<end].map(\.look))
    }
    return (characters + [Self.heading] + looks).joined(separator: "\n") + "\n"
  }

  /// In words the first `limit` cells in which `other` differs; empty if none does.
  func differences(from other: Golden, limit: Int = 8) -> [String] {
    guard size == other.size else { return ["expected \(other.size), found \(size)"] }
    let differing = cells.indices.filter { cells[$0] != other.cells[$0] }
    let first = differing.prefix(limit).map { index in
      "row \(index / size.width), column \(index % size.width): expected \(other.cells[index]), found \(cells[index])"
    }
    return differing.count > limit ? first + ["and \(differing.count - limit) more"] : first
  }

  // MARK: Looks

  private static func look(_ style: Style, _ palette: Palette) -> String {
    let foreground = palette.index(of: style.foreground).map(String.init) ?? ""
    let background = palette.index(of: style.background).map { "/\($0)" } ?? ""
    let letters = attributes.filter { style.attributes.contains($0.attribute) }.map(\.letter).joined()
    let look = foreground + background + (letters.isEmpty ? "" : "+" + letters)
    return look.isEmpty ? plain : look
  }

  private static func runs(_ looks: [String]) -> String {
    var runs: [(look: String, count: Int)] = []
    for look in looks {
      if runs.last?.look == look { runs[runs.count - 1].count += 1 } else { runs.append((look, 1)) }
    }
    return runs.map { $0.count == 1 ? $0.look : "\($0.look)*\($0.count)" }.joined(separator: " ")
  }

  /// The number of a row and the looks of its cells.
  private static func looks(of line: Substring) -> (row: Int, looks: [String])? {
    let words = line.split(separator: " ")
    guard let first = words.first, first.last == ":", let row = Int(first.dropLast()), row >= 0 else {
      return nil
    }
    var looks: [String] = []
    for word in words.dropFirst() {
      let parts = word.split(separator: "*")
      guard let count = parts.count == 1 ? 1 : parts.last.flatMap({ Int($0) }), count > 0 else { return nil }
      looks += Array(repeating: String(parts[0]), count: count)
    }
    return (row, looks)
  }
}
