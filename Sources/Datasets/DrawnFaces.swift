import Compute

/// The built-in data set `faces`: the frames of a drawn head that turns, smiles, frowns, talks and puts its tongue
/// out, under changing light, in the manner of Frey Face; shuffled by the seed before the split. `colour-faces` has the
/// same frames in colour.
struct DrawnFaces {
  let seed: UInt64
  var isColored = false

  func split(trainCount: Int, testCount: Int) -> DataSplit {
    video(frames: trainCount + testCount)
      .split(name: name, testCount: testCount, seed: seed, isContinuous: true, isBinary: false)
  }

  private var name: String { (isColored ? KnownDataset.colourFaces : .faces).name }

  /// The frames in their order in time.
  func video(frames: Int) -> ImageDataset {
    let poses = poses(frames: frames)
    let plain = FaceDrawing.imageShape
    let size = ImageShape(height: plain.height, width: plain.width, channels: isColored ? 3 : 1)
    let pixels = [UInt8](unsafeUninitializedCapacity: frames * size.count) { pixels, written in
      inParallel(count: frames) { range in
        for frame in range {
          var noise = RandomStream(
            seed: seed, stream: RandomPurpose.drawnFaces | 0xFF, index: UInt64(frame * size.count))
          let face = FaceDrawing(pose: poses[frame], isColored: isColored)
          for pixel in 0..<plain.count {
            let color = Self.pixel(face, row: pixel / size.width, column: pixel % size.width)
            for channel in 0..<size.channels {
              let level = 255 * color[channel] + 2 * noise.normal()
              pixels[frame * size.count + pixel * size.channels + channel] = UInt8(
                min(max(level + 0.5, 0), 255))
            }
          }
        }
      }
      written = frames * size.count
    }
    return ImageDataset(name: name, imageShape: size, pixels: pixels)
  }

  /// The mean over four places of a pixel.
  private static func pixel(_ face: FaceDrawing, row: Int, column: Int) -> SIMD3<Float> {
    var sum = SIMD3<Float>.zero
    for offset: (x: Float, y: Float) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
      sum += face.color(x: Float(column) + offset.x, y: Float(row) + offset.y)
    }
    return sum / 4
  }

  /// What the head does, frame by frame: a few independent tracks.
  private func poses(frames: Int) -> [FacePose] {
    func track(_ number: UInt64, every interval: ClosedRange<Int>, _ value: (inout RandomStream) -> Float)
      -> [Float]
    {
      var random = RandomStream(seed: seed, stream: RandomPurpose.drawnFaces | number)
      return Self.track(frames: frames, interval: interval, random: &random, value)
    }
    let yaw = track(0, every: 14...40) { 0.6 * $0.bounded(1.7) }
    let pitch = track(1, every: 16...40) { 0.5 * $0.bounded(2) }
    let roll = track(2, every: 16...50) { 0.45 * $0.bounded(2) }
    let x = track(3, every: 12...40) { 0.5 * $0.bounded(2) }
    let y = track(4, every: 12...40) { 0.5 * $0.bounded(2) }
    let light = track(5, every: 60...160) { 0.5 * $0.bounded(2) }
    let exposure = track(6, every: 60...160) { 1 + 0.04 * $0.bounded(2) }
    let brows = track(7, every: 15...50) { 0.6 * $0.bounded(2) }
    let eyes = track(8, every: 4...12) { $0.below(7) == 0 ? 1 : 0.12 }
    // One expression after the other: the same seed and stream make the four tracks change together.
    let expressions = (0..<4).map { part in
      track(9, every: 12...36) { Self.expressions[$0.below(Self.expressions.count)][part] }
    }
    return (0..<frames).map { frame in
      FacePose(
        yaw: yaw[frame], pitch: pitch[frame], roll: roll[frame], x: x[frame], y: y[frame],
        smile: expressions[0][frame], mouthOpen: expressions[1][frame], pout: expressions[2][frame],
        tongue: expressions[3][frame], eyesClosed: eyes[frame], browLift: brows[frame], light: light[frame],
        exposure: exposure[frame])
    }
  }

  /// Smile, open mouth, pout, tongue.
  private static let expressions: [[Float]] = [
    [-0.7, 0, 0, 0], [-0.2, 0, 0, 0], [0.1, 0, 0, 0], [-0.9, 0.1, 0.1, 0], [0.9, 0.1, 0, 0], [1, 0.35, 0, 0],
    [0.6, 0, 0, 0], [0, 1, 0.2, 0], [-0.1, 0.15, 1, 0], [0.1, 0.4, 0, 1],
  ]

  /// A smooth run through random values: each is reached after a random number of frames, and held for a while.
  private static func track(
    frames: Int, interval: ClosedRange<Int>, random: inout RandomStream,
    _ value: (inout RandomStream) -> Float
  ) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(frames)
    var from = value(&random)
    while result.count < frames {
      let to = value(&random)
      let length = interval.lowerBound + random.below(interval.count)
      for step in 0..<length {
        let t = min(1.4 * Float(step) / Float(length), 1)
        result.append(from + (to - from) * t * t * (3 - 2 * t))
      }
      from = to
    }
    return Array(result.prefix(frames))
  }
}
