import Compute

/// Latent positions to be decoded, a row each: N×L.
public enum LatentPositions {
  /// The centres of cells that share the mass of the prior evenly, in the plane of two dimensions; the rows of the grid
  /// from the top, where the second dimension is largest.
  /// - Parameters:
  ///   - axes: the dimensions to the right and upwards; the second is not used where L = 1, where there is one row.
  ///   - centre: the values of the other dimensions; L numbers.
  public static func manifold(columns: Int, rows: Int, axes: (Int, Int), around centre: [Float]) -> Matrix {
    func quantile(_ index: Int, of count: Int) -> Float {
      Float(NormalDistribution.quantile((Double(index) + 0.5) / Double(count)))
    }
    var positions = Matrix(repeating: centre, count: columns * rows)
    for cell in 0..<positions.rows {
      positions[cell, axes.0] = quantile(cell % columns, of: columns)
      if centre.count > 1 { positions[cell, axes.1] = quantile(rows - 1 - cell / columns, of: rows) }
    }
    return positions
  }

  /// For each of `dimensions` a row of `steps` positions, evenly from −`reach` to `reach` in it; in the others `centre`.
  public static func traversal(
    of dimensions: [Int], steps: Int, reach: Float, around centre: [Float]
  ) -> Matrix {
    var positions = Matrix(repeating: centre, count: dimensions.count * steps)
    for row in 0..<positions.rows {
      let share = Float(row % steps) / Float(max(1, steps - 1))
      positions[row, dimensions[row / steps]] = reach * (2 * share - 1)
    }
    return positions
  }

  /// `count` positions from `start` to `end`, both included: straight, or along the sphere for large L (see
  /// `Interpolation`).
  public static func interpolation(from start: [Float], to end: [Float], count: Int) -> Matrix {
    let places = (0..<count).flatMap {
      Interpolation.place(from: start, to: end, at: Float($0) / Float(max(1, count - 1)))
    }
    return Matrix(rows: count, columns: start.count, elements: places)
  }
}

extension Matrix {
  /// `count` rows that are all the same.
  fileprivate init(repeating row: [Float], count: Int) {
    self.init(rows: count, columns: row.count, elements: (0..<count).flatMap { _ in row })
  }
}
