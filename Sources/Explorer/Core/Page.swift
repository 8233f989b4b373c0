import TerminalGraphics

/// A page, described: its keys, its look, what it asks for and exports. The rest of the explorer asks the description, and
/// never which page it is.
///
/// To add a page, give it a folder with its state, its description and its view, a line in `allCases` and a line in
/// `ExplorerModel`, which holds the state.
public struct Page: Sendable {
  /// Changes the model, and asks the world for something.
  typealias Change = @Sendable (inout ExplorerModel) -> [Effect]

  /// As on the command line and in the names of exported files: "walk".
  public let name: String
  /// The letter that opens the page from any other.
  public let letter: Unicode.Scalar
  /// What must be there before the page shows anything.
  var needs = Need.openModel
  /// What keys do on this page.
  let bindings: [KeyBinding]
  /// What the help says about the quantities shown.
  let glossary: [GlossaryEntry]

  /// How the page looks.
  let view: @Sendable (ExplorerModel) -> any Widget
  /// What the mouse does in the page's area.
  let mouse: @Sendable (inout ExplorerModel, MouseEvent, Rect) -> [Effect]

  /// Asks for what the page shows: when it opens, and when the model, its time, the dimensions or the window change.
  var refresh: Change = { _ in [] }

  /// What Escape leaves on the page, and how, on pages where there is something to leave.
  var escape: Escape?
  /// What happens when the page opens, beyond `refresh`.
  var open: Change = { _ in [] }
  /// What happens on the open page when the images have been encoded anew.
  var encodingChanged: Change = { _ in [] }
  /// What happens on the open page when an epoch of the open run has ended.
  var epochEnded: Change = { _ in [] }
  /// What happens on the open page when there are other things to be opened than before.
  var listingChanged: Change = { _ in [] }
  /// Takes the state back to its start, since another model is open.
  var reset: @Sendable (inout ExplorerModel) -> Void = { _ in }
  /// Drops the part of the state that belongs to the images shown before.
  var forgetImages: @Sendable (inout ExplorerModel) -> Void = { _ in }

  /// What moves by itself, on pages where something does.
  var animation: Animation?
  /// Whether there is something to export.
  var hasExport: @Sendable (ExplorerModel) -> Bool = \.hasModel
  /// What is exported; empty where there is nothing yet.
  let exports: @Sendable (ExplorerModel) -> [Export.Content]

  /// Something that Escape leaves.
  struct Escape: Sendable {
    /// A word or two for the footer; `nil` while there is nothing to leave.
    let hint: @Sendable (ExplorerModel) -> String?
    let leave: Change
  }

  /// Something that moves by itself.
  struct Animation: Sendable {
    let isRunning: @Sendable (ExplorerModel) -> Bool
    /// Moves on by some seconds.
    let advance: @Sendable (inout ExplorerModel, _ seconds: Double) -> [Effect]
  }
}

/// A quantity as the help explains it.
struct GlossaryEntry: Sendable {
  let name: String
  let meaning: String

  init(_ name: String, _ meaning: String) {
    self.name = name
    self.meaning = meaning
  }
}

extension Page: Hashable, RawRepresentable, CustomStringConvertible {
  public var rawValue: String { name }
  public var description: String { name }

  /// The page of a name.
  public init?(rawValue: String) {
    guard let page = Self.allCases.first(where: { $0.name == rawValue }) else { return nil }
    self = page
  }
}

extension Page {
  /// The name on the tab.
  public var title: String { name.prefix(1).uppercased() + name.dropFirst() }

  /// The name with the letter that opens the page in it, where that is not the first, or after it: "rUns", "Traverse (x)".
  var titleWithKey: String {
    guard let place = name.unicodeScalars.firstIndex(of: letter) else { return "\(title) (\(letter))" }
    guard place > name.startIndex else { return title }
    return name.prefix(upTo: place) + String(letter).uppercased() + name[name.index(after: place)...]
  }

  /// Whether the page shows nothing while no model is open.
  public var needsModel: Bool { needs > .nothing }

  /// Whether what the page shows is open.
  func isOpen(in model: ExplorerModel) -> Bool { !needsModel || model.openModel != nil }

  /// The place among the tabs, from 0.
  var index: Int { Self.allCases.firstIndex(of: self)! }

  /// The page `offset` tabs further, around the ends.
  func moved(by offset: Int) -> Page {
    let count = Self.allCases.count
    return Self.allCases[((index + offset) % count + count) % count]
  }
}
