/// A width and a height in cells or pixels; neither is negative.
public struct Size: Hashable, Sendable {
  /// The number of columns.
  public var width: Int
  /// The number of rows.
  public var height: Int

  /// A size of `width`×`height`; negative numbers become 0.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// Whether it contains no cell.
  public var isEmpty: Bool { width <= 0 || height <= 0 }
}

/// A place in a grid: `x` counts columns to the right and `y` rows downwards, both from 0.
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

/// A rectangle of cells. Its parts always lie within it, so a layout that asks for more room than there is gets all of it.
public struct Rect: Hashable, Sendable {
  /// The leftmost column.
  public var x: Int
  /// The top row.
  public var y: Int
  /// The number of columns; never negative.
  public var width: Int
  /// The number of rows; never negative.
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
  /// Whether it contains no cell.
  public var isEmpty: Bool { width <= 0 || height <= 0 }

  /// Whether `point` is one of its cells.
  public func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < right && point.y >= y && point.y < bottom
  }

  /// The cells that are in both rectangles; empty if they do not overlap.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(right, other.right) - left, height: min(bottom, other.bottom) - top)
  }

  /// The rectangle without `columns` columns at either side and `rows` rows at top and bottom.
  public func inset(columns: Int = 0, rows: Int = 0) -> Rect {
    let columns = min(columns, width / 2 + width % 2)
    let rows = min(rows, height / 2 + height % 2)
    return Rect(x: x + columns, y: y + rows, width: width - 2 * columns, height: height - 2 * rows)
  }

  /// The upper `rows` rows, or all if there are fewer, and the rest below.
  public func split(top rows: Int) -> (top: Rect, rest: Rect) {
    let rows = clamp(rows, height)
    return (
      Rect(x: x, y: y, width: width, height: rows),
      Rect(x: x, y: y + rows, width: width, height: height - rows)
    )
  }

  /// The lower `rows` rows, or all if there are fewer, and the rest above.
  public func split(bottom rows: Int) -> (rest: Rect, bottom: Rect) {
    let parts = split(top: height - clamp(rows, height))
    return (parts.top, parts.rest)
  }

  /// The leftmost `columns` columns, or all if there are fewer, and the rest to the right.
  public func split(left columns: Int) -> (left: Rect, rest: Rect) {
    let columns = clamp(columns, width)
    return (
      Rect(x: x, y: y, width: columns, height: height),
      Rect(x: x + columns, y: y, width: width - columns, height: height)
    )
  }

  /// The rightmost `columns` columns, or all if there are fewer, and the rest to the left.
  public func split(right columns: Int) -> (rest: Rect, right: Rect) {
    let parts = split(left: width - clamp(columns, width))
    return (parts.left, parts.rest)
  }

  /// A rectangle of `size` in the middle of this one, cut to fit.
  public func centred(_ size: Size) -> Rect {
    let width = min(size.width, self.width)
    let height = min(size.height, self.height)
    return Rect(
      x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width, height: height)
  }

  private func clamp(_ value: Int, _ limit: Int) -> Int { min(max(0, value), limit) }
}
