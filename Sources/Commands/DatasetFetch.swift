import Datasets
import Formats
import Foundation
import Plotting

/// Downloads a data set, with a bar on a terminal.
public struct DatasetFetch {
  public let catalogue: DatasetCatalogue
  public let console: Console

  private static let barLength = 20

  public init(catalogue: DatasetCatalogue, console: Console) {
    self.catalogue = catalogue
    self.console = console
  }

  /// - Parameter isInterrupted: whether the download is to end; asked as it goes on.
  /// - Throws: `InputError` for a name that is no data set to fetch, and as `Downloader.fetch` does.
  public func run(_ name: String, isInterrupted: () -> Bool) throws(InputError) {
    guard let dataset = KnownDataset(name: name) else {
      let names = KnownDataset.allCases.filter { !$0.isBuiltIn }.map(\.name)
      throw InputError(
        .badSettings,
        "'\(name)' is no data set to fetch: expected \(names.dropLast().joined(separator: ", ")) or "
          + "\(names.last!), as in 'vae data fetch mnist'")
    }
    guard !dataset.isBuiltIn else {
      return console.print("\(dataset.name) is built in: there is nothing to fetch.")
    }
    guard let directory = catalogue.locator.downloadDirectory else {
      throw InputError(
        .badSettings, "\(dataset.name): expected a folder to put it, found none; give --data-dir")
    }
    let line = ProgressLine(console: console)
    let paths = try Downloader().fetch(dataset, into: directory) { progress in
      if line.isDue { line.show(Self.status(progress)) }
      return !isInterrupted()
    }
    line.finish()
    let folder = (paths[0] as NSString).deletingLastPathComponent
    console.print("\(dataset.name): \(paths.count) files verified, in \(folder)")
  }

  private static func status(_ progress: Downloader.Progress) -> [String] {
    let share = Double(progress.received) / Double(max(1, progress.total))
    let filled = Int(share * Double(barLength))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: barLength - filled)
    let megabytes = [progress.received, progress.total].map {
      NumberFormat.plain(Double($0) / 1e6, decimals: 1)
    }
    return [
      "[\(bar)]", NumberFormat.plain(share * 100, decimals: 0) + "%", "\(megabytes[0])/\(megabytes[1]) MB",
      progress.file,
    ]
  }
}
