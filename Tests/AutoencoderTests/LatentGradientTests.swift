import Autoencoder
import Compute
import Foundation
import Testing

/// log p(x, z) and its gradient with respect to z against the reference model and central differences of it.
@Suite struct LatentGradientTests {
  @Test(arguments: Likelihood.allCases, Activation.allCases)
  func gradientIsTheCentralDifference(likelihood: Likelihood, activation: Activation) {
    for hiddenSizes in [[5], [6, 4]] {
      let model = smallModel(hiddenSizes: hiddenSizes, activation: activation, likelihood: likelihood)
      let (count, positions, latents) = (7, 3, model.architecture.latentSize)
      let pixels = somePixels(count, of: model.architecture)
      let latent = Matrix(
        rows: count * positions, columns: latents,
        elements: draws(count * positions * latents, from: RandomStream(seed: 2, stream: 0)))
      let workspace = Workspace(model.architecture, count, samples: positions, threads: 2)
      let density = JointDensity(
        model, pixels: pixels[...], count: count, positionsPerImage: positions, workspace: workspace)
      let found = density.gradient(at: latent)
      #expect(density.logDensities(at: latent) == found.logDensities)

      let reference = ReferenceModel(model)
      for row in 0..<latent.rows {
        let image = pixels[row / positions * 12..<(row / positions + 1) * 12].map { Double($0) / 255 }
        let z = latent.row(row).map(Double.init)
        #expect(isClose(found.logDensities[row], reference.logJoint(image, latent: z)))
        for unit in 0..<latents {
          let values = [1e-5, -1e-5].map { step in
            var moved = z
            moved[unit] += step
            return reference.logJoint(image, latent: moved)
          }
          #expect(isClose(Double(found.gradients[row, unit]), (values[0] - values[1]) / 2e-5, 2e-5))
        }
      }
    }
  }

  /// A row's numbers are its own: neither the batch nor the threads change a bit of them.
  @Test func batchesAndThreadsChangeNothing() {
    let model = smallModel(ImageShape(height: 9, width: 8), hiddenSizes: [37, 21], likelihood: .gaussian)
    let (count, positions) = (12, 4)
    let pixels = somePixels(count, of: model.architecture)
    let latent = Matrix(
      rows: count * positions, columns: 3,
      elements: draws(count * positions * 3, from: RandomStream(seed: 3, stream: 0)))
    let whole = JointDensity(
      model, pixels: pixels[...], count: count, positionsPerImage: positions,
      workspace: Workspace(model.architecture, count, samples: positions, threads: 3)
    ).gradient(at: latent)
    let workspace = Workspace(model.architecture, 1, samples: positions)
    for image in 0..<count {
      let rows = image * positions * 3..<(image + 1) * positions * 3
      let alone = JointDensity(
        model, pixels: pixels[(image * 72)...], count: 1, positionsPerImage: positions, workspace: workspace
      ).gradient(at: Matrix(rows: positions, columns: 3, elements: Array(latent.elements[rows])))
      #expect(alone.gradients.elements[...] == whole.gradients.elements[rows])
      #expect(alone.logDensities[...] == whole.logDensities[image * positions..<(image + 1) * positions])
    }
  }
}
