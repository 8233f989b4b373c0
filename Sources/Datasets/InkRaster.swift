/// Draws pen marks into a grey image, antialiased by the distance of each pixel's middle from the line.
struct InkRaster {
  let height: Int
  let width: Int
  /// How much of each pixel is covered, 0…1.
  private var coverage: [Float]

  init(height: Int, width: Int) {
    self.height = height
    self.width = width
    coverage = Array(repeating: 0, count: height * width)
  }

  /// Replaces what was drawn with the marks, and writes it as bytes. `pixels` has room for height × width.
  mutating func draw(_ marks: [PenMark], into pixels: UnsafeMutableBufferPointer<UInt8>) {
    let (height, width) = (height, width)
    coverage.withUnsafeMutableBufferPointer { coverage in
      coverage.update(repeating: 0)
      for index in 1..<max(1, marks.count) where marks[index].isJoined {
        Self.segment(marks[index - 1], marks[index], coverage, height: height, width: width)
      }
      for index in 0..<height * width { pixels[index] = UInt8(coverage[index] * 255 + 0.5) }
    }
  }

  /// A line between two marks, its width changing evenly, with round ends.
  private static func segment(
    _ a: PenMark, _ b: PenMark, _ coverage: UnsafeMutableBufferPointer<Float>, height: Int,
    width: Int
  ) {
    let reach = max(a.radius, b.radius) + 0.5
    let left = max(0, Int(min(a.x, b.x) - reach))
    let right = min(width - 1, Int(max(a.x, b.x) + reach))
    let top = max(0, Int(min(a.y, b.y) - reach))
    let bottom = min(height - 1, Int(max(a.y, b.y) + reach))
    guard left <= right, top <= bottom else { return }
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let inverse = 1 / max(dx * dx + dy * dy, 1e-6)
    let reachSquared = reach * reach
    for row in top...bottom {
      let fromY = Float(row) + 0.5 - a.y
      for column in left...right {
        let fromX = Float(column) + 0.5 - a.x
        let along = min(max((fromX * dx + fromY * dy) * inverse, 0), 1)
        let (offX, offY) = (fromX - along * dx, fromY - along * dy)
        let squared = offX * offX + offY * offY
        if squared >= reachSquared { continue }
        let inside = a.radius + along * (b.radius - a.radius) + 0.5 - squared.squareRoot()
        let index = row &* width &+ column
        coverage[index] = max(coverage[index], min(inside, 1))
      }
    }
  }
}
