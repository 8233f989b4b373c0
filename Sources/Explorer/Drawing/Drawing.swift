import Compute
import Datasets
import Formats
import TerminalGraphics

/// An image that the person drew, with its reconstruction.
struct Drawing: Sendable, Equatable {
  /// A place on the pad, in pixels from its top left corner.
  struct Place: Sendable, Equatable {
    var x, y: Float
  }

  let imageShape: ImageShape
  /// The strokes of the pen, each from where it was put down to where it was lifted.
  private(set) var strokes: [[Place]] = []
  /// Whether the model is given the drawing in the size and at the place that MNIST's digits have, rather than as it was
  /// drawn.
  private(set) var isNormalized: Bool
  /// H×W greys, as drawn.
  private(set) var drawn: [UInt8]
  /// D pixels, as the model is given them: in white where it has colours.
  private(set) var pixels: [UInt8]
  var reconstruction: Reconstruction?
  /// The training image with the smallest distance from `pixels`.
  var nearest: TrainingImage?

  /// Half the width of the pen's line in pixels, as that of the digits that the program draws.
  private static let penRadius: Float = 1.3

  init(imageShape: ImageShape, isNormalized: Bool) {
    self.imageShape = imageShape
    self.isNormalized = isNormalized
    drawn = Array(repeating: 0, count: imageShape.height * imageShape.width)
    pixels = Array(repeating: 0, count: imageShape.count)
  }

  /// What the model is given.
  var picture: PixelImage { PixelImage(imageShape, pixels) }
  /// What is on the pad.
  var padPicture: PixelImage { PixelImage(width: imageShape.width, height: imageShape.height, grey: drawn) }
  var isBlank: Bool { strokes.isEmpty }

  /// Puts the pen down.
  mutating func begin(at place: Place) {
    strokes.append([place])
    rasterize()
  }

  /// Moves the pen while it is down.
  mutating func draw(to place: Place) {
    guard !strokes.isEmpty, strokes[strokes.count - 1].last != place else { return }
    strokes[strokes.count - 1].append(place)
    rasterize()
  }

  /// Takes back the last stroke.
  mutating func undo() {
    guard strokes.popLast() != nil else { return }
    rasterize()
  }

  mutating func clear() {
    strokes = []
    rasterize()
  }

  mutating func toggleNormalized() {
    isNormalized.toggle()
    rasterize()
  }

  private mutating func rasterize() {
    let marks = strokes.flatMap(Self.marks)
    let (height, width) = (imageShape.height, imageShape.width)
    drawn = marks.image(height: height, width: width)
    let given =
      isNormalized
      ? marks.normalized(height: height, width: width).image(height: height, width: width) : drawn
    pixels = given.converted(from: 1, to: imageShape.channels)
  }

  /// The marks of a stroke, each drawn towards its neighbours, since a mouse only tells the cells that it passes. A dot is a
  /// line from its place to itself.
  private static func marks(of stroke: [Place]) -> [PenMark] {
    let stroke = stroke.count == 1 ? stroke + stroke : stroke
    return stroke.indices.map { index in
      let (before, here) = (stroke[max(0, index - 1)], stroke[index])
      let after = stroke[min(stroke.count - 1, index + 1)]
      let isEnd = index == 0 || index == stroke.count - 1
      return PenMark(
        x: isEnd ? here.x : (before.x + 2 * here.x + after.x) / 4,
        y: isEnd ? here.y : (before.y + 2 * here.y + after.y) / 4, radius: penRadius, isJoined: index > 0)
    }
  }
}
