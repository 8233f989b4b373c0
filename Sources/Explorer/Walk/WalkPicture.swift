import TerminalGraphics

/// What Walk shows of p(x|z).
enum PixelView: Sendable, Equatable {
  case mean
  /// Each pixel drawn from p(x|z).
  case sample
  /// The standard deviation of each pixel.
  case deviation
}

/// The standard deviations of a picture's pixels.
public struct PixelDeviation: Sendable, Equatable {
  /// White where the deviation is `greatest`, black where it is 0.
  public let picture: PixelImage
  /// The greatest deviation of a pixel, where the pixels are 0…1.
  public let greatest: Float

  public init(picture: PixelImage, greatest: Float) {
    self.picture = picture
    self.greatest = greatest
  }
}

extension ExplorerModel {
  /// Asks for the picture at the walk's position, and finds the encoded images around it.
  mutating func requestWalk() -> [Effect] {
    findNeighbours()
    return requestWalkPicture() + requestCompanion()
  }

  private mutating func requestWalkPicture() -> [Effect] {
    let position = walk.position
    switch walk.pixelView {
    case .mean:
      return ask(.decode(position), for: .walk) { model, pictures in
        model.walk.picture = pictures.first
        return []
      }
    case .sample:
      return ask(.decode(position, .sample(seed: walk.drawCount)), for: .walk) { model, pictures in
        model.walk.picture = pictures.first
        return []
      }
    case .deviation:
      return ask(.deviation(position), for: .walk) { model, deviation in
        model.walk.picture = deviation.picture
        model.walk.greatestDeviation = deviation.greatest
        return []
      }
    }
  }

  /// Whether the decoder has a variance for each pixel.
  private var hasDeviations: Bool { openModel?.architecture.likelihood.logVarianceRange != nil }

  /// Shows the mean of p(x|z), a sample, and its standard deviation where the decoder has one, in turn.
  mutating func switchPixelView() -> [Effect] {
    switch walk.pixelView {
    case .mean:
      walk.pixelView = .sample
      walk.drawCount += 1
    case .sample: walk.pixelView = hasDeviations ? .deviation : .mean
    case .deviation: walk.pixelView = .mean
    }
    return requestWalk()
  }
}

extension RequestPurpose {
  /// The picture at the walk's position.
  static let walk = RequestPurpose("walk")
}
