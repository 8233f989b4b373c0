import Plotting

/// A position in latent space, and where it came from.
struct WalkPlace: Sendable, Equatable {
  /// z, of L numbers.
  let position: [Float]
  let source: PlaceSource
}

/// Where a position came from.
indirect enum PlaceSource: Sendable, Equatable {
  case origin
  /// The posterior mean of a test image, by its number from 0.
  case testImage(Int)
  /// The posterior mean of an image that only its position came with, by its number from 0.
  case encodedImage(Int)
  case drawing
  case classMiddle(UInt8)
  /// A draw of z ~ N(0, I).
  case prior
  /// A cell of Manifold.
  case manifoldCell
  /// A picture of Traverse.
  case traversal
  /// A click in the plane.
  case click
  /// a − b + c of the marks.
  case combination
  case bookmark(String)
  /// On the way through marks.
  case interpolation
  case tour
  /// By steps from a place with another source.
  case moved(from: PlaceSource)

  /// The source by steps from here.
  var moved: PlaceSource {
    if case .moved = self { self } else { .moved(from: self) }
  }

  /// The test image whose position it is or from whose position it was moved.
  var testImage: Int? {
    switch self {
    case .testImage(let index): index
    case .moved(let source): source.testImage
    default: nil
    }
  }

  /// Whether a position of `next` goes on with the motion that led here, so that both are undone together.
  func isContinued(by next: PlaceSource) -> Bool {
    switch (self, next) {
    case (.moved, .moved), (.interpolation, .interpolation), (.tour, .tour), (.click, .click): true
    default: false
    }
  }

  /// In words, as after "z is": "at the code of test image 412", "moved from the origin".
  var sentence: String {
    switch self {
    case .moved: title
    case .interpolation, .tour: "on \(title)"
    default: "at \(title)"
    }
  }

  /// The same for a narrow place: "at test image 412", "from the origin".
  var shortSentence: String {
    switch self {
    case .moved(let source): "from \(source.shortTitle)"
    case .interpolation, .tour: "on \(shortTitle)"
    default: "at \(shortTitle)"
    }
  }

  private var shortTitle: String {
    switch self {
    case .testImage(let index): "test image \(NumberFormat.grouped(index + 1))"
    case .encodedImage(let index): "encoded image \(NumberFormat.grouped(index + 1))"
    case .interpolation: "the path of marks"
    default: title
    }
  }

  /// In words: "the code of test image 412".
  var title: String {
    switch self {
    case .origin: "the origin"
    case .testImage(let index): "the code of test image \(NumberFormat.grouped(index + 1))"
    case .encodedImage(let index): "the code of encoded image \(NumberFormat.grouped(index + 1))"
    case .drawing: "the code of your drawing"
    case .classMiddle(let label): "the middle of class \(label)"
    case .prior: "a draw from the prior"
    case .manifoldCell: "a cell of Manifold"
    case .traversal: "a picture of Traverse"
    case .click: "a point of the plane"
    case .combination: "a − b + c"
    case .bookmark(let name): "bookmark \(name)"
    case .interpolation: "the path between marks"
    case .tour: "the tour"
    case .moved(let source): "moved from \(source.title)"
    }
  }
}

extension PlaneEncoding {
  /// What a position is that is that of an encoded image.
  func source(_ index: Int) -> PlaceSource { isOfTestImages ? .testImage(index) : .encodedImage(index) }
}

extension ImageSource {
  /// What the position is where it is encoded.
  var placeSource: PlaceSource {
    switch self {
    case .testImage(let index): .testImage(index)
    case .drawing: .drawing
    }
  }
}
