import Datasets
import Foundation
import Plotting

/// Says where each known data set is.
public struct DatasetPlaces {
  public let catalogue: DatasetCatalogue

  public init(catalogue: DatasetCatalogue) {
    self.catalogue = catalogue
  }

  /// Two lines a data set: what it is, and where.
  public var list: String {
    KnownDataset.allCases.map { dataset in
      dataset.name.padded(to: 17) + dataset.summary + "\n" + String(repeating: " ", count: 17)
        + (place(of: dataset) ?? Self.missing(dataset))
    }.joined(separator: "\n")
  }

  /// Where a data set is; `nil` where it is not on the machine.
  func place(of dataset: KnownDataset) -> String? {
    if dataset.isBuiltIn { return "built in" }
    return catalogue.files(of: dataset)?.first.map { "in " + ($0 as NSString).deletingLastPathComponent }
  }

  private static func missing(_ dataset: KnownDataset) -> String {
    "not here; 'vae data fetch \(dataset.name)' downloads \(NumberFormat.bytes(dataset.downloadSize))"
  }
}
