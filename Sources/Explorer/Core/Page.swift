/// The pages, in the order of their tabs.
public enum Page: String, CaseIterable, Sendable {
  case train, walk, manifold, reconstruct, samples, plane, runs

  /// The name on the tab.
  public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  /// The letter that opens the page from any other.
  public var letter: Unicode.Scalar {
    switch self {
    case .train: "t"
    case .walk: "w"
    case .manifold: "m"
    case .reconstruct: "r"
    case .samples: "s"
    case .plane: "p"
    case .runs: "u"
    }
  }

  /// The place among the tabs, from 0.
  var index: Int { Self.allCases.firstIndex(of: self)! }

  /// The page `offset` tabs further, around the ends.
  func moved(by offset: Int) -> Page {
    let count = Self.allCases.count
    return Self.allCases[((index + offset) % count + count) % count]
  }
}
