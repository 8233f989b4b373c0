import Autoencoder
import Compute
import Datasets
import Formats
import Foundation

/// The models that ship with the program, by name: a folder with `models.json`, a checkpoint in half precision and the
/// course of the training for each model, and the places of test images in the plane of the 2-D ones.
public struct ModelCatalogue: Sendable {
  /// How a model was made and what it reached: an entry of `models.json`.
  public struct Entry: Codable, Sendable, Equatable {
    public let name: String
    /// The command that trained it.
    public let command: String
    public let seed: UInt64
    /// Of the program that trained it.
    public let version: String
    /// What it reached: the epoch with the highest ELBO on the test set, which is the one kept.
    public fileprivate(set) var metrics: EpochMetrics
    public let configuration: TrainingConfiguration
  }

  /// Test images of a data set at their places in a latent plane.
  public struct PlanePoints: Sendable {
    /// N×2, the posterior means.
    public let positions: Matrix
    /// N classes; `nil` where the data set has none.
    public let labels: [UInt8]?
  }

  /// `nil` where the program was installed without its models.
  public let directory: String?
  public let entries: [Entry]

  /// The models of a folder; none where it has no readable `models.json`.
  public init(directory: String?) {
    self.directory = directory
    entries = directory.flatMap { try? Self.readEntries(in: $0) } ?? []
  }

  /// The models of `$VAE_ASSETS_DIR`, else those that belong to a program: in `assets/models` of a folder above it (as
  /// built), or in `share/vae/models` beside its `bin` (as installed).
  /// - Parameter executable: the program's path, links resolved.
  public init(executable: String?, environment: [String: String]) {
    self.init(directory: Self.find(executable: executable, environment: environment))
  }

  /// That of the running program.
  public static let standard = ModelCatalogue(
    executable: Bundle.main.executableURL?.resolvingSymlinksInPath().path,
    environment: ProcessInfo.processInfo.environment)

  static let listName = "models.json"

  private static func find(executable: String?, environment: [String: String]) -> String? {
    func holdsModels(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + listName) }
    if let chosen = environment["VAE_ASSETS_DIR"], !chosen.isEmpty {
      return [chosen, chosen + "/models"].first(where: holdsModels)
    }
    var folder = executable.map { ($0 as NSString).deletingLastPathComponent } ?? ""
    while folder.hasPrefix("/") {
      if let found = [folder + "/assets/models", folder + "/share/vae/models"].first(where: holdsModels) {
        return found
      }
      if folder == "/" { break }
      folder = (folder as NSString).deletingLastPathComponent
    }
    return nil
  }

  /// The entries of a folder's `models.json`; none where there is no such file.
  /// - Throws: `badFile`, `inputOutput` where there is one that cannot be read.
  static func readEntries(in directory: String) throws(InputError) -> [Entry] {
    let path = directory + "/" + listName
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let bytes = try WholeFile.read(path, limit: 16 << 20)
    guard let entries = try? JSONDecoder().decode([Entry].self, from: Data(bytes)) else {
      throw .badFile(
        path, expected: "the list of the models beside it", found: "something else",
        advice: "mend it or move it away")
    }
    return entries.map { entry in
      var entry = entry
      entry.metrics = entry.configuration.objective.readingEarlier(entry.metrics)
      return entry
    }
  }

  /// Before the name of a model, says that the one that ships is meant, not a run of that name.
  public static let prefix = "shipped:"

  /// The name without `prefix`.
  public static func plainName(_ name: String) -> String {
    name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }

  /// The path of a model's checkpoint; `nil` where there is no model of that name.
  /// - Parameter name: with or without `prefix`.
  public func path(of name: String) -> String? {
    let name = Self.plainName(name)
    guard let directory, entries.contains(where: { $0.name == name }) else { return nil }
    return directory + "/" + name + ".safetensors"
  }

  /// The places of test images in the plane of a model; `nil` where none are kept.
  /// - Throws: `badFile`, `inputOutput`.
  public func planePoints(of name: String) throws(InputError) -> PlanePoints? {
    guard let path = path(of: name).map(Self.planePath(ofModel:)),
      FileManager.default.fileExists(atPath: path)
    else { return nil }
    return try PlanePoints(contentsOf: path)
  }

  /// The course of a model's training, thinned; `nil` where none is kept.
  public func record(of name: String) -> TrainingRecord? {
    path(of: name).flatMap { CurveFile.read(Self.curvePath(ofModel: $0)) }
  }

  /// Where the course of the training stands, beside a model's file.
  static func curvePath(ofModel path: String) -> String {
    (path as NSString).deletingPathExtension + ".curve.json"
  }

  /// Where the plane's points stand, beside a model's file.
  static func planePath(ofModel path: String) -> String {
    (path as NSString).deletingPathExtension + ".plane.safetensors"
  }

  /// The template of the page that `vae share` writes, which stands beside the folder of the models.
  /// - Throws: `notFound`, `inputOutput`.
  public func shareTemplate() throws(InputError) -> String {
    guard let directory else {
      throw InputError(
        .notFound, "share/walk.html: expected it beside the models of the program, found no folder of theirs")
    }
    let path = (directory as NSString).deletingLastPathComponent + "/share/walk.html"
    return String(decoding: try WholeFile.read(path, limit: 4 << 20), as: UTF8.self)
  }

  /// Images to show a model with when its data set is not on the machine: ten drawn digits, one of each class, or ten drawn
  /// faces, in the model's pixel mode; `nil` for images of another size.
  public static func exampleInputs(for configuration: TrainingConfiguration) -> ImageDataset? {
    let catalogue = DatasetCatalogue(locator: DatasetLocator(environment: [:]))
    let options = LoadOptions(trainCount: 1, testCount: 200)
    for dataset in [KnownDataset.digits, .faces, .colourFaces] {
      guard let images = try? catalogue.load(dataset, options: options).test,
        images.imageShape == configuration.architecture.imageShape
      else { continue }
      let indices =
        images.labels.map { labels in (0..<10).compactMap { labels.firstIndex(of: $0) } }
        ?? Array(stride(from: 0, to: 200, by: 20))
      return images.evaluationImages(indices, mode: configuration.pixelMode, seed: configuration.seed)
    }
    return nil
  }
}

extension ModelCatalogue.PlanePoints {
  init(contentsOf path: String) throws(InputError) {
    let file = try SafeTensors(WholeFile.read(path, limit: 64 << 20), path: path)
    guard let count = file.tensors["positions"]?.shape.first else {
      throw InputError(.badFile, "\(path): expected a tensor positions, found none")
    }
    let elements = try file.floats("positions", shape: [count, 2], path: path)
    let labels = file.uint8("labels")
    guard labels?.count ?? count == count else {
      throw InputError(.badFile, "\(path): expected \(count) labels, found \(labels!.count)")
    }
    positions = Matrix(rows: count, columns: 2, elements: elements)
    self.labels = labels
  }

  func write(to path: String) throws(InputError) {
    var writer = SafeTensorsWriter(metadata: ["format": "vae-plane-1"])
    writer.add("positions", shape: [positions.rows, 2], values: positions.elements, as: .float16)
    if let labels { writer.add("labels", shape: [labels.count], bytes: labels) }
    try AtomicFile.write(writer, to: path, isShared: true)
  }
}
