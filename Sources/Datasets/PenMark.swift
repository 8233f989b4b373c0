/// A place of a round pen, in pixels, and half the width of its line there.
public struct PenMark: Sendable, Hashable {
  public var x, y, radius: Float
  /// Whether the pen was down between the previous mark and this one.
  public let isJoined: Bool

  public init(x: Float, y: Float, radius: Float, isJoined: Bool) {
    self.x = x
    self.y = y
    self.radius = radius
    self.isJoined = isJoined
  }
}

/// The marks of an image, brought to the size and the place that MNIST's digits have: in a box of 20×20 pixels, the centre
/// of mass in the middle of the 28×28 (LeCun, Cortes and Burges).
extension [PenMark] {
  /// Scales the marks about the origin, keeping their proportions, until the longer side of the ink fills the box. The
  /// pen's width stays. Precondition: not empty.
  mutating func fit(box side: Float) {
    var (left, right, top, bottom) = (self[0].x, self[0].x, self[0].y, self[0].y)
    var radius: Float = 0
    for mark in self {
      left = Swift.min(left, mark.x)
      right = Swift.max(right, mark.x)
      top = Swift.min(top, mark.y)
      bottom = Swift.max(bottom, mark.y)
      radius = Swift.max(radius, mark.radius)
    }
    let scale = (side - 2 * radius) / Swift.max(right - left, bottom - top, 0.1)
    for index in indices {
      self[index].x = (self[index].x - 0.5 * (left + right)) * scale
      self[index].y = (self[index].y - 0.5 * (top + bottom)) * scale
    }
  }

  /// Moves marks that fill a box about the origin so that their centre of mass is at (`centerX`, `centerY`), or as near to
  /// it as the box may come within an image of which that is the middle. Precondition: not empty.
  mutating func centerMass(in side: Float, x centerX: Float, y centerY: Float) {
    var (x, y, mass): (Float, Float, Float) = (0, 0, 0.001)
    for index in 1..<Swift.max(1, count) where self[index].isJoined {
      let (a, b) = (self[index - 1], self[index])
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      let weight = (dx * dx + dy * dy).squareRoot() * (a.radius + b.radius)
      x += weight * 0.5 * (a.x + b.x)
      y += weight * 0.5 * (a.y + b.y)
      mass += weight
    }
    // The box always stays within the image.
    let (slackX, slackY) = (centerX - side / 2, centerY - side / 2)
    let shiftX = Swift.min(Swift.max(x / mass, -slackX), slackX)
    let shiftY = Swift.min(Swift.max(y / mass, -slackY), slackY)
    for index in indices {
      self[index].x += centerX - shiftX
      self[index].y += centerY - shiftY
    }
  }

  /// The marks as MNIST has its digits, in an image of another size in proportion. Those of a dot stay as they are.
  public func normalized(height: Int, width: Int) -> [PenMark] {
    guard let first, contains(where: { $0.x != first.x || $0.y != first.y }) else { return self }
    let side = 20 / 28 * Float(Swift.min(height, width))
    var marks = self
    marks.fit(box: side)
    marks.centerMass(in: side, x: Float(width) / 2, y: Float(height) / 2)
    return marks
  }

  /// The image of the marks: D bytes, 0 black … 255 ink.
  public func image(height: Int, width: Int) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: height * width)
    var raster = InkRaster(height: height, width: width)
    pixels.withUnsafeMutableBufferPointer { raster.draw(self, into: $0) }
    return pixels
  }
}
