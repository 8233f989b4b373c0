import Autoencoder
import Compute
import Foundation
import Testing
import Training

/// Example: decode a point of the latent plane of a model that ships, and draw it in characters.
@Test func decodeALatentPoint() throws {
  // A checkpoint file, the folder or the name of a run, or a shipped model's name would do.
  let models = ModelCatalogue(directory: repository + "/assets/models")
  let path = try ModelFinder(catalogue: models).checkpointPath("digits-2d")
  let model = try Checkpoint(contentsOf: path).model

  // Points are the rows of an N×L matrix; p(x|z) has a mean for each pixel, N×D.
  let latents = Matrix(rows: 1, columns: 2, elements: [0.5, -1.0])
  let pixels = model.decode(latents)
  let shape = model.architecture.imageShape
  for y in 0..<shape.height {
    let row = pixels.mean.row(0).dropFirst(y * shape.width).prefix(shape.width)
    print(String(row.map { $0 > 0.5 ? "#" : $0 > 0.2 ? "+" : " " }))
  }

  // A draw x ~ p(x|z), and the way back: q(z|x) of that image.
  let drawn = pixels.sample(row: 0, random: RandomStream(seed: 1, stream: 0))
  let posterior = model.encode(pixels: drawn.map { UInt8($0 * 255) }, count: 1)
  print("z = \(Array(posterior.mean.row(0)))")

  #expect(pixels.mean.elements.allSatisfy { (0...1).contains($0) })
  #expect(zip(posterior.mean.row(0), latents.row(0)).allSatisfy { abs($0 - $1) < 0.5 })
}

private let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path
