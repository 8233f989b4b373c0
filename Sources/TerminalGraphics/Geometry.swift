/// A width and a height in cells (or pixels); neither is ever negative.
public struct Size: Hashable, Sendable {
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// A size of `width`×`height`; negative numbers become 0.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// Whether there is no cell in it.
  public var isEmpty: Bool { width <= 0 || height <= 0 }
}

/// A place: `x` counts columns rightwards and `y` rows downwards, both from 0.
public struct Point: Hashable, Sendable {
  /// The column.
  public var x: Int
  /// The row.
  public var y: Int

  /// The place at column `x` and row `y`.
  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// A rectangle of cells. Its parts are rectangles within it, so layouts that ask for more than there is get what there is.
public struct Rect: Hashable, Sendable {
  /// The leftmost column.
  public var x: Int
  /// The top row.
  public var y: Int
  /// Columns; never negative.
  public var width: Int
  /// Rows; never negative.
  public var height: Int

  /// The rectangle with the given corner and extent; a negative extent becomes 0.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// The rectangle of `size` with its corner at the origin.
  public init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  /// The first column to the right of it.
  public var right: Int { x + width }
  /// The first row below it.
  public var bottom: Int { y + height }
  /// Its top left corner.
  public var origin: Point { Point(x: x, y: y) }
  /// Its extent.
  public var size: Size { Size(width: width, height: height) }
  /// Whether there is no cell in it.
  public var isEmpty: Bool { width <= 0 || height <= 0 }

  /// Whether `point` is one of its cells.
  public func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < right && point.y >= y && point.y < bottom
  }

  /// The cells in both; empty where they do not meet.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(right, other.right) - left, height: min(bottom, other.bottom) - top)
  }

  /// The rectangle without `columns` at either side and `rows` at top and bottom.
  public func inset(columns: Int = 0, rows: Int = 0) -> Rect {
    let columns = min(columns, width / 2 + width % 2)
    let rows = min(rows, height / 2 + height % 2)
    return Rect(x: x + columns, y: y + rows, width: width - 2 * columns, height: height - 2 * rows)
  }

  /// The upper `rows` rows, as far as there are so many, and the rest below.
  public func split(top rows: Int) -> (top: Rect, rest: Rect) {
    let rows = clamp(rows, height)
    return (
      Rect(x: x, y: y, width: width, height: rows),
      Rect(x: x, y: y + rows, width: width, height: height - rows)
    )
  }

  /// The lower `rows` rows, as far as there are so many, and the rest above.
  public func split(bottom rows: Int) -> (rest: Rect, bottom: Rect) {
    let parts = split(top: height - clamp(rows, height))
    return (parts.top, parts.rest)
  }

  /// The leftmost `columns` columns, as far as there are so many, and the rest to the right.
  public func split(left columns: Int) -> (left: Rect, rest: Rect) {
    let columns = clamp(columns, width)
    return (
      Rect(x: x, y: y, width: columns, height: height),
      Rect(x: x + columns, y: y, width: width - columns, height: height)
    )
  }

  /// The rightmost `columns` columns, as far as there are so many, and the rest to the left.
  public func split(right columns: Int) -> (rest: Rect, right: Rect) {
    let parts = split(left: width - clamp(columns, width))
    return (parts.left, parts.rest)
  }

  /// A rectangle of `size`, cut to fit, in the middle of this one.
  public func centred(_ size: Size) -> Rect {
    let width = min(size.width, self.width)
    let height = min(size.height, self.height)
    return Rect(
      x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width, height: height)
  }

  private func clamp(_ value: Int, _ limit: Int) -> Int { min(max(0, value), limit) }
}
