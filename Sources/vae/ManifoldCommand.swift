import ArgumentParser
import Autoencoder
import Commands
import Datasets
import Training

struct ManifoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifold",
    abstract: "Write the decoded plane of two latent dimensions.",
    discussion: """
      The means of p(x|z) at the centres of cells that share the mass of the prior
      evenly; other dimensions are 0.

      Examples:
        vae manifold mnist-2d --output manifold.png
        vae manifold frey-face-10d --axes 3,7 --grid 10x14 --output plane.png
      """)

  @OptionGroup var argument: ModelArgument
  @Option(help: ArgumentHelp("Rows × columns.", valueName: "RxC"))
  var grid = GridSize(rows: 20, columns: 20)
  @Option(
    help: ArgumentHelp(
      "The dimensions to the right and upwards (default: those with most KL).", valueName: "i,j"))
  var axes: AxisPair?
  @OptionGroup var pictures: PictureOptions
  @OptionGroup var threads: ThreadOptions

  func run() throws {
    let opened = try argument.open()
    let latentSize = opened.architecture.latentSize
    if let axes, axes.largest >= latentSize {
      throw ValidationError(
        "--axes: expected 1 to \(latentSize), the model's dimensions, found \(axes.largest + 1)")
    }
    let order = opened.dimensionsByKL
    let plane =
      axes.map { ($0.right, $0.up) } ?? (
        min(order[0], order[latentSize > 1 ? 1 : 0]), max(order[0], order[latentSize > 1 ? 1 : 0])
      )
    let latents = LatentPositions.manifold(
      columns: grid.columns, rows: latentSize == 1 ? 1 : grid.rows, axes: plane,
      around: Array(repeating: 0, count: latentSize))
    let caption = latentSize == 1 ? "z1 →" : "z\(plane.0 + 1) →, z\(plane.1 + 1) ↑"
    try pictures.write(
      opened.model.decode(latents, workspace: opened.workspace(threads.team())).mean,
      opened.architecture.imageShape, columns: grid.columns, gap: 0, caption: caption)
  }
}

/// Rows and columns, as `20x20`.
struct GridSize: ExpressibleByArgument, CustomStringConvertible {
  let rows, columns: Int

  init(rows: Int, columns: Int) { (self.rows, self.columns) = (rows, columns) }

  init?(argument: String) {
    let parts = argument.split(whereSeparator: { "x×X".contains($0) }).map { Int($0) }
    guard parts.count == 2, let rows = parts[0], let columns = parts[1], (1...200).contains(rows),
      (1...200).contains(columns)
    else { return nil }
    self.init(rows: rows, columns: columns)
  }

  var description: String { "\(rows)x\(columns)" }
  var defaultValueDescription: String { description }
}

/// Two latent dimensions, counted from 1, as `1,2`.
struct AxisPair: ExpressibleByArgument {
  /// Counted from 0.
  let right, up: Int

  init?(argument: String) {
    let parts = argument.split(separator: ",").map { Int($0) }
    guard parts.count == 2, let right = parts[0], let up = parts[1], right > 0, up > 0, right != up else {
      return nil
    }
    (self.right, self.up) = (right - 1, up - 1)
  }

  var largest: Int { max(right, up) }
}
