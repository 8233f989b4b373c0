import Compute

/// What a drawn face does in one frame. Numbers about −1…1 for signed ones, 0…1 for the others.
struct FacePose {
  /// To the viewer's right; up; a turn of the head in the image's plane.
  var yaw, pitch, roll: Float
  /// Where the head stands, in pixels off the middle.
  var x, y: Float
  /// −1 frowns, 1 smiles.
  var smile: Float
  var mouthOpen, pout, tongue: Float
  var eyesClosed: Float
  var browLift: Float
  /// −1 light from the left, 1 from the right.
  var light: Float
  /// The general brightness, 1 for the usual.
  var exposure: Float
}

/// Draws a face in 28×20 pixels, in soft-edged shapes painted one over the other.
struct FaceDrawing {
  static let imageShape = ImageShape(height: 28, width: 20)
  let pose: FacePose
  /// Whether it is painted in colours, under light that is warmer from the right.
  let isColored: Bool

  /// Red, green and blue, 0…1, at a place of the image, in pixels from its upper left corner; equal ones in greys.
  func color(x: Float, y: Float) -> SIMD3<Float> {
    // From the image's plane into the head's: shift, turn, then slide the features round with the yaw.
    let (dx, dy) = (x - 10 - pose.x, y - 13 - pose.y)
    let turn = 0.16 * pose.roll
    let (u, v) = (dx + turn * dy, dy - turn * dx)
    let roundness = max(0, 1 - (u * u) / 110)
    let across = u - 2.6 * pose.yaw * roundness
    let down = v + 1.2 * pose.pitch * max(0, 1 - v * v / 260)
    var paint = FacePaint(.skin, skin(u, v), isColored: isColored)
    drawEyes(&paint, across, down)
    drawNose(&paint, across - 0.7 * pose.yaw, down)
    drawMouth(&paint, across, down)
    drawSurroundings(&paint, u - 0.6 * pose.yaw, v)
    let light: SIMD3<Float> = isColored ? [1 + 0.1 * pose.light, 1, 1 - 0.1 * pose.light] : .one
    return (paint.color * pose.exposure * light).clamped(lowerBound: .zero, upperBound: .one)
  }

  /// Skin, lit from a side and from above, darker towards the edges and the chin.
  private func skin(_ u: Float, _ v: Float) -> Float {
    let side = (u - 1.5 * pose.yaw) / 9
    let low = max(0, v + 2) / 16
    return 0.80 + 0.13 * pose.light * side - 0.10 * side * side - 0.20 * low - 0.06 * pose.light * side * low
  }

  private func drawEyes(_ paint: inout FacePaint, _ u: Float, _ v: Float) {
    let lid = 1 - pose.eyesClosed
    for side: Float in [-1, 1] {
      let along = side * u - 4.1
      let inner = max(0, 1.6 - along) * 0.25
      // The socket's shadow, deeper where the light does not come from.
      paint.ellipse(
        along, v + 5.0, 3.4, 2.5, .skin, 0.46 - 0.05 * side * pose.light, strength: 0.4, sharpness: 0.6)
      let brow = v + 7.0 + 0.9 * pose.browLift + (0.5 + 0.5 * min(pose.smile, 0)) * 0.08 * along * along
      paint.ellipse(
        along - 0.2, brow - inner * max(0, -pose.smile), 3.0, 0.85, .hair, 0.24, strength: 0.8, sharpness: 1)
      paint.ellipse(along, v + 4.5, 1.9, 0.35 + 0.75 * lid, .eye, 0.82, strength: 0.75 * lid, sharpness: 1.2)
      paint.ellipse(
        side * along - 0.8 * pose.yaw, v + 4.5, 0.95, 0.25 + 0.8 * lid, .iris, 0.10, strength: lid,
        sharpness: 1.2)
      // The lid's line sinks as the eye closes.
      let line = v + 5.4 - 1.2 * pose.eyesClosed - 0.08 * along * along
      paint.ellipse(along, line, 2.3, 0.5, .hair, 0.22, strength: 0.75, sharpness: 1)
    }
  }

  private func drawNose(_ paint: inout FacePaint, _ u: Float, _ v: Float) {
    let shade = pose.light - 0.8 * pose.yaw
    paint.ellipse(
      u - 1.4 * (shade > 0 ? -1 : 1), v + 0.6, 0.8, 3.6, .skin, 0.42, strength: min(0.5, abs(shade) * 0.4),
      sharpness: 0.7)
    paint.ellipse(u + 0.2 * pose.light, v + 0.2, 0.8, 3.2, .skin, 0.92, strength: 0.3, sharpness: 0.7)
    paint.ellipse(u, v - 2.5, 2.2, 0.75, .skin, 0.36, strength: 0.5, sharpness: 0.8)
    for side: Float in [-1, 1] {
      paint.ellipse(side * u - 1.15, v - 2.4, 0.85, 0.6, .mouth, 0.12, strength: 0.8, sharpness: 1)
      // The fold from the nose to the mouth's corner shows in a smile.
      let fold = side * u - 4.5 - 0.6 * (v - 5.6)
      paint.ellipse(fold, v - 5.6, 0.8, 1.9, .skin, 0.40, strength: 0.45 * max(0, pose.smile), sharpness: 0.7)
      paint.ellipse(
        side * u - 5.6, v - 4.0, 2.2, 2.2, .skin, 0.88, strength: 0.25 * max(0, pose.smile), sharpness: 0.5)
    }
  }

  private func drawMouth(_ paint: inout FacePaint, _ u: Float, _ v: Float) {
    let width = (3.8 + 0.9 * max(0, pose.smile)) * (1 - 0.45 * pose.pout)
    let centered = u / width
    // The corners go up in a smile and down in a frown.
    let line =
      v - 8.2 + 0.4 * pose.smile + 1.2 * (pose.smile - 0.2) * (centered * centered - 0.3) - 0.3
      * pose.mouthOpen
    let gap = 0.55 + 1.7 * pose.mouthOpen + 0.45 * max(0, pose.smile)
    paint.ellipse(
      u, line - 0.9, width * 0.8, 1.3 + 0.6 * pose.pout, .skin, 0.45, strength: 0.45, sharpness: 0.8)
    paint.ellipse(
      u, line + 0.7 * pose.pout, width * 0.7, 0.8 + pose.pout, .lips, 0.40, strength: 0.6 * pose.pout,
      sharpness: 0.8
    )
    paint.ellipse(u, line, width, gap, .mouth, 0.13, strength: 0.85, sharpness: 1)
    paint.ellipse(
      u, line + 0.15, width * 0.75, gap * 0.6, .teeth, 0.88,
      strength: 0.9 * max(0, pose.smile) * (1 - pose.tongue),
      sharpness: 1)
    paint.ellipse(
      u, line - 1.6 * pose.tongue, 1.7, 0.4 + 2.0 * pose.tongue, .mouth, 0.20, strength: pose.tongue,
      sharpness: 1)
    paint.ellipse(
      u, line - 1.5 * pose.tongue, 1.25, 0.2 + 1.7 * pose.tongue, .tongue, 0.58, strength: pose.tongue,
      sharpness: 1)
    // The hollow under the lower lip.
    paint.ellipse(u, v - 10.9 - pose.mouthOpen, 2.2, 0.8, .skin, 0.38, strength: 0.35, sharpness: 0.8)
  }

  /// Hair above the brow and at both its sides, and a bright wall below.
  private func drawSurroundings(_ paint: inout FacePaint, _ u: Float, _ v: Float) {
    let jaw = 9.2 - max(0, v - 4) * max(0, v - 4) * 0.028
    let outside = min(max(abs(u) - jaw + 0.5, 0), 1)
    let hair = min(max((4.5 - v) * 0.5, 0), 1)
    let wall = 0.86 - 0.06 * (u > 0 ? pose.light : -pose.light)
    let (bright, dark) = (paint.color(of: .wall, wall), paint.color(of: .hair, 0.14))
    paint.mix(bright + hair * (dark - bright), outside)
    paint.mix(paint.color(of: .hair, 0.16), min(max(-13.2 - v + 0.05 * u * u, 0), 1))
  }
}
