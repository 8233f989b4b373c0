import Foundation

/// Where data sets lie on the disk: the folder given by `--data-dir` alone, or else that of `VAE_DATA_DIR` and the
/// user's cache (`$XDG_CACHE_HOME/vae`, `~/.cache/vae`), in this order. Each file is looked for in the folder itself
/// and in a sub-folder of the data set.
public struct DatasetLocator: Hashable, Sendable {
  /// The folders to look in, first choice first.
  public let directories: [String]

  /// - Parameters:
  ///   - explicitDirectory: the value of `--data-dir`.
  ///   - environment: the process's variables, of which `VAE_DATA_DIR`, `XDG_CACHE_HOME` and `HOME` count.
  public init(explicitDirectory: String? = nil, environment: [String: String]) {
    if let explicitDirectory {
      directories = [explicitDirectory]
      return
    }
    var found: [String] = []
    if let directory = environment["VAE_DATA_DIR"], !directory.isEmpty { found.append(directory) }
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      found.append(cache + "/vae")
    } else if let home = environment["HOME"], !home.isEmpty {
      found.append(home + "/.cache/vae")
    }
    directories = found
  }

  /// The folder that downloads go to: the first.
  public var downloadDirectory: String? { directories.first }

  /// The paths of all the named files, in the first folder that has them all; nil where none does.
  /// - Parameter folders: the sub-folders to look in; an empty one is the data folder itself.
  func find(_ names: [String], folders: [String]) -> [String]? {
    for directory in directories {
      for folder in folders.map({ $0.isEmpty ? directory : directory + "/" + $0 }) {
        let paths = names.compactMap { Self.path($0, in: folder) }
        if paths.count == names.count { return paths }
      }
    }
    return nil
  }

  /// The path of a file in a folder under any of the names it goes by.
  static func path(_ name: String, in folder: String) -> String? {
    KnownFiles.variants(name).lazy.map { folder + "/" + $0 }
      .first { FileManager.default.fileExists(atPath: $0) }
  }
}
