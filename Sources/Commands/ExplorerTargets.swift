import Datasets
import Explorer
import Formats
import Foundation
import Training

/// Finds what a person means by a name given to the explorer.
public struct ExplorerTargets {
  public let catalogue: DatasetCatalogue
  public let models: ModelCatalogue
  public let library: RunLibrary

  public init(catalogue: DatasetCatalogue, models: ModelCatalogue, library: RunLibrary) {
    self.catalogue = catalogue
    self.models = models
    self.library = library
  }

  /// The data set of a run that is started without a name: MNIST if it is on the machine, else drawn digits.
  public var defaultDataset: String {
    (catalogue.files(of: .mnist) == nil ? KnownDataset.digits : KnownDataset.mnist).name
  }

  /// A run, a shipped model, a checkpoint or a data set. Runs come before shipped models of the same name, which
  /// `shipped:NAME` names for certain.
  /// - Throws: `notFound` if there is none of that name.
  public func target(_ name: String) throws(InputError) -> OpenTarget {
    if let path = runPath(name) { return .run(path) }
    if models.path(of: name) != nil { return .model(ModelCatalogue.plainName(name)) }
    if KnownDataset(name: name) != nil { return try dataset(name) }
    if name.hasSuffix(".safetensors") { return .model(name) }
    guard FileManager.default.fileExists(atPath: name) else {
      throw InputError(
        .notFound,
        "\(name): expected a shipped model, a run, a checkpoint or a data set, found none; 'vae data list' and "
          + "'vae doctor' say what there is")
    }
    return .dataset(name)
  }

  /// A data set that is on the machine. Others are downloaded inside the explorer, where the person asks for it.
  /// - Throws: `notFound`, saying how to fetch it.
  public func dataset(_ name: String) throws(InputError) -> OpenTarget {
    let isMissing: Bool
    if let known = KnownDataset(name: name) {
      isMissing = !known.isBuiltIn && catalogue.files(of: known) == nil
    } else {
      isMissing = !FileManager.default.fileExists(atPath: name)
    }
    // Loading says what is missing and how to get it.
    if isMissing { _ = try catalogue.load(name) }
    return .dataset(name)
  }

  /// The path of a run to be compared with, as the list of runs has it.
  /// - Throws: `notFound` if no run of the library is meant.
  public func comparedRun(_ name: String) throws(InputError) -> String {
    guard let path = library.path(of: name) ?? listedPath(name) else {
      throw InputError(
        .notFound, "\(name): expected a run in \(library.directories.joined(separator: " or ")), found none")
    }
    return path
  }

  /// The path of a run, as the list of runs has it where it is listed, so that the run is known there as the open one.
  private func runPath(_ name: String) -> String? {
    let isRun = FileManager.default.fileExists(atPath: RunFolder(reading: name).configurationPath)
    return isRun ? listedPath(name) ?? name : library.path(of: name)
  }

  /// The path of the library that leads to the same folder.
  private func listedPath(_ path: String) -> String? {
    func place(_ path: String) -> URL { URL(fileURLWithPath: path).resolvingSymlinksInPath() }
    let name = place(path).lastPathComponent
    return library.directories.map { $0 + "/" + name }.first { place($0) == place(path) }
  }
}
