/// A file to download: where it is offered, and how to know that it is the right one.
public struct RemoteFile: Hashable, Sendable {
  /// Its name on the disk, or what to call an archive.
  public let name: String
  /// Its addresses, first choice first.
  public let mirrors: [String]
  /// Its SHA-256 as 64 hexadecimal digits.
  public let sha256: String
  /// Its size in bytes.
  public let size: Int
  /// The members that are kept of it where it is a zip archive, by their names there.
  public let members: [String]

  public init(name: String, mirrors: [String], sha256: String, size: Int, members: [String] = []) {
    self.name = name
    self.mirrors = mirrors
    self.sha256 = sha256
    self.size = size
    self.members = members
  }

  /// The names on the disk of what is kept: of the members of an archive, else its own.
  public var keptNames: [String] {
    members.isEmpty ? [name] : members.map { String($0.split(separator: "/").last!) }
  }
}

extension KnownDataset {
  /// The files of a data set where their publishers offer them; empty for the built-in ones.
  public var remoteFiles: [RemoteFile] {
    switch self {
    case .mnist:
      [
        Self.mnist(
          "train-images-idx3", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        Self.mnist(
          "train-labels-idx1", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        Self.mnist(
          "t10k-images-idx3", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        Self.mnist(
          "t10k-labels-idx1", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
      ]
    case .freyFace:
      [
        RemoteFile(
          name: "frey_rawface.mat", mirrors: ["https://cs.nyu.edu/~roweis/data/frey_rawface.mat"],
          sha256: "265a83a23adb081755cd3de375509828e690324d1d60f076b8ecebc840d59c64", size: 1_100_584)
      ]
    case .binarizedMNIST:
      [
        Self.binarized(
          "train", 78_400_000, "ad693b29f94c14277b095f5238ddefbbdaaae0939789dd2f4f0205278cee3e4d"),
        Self.binarized(
          "test", 15_680_000, "e6687bfea3f820c174f33b7865140b2a2dd2930ef786f35d45795fc193b5ab2c"),
        Self.binarized(
          "valid", 15_680_000, "1de3d397c40fe8eeb33dafd4099a1f665ec01e96d9be234aaeeac8a34930e2e2"),
      ]
    case .fashionMNIST:
      [
        Self.fashion(
          "train-images-idx3", 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        Self.fashion(
          "train-labels-idx1", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        Self.fashion(
          "t10k-images-idx3", 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        Self.fashion(
          "t10k-labels-idx1", 5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
      ]
    case .kmnist:
      [
        Self.kuzushiji(
          "train-images-idx3", 18_165_135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
        Self.kuzushiji(
          "train-labels-idx1", 29_497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
        Self.kuzushiji(
          "t10k-images-idx3", 3_041_136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
        Self.kuzushiji(
          "t10k-labels-idx1", 5120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
      ]
    case .emnistLetters:
      [
        RemoteFile(
          name: "gzip.zip", mirrors: ["https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip"],
          sha256: "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e", size: 561_753_746,
          members: KnownFiles.emnistLettersNames.map { "gzip/\($0).gz" })
      ]
    case .digits, .faces, .colourFaces: []
    }
  }

  /// The number of bytes to download for a data set.
  public var downloadSize: Int { remoteFiles.reduce(0) { $0 + $1.size } }

  private static func mnist(_ name: String, _ size: Int, _ sha256: String) -> RemoteFile {
    let file = name + "-ubyte.gz"
    return RemoteFile(
      name: file,
      mirrors: [
        "https://ossci-datasets.s3.amazonaws.com/mnist/" + file,
        "https://storage.googleapis.com/cvdf-datasets/mnist/" + file,
      ], sha256: sha256, size: size)
  }

  private static func fashion(_ name: String, _ size: Int, _ sha256: String) -> RemoteFile {
    let file = name + "-ubyte.gz"
    return RemoteFile(
      name: file,
      mirrors: [
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/" + file,
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/" + file,
      ], sha256: sha256, size: size)
  }

  private static func kuzushiji(_ name: String, _ size: Int, _ sha256: String) -> RemoteFile {
    let file = name + "-ubyte.gz"
    return RemoteFile(
      name: file,
      mirrors: ["https", "http"].map { "\($0)://codh.rois.ac.jp/kmnist/dataset/kmnist/\(file)" },
      sha256: sha256, size: size)
  }

  private static func binarized(_ part: String, _ size: Int, _ sha256: String) -> RemoteFile {
    let file = "binarized_mnist_\(part).amat"
    return RemoteFile(
      name: file, mirrors: ["http://www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist/" + file],
      sha256: sha256, size: size)
  }
}
