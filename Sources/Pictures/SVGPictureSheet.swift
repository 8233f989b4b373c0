import Formats
import Foundation

/// Pictures in rows and columns with lines of text below each, as an SVG file that holds the pictures.
public struct SVGPictureSheet: Sendable {
  /// A picture with its caption.
  public struct Cell: Sendable {
    /// `nil` for a place that stays empty.
    public let picture: RasterImage?
    public let caption: [String]
    /// Whether the first line of the caption is bold.
    public let isBold: Bool

    public init(_ picture: RasterImage?, caption: [String], isBold: Bool = false) {
      self.picture = picture
      self.caption = caption
      self.isBold = isBold
    }
  }

  /// The title above the sheet.
  public var title: String
  /// The head of each column, in lines.
  public var heads: [[String]]
  /// The cells, row by row, no more in a row than there are heads.
  public var rows: [[Cell]]

  /// Units a pixel of a picture.
  private static let scale = 4.0
  private static let lineHeight = 17.0
  private static let margin = 16.0
  /// The least width of a column: that of its texts.
  private static let leastWidth = 136.0

  public init(title: String, heads: [[String]], rows: [[Cell]]) {
    self.title = title
    self.heads = heads
    self.rows = rows
  }

  /// The text of the file.
  public func svg() -> String {
    let sizes = rows.joined().compactMap(\.picture)
    let (across, down) = (sizes.map(\.width).max() ?? 0, sizes.map(\.height).max() ?? 0)
    let picture = (width: Double(across) * Self.scale, height: Double(down) * Self.scale)
    let columnWidth = max(picture.width, Self.leastWidth) + Self.margin
    let captionLines = rows.joined().map(\.caption.count).max() ?? 0
    let rowHeight = picture.height + Double(captionLines) * Self.lineHeight + Self.margin
    let top = Self.margin + 26 + Double(heads.map(\.count).max() ?? 0) * Self.lineHeight
    let width = Self.margin + Double(heads.count) * columnWidth
    let height = top + Double(rows.count) * rowHeight + Self.margin

    var contents =
      "<title>\(SVGText.escaped(title))</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    contents += text(title, Self.margin, Self.margin + 12, isBold: true)
    for (column, head) in heads.enumerated() {
      let x = Self.margin + Double(column) * columnWidth
      contents += lines(head, x, Self.margin + 36, isBold: false)
    }
    for (row, cells) in rows.enumerated() {
      for (column, cell) in cells.enumerated() {
        let (x, y) = (Self.margin + Double(column) * columnWidth, top + Double(row) * rowHeight)
        if let picture = cell.picture { contents += image(picture, x, y) }
        contents += lines(cell.caption, x, y + picture.height + 14, isBold: cell.isBold)
      }
    }
    return SVGText.document(width: width, height: height, contents: contents)
  }

  private func lines(_ lines: [String], _ x: Double, _ y: Double, isBold: Bool) -> String {
    lines.enumerated().map { row, line in
      text(line, x, y + Double(row) * Self.lineHeight, isBold: isBold && row == 0)
    }.joined()
  }

  private func text(_ text: String, _ x: Double, _ y: Double, isBold: Bool) -> String {
    let weight = isBold ? " font-weight=\"bold\"" : ""
    return
      "<text x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\"\(weight)>\(SVGText.escaped(text))</text>\n"
  }

  private func image(_ picture: RasterImage, _ x: Double, _ y: Double) -> String {
    let data = Data(PNG.encode(picture)).base64EncodedString()
    let place = "x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\""
    let extent =
      "width=\"\(SVGText.number(Double(picture.width) * Self.scale))\" "
      + "height=\"\(SVGText.number(Double(picture.height) * Self.scale))\""
    return
      "<image \(place) \(extent) style=\"image-rendering:pixelated\" href=\"data:image/png;base64,\(data)\"/>\n"
  }
}
