import Autoencoder
import Datasets
import Formats
import Training

/// q(z|x) of the images of a data set, as `vae encode` writes it.
public struct LatentCodes {
  /// The codes of a part of the data set, N×L.
  public struct Part {
    /// "train", "validation" or "test".
    public let name: String
    public let posterior: Posterior
    /// N classes, where they are known.
    public let labels: [UInt8]?

    public init(name: String, posterior: Posterior, labels: [UInt8]?) {
      self.name = name
      self.posterior = posterior
      self.labels = labels
    }

    var count: Int { posterior.mean.rows }
  }

  /// How codes are written, by the file's name.
  public enum Format: String, CaseIterable {
    case npz, npy, csv
  }

  public let parts: [Part]

  public init(parts: [Part]) { self.parts = parts }

  /// N, of all parts.
  public var count: Int { parts.reduce(0) { $0 + $1.count } }

  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .npz: archive
    case .npy: means
    case .csv: Array(table.utf8)
    }
  }

  /// For each part `test_mean` and `test_logVariance`, N×L single-precision numbers, and `test_labels`, N bytes.
  private var archive: [UInt8] {
    var zip = ZipWriter()
    for part in parts {
      let (mean, logVariance) = (part.posterior.mean, part.posterior.logVariance)
      let shape = [mean.rows, mean.columns]
      zip.add("\(part.name)_mean.npy", NumPyFile.encode(shape: shape, floats: mean.elements))
      zip.add("\(part.name)_logVariance.npy", NumPyFile.encode(shape: shape, floats: logVariance.elements))
      if let labels = part.labels {
        zip.add("\(part.name)_labels.npy", NumPyFile.encode(shape: [labels.count], bytes: labels))
      }
    }
    return zip.file()
  }

  /// The means alone, a part after the other.
  private var means: [UInt8] {
    let columns = parts.first?.posterior.mean.columns ?? 0
    return NumPyFile.encode(shape: [count, columns], floats: parts.flatMap(\.posterior.mean.elements))
  }

  private var table: String {
    let size = parts.first?.posterior.mean.columns ?? 0
    func names(_ name: String) -> [String] { (1...size).map { "\(name)\($0)" } }
    return CSV.encode(
      header: ["part", "image", "label"] + names("mean") + names("logVariance"),
      rows: parts.flatMap { part in
        (0..<part.count).map { row in
          [part.name, "\(row)", part.labels.map { "\($0[row])" } ?? ""]
            + part.posterior.mean.row(row).map { "\($0)" }
            + part.posterior.logVariance.row(row).map { "\($0)" }
        }
      })
  }
}
