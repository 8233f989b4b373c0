import TerminalGraphics

/// A key, or several keys alike, with what it does: update, footer and help all read it here.
struct KeyBinding: Sendable {
  let keys: [Key]
  /// How the keys are written: "S-arrows".
  let label: String
  /// A word or two for the footer, as things are; `nil` to leave the key to the help.
  let hint: @Sendable (ExplorerModel) -> String?
  /// What must be there for the key to do anything.
  let needs: Need
  /// What the key does, in a sentence for the help.
  let meaning: String
  let perform: @Sendable (inout ExplorerModel, Key) -> [Effect]

  init(
    _ keys: [Key], _ label: String, hint: @escaping @Sendable (ExplorerModel) -> String?,
    needs: Need = .nothing, _ meaning: String,
    perform: @escaping @Sendable (inout ExplorerModel, Key) -> [Effect]
  ) {
    self.keys = keys
    self.label = label
    self.hint = hint
    self.needs = needs
    self.meaning = meaning
    self.perform = perform
  }

  /// A key whose hint is always the same, and is left out while the key has nothing to do.
  init(
    _ keys: [Key], _ label: String, hint: String? = nil,
    isUseful: @escaping @Sendable (ExplorerModel) -> Bool = { _ in true }, needs: Need = .nothing,
    _ meaning: String, perform: @escaping @Sendable (inout ExplorerModel, Key) -> [Effect]
  ) {
    self.init(
      keys, label, hint: { isUseful($0) ? hint : nil }, needs: needs, meaning, perform: perform)
  }
}

extension Key: ExpressibleByUnicodeScalarLiteral {
  public init(unicodeScalarLiteral scalar: Unicode.Scalar) { self = .character(scalar) }

  /// The arrows.
  static let arrows: [Key] = [.left, .right, .up, .down]
  /// The arrows with Shift.
  static let shiftArrows: [Key] = [.shiftLeft, .shiftRight, .shiftUp, .shiftDown]
  /// The digits, from 0.
  static let digits: [Key] = (0...9).map { .character(Unicode.Scalar(UInt8(48 + $0))) }

  /// The class a digit key stands for.
  var digit: UInt8? {
    guard case .character(let scalar) = self, (48...57).contains(scalar.value) else { return nil }
    return UInt8(scalar.value - 48)
  }

  /// The columns to the right and the rows up of an arrow, with or without Shift.
  var direction: (right: Int, up: Int) {
    switch self {
    case .left, .shiftLeft, .controlLeft: (-1, 0)
    case .right, .shiftRight, .controlRight: (1, 0)
    case .up, .shiftUp, .controlUp: (0, 1)
    case .down, .shiftDown, .controlDown: (0, -1)
    default: (0, 0)
    }
  }

  /// The arrow that the letters of vi stand for; other keys stand for themselves.
  var viArrow: Key {
    switch self {
    case "h": .left
    case "j": .down
    case "k": .up
    case "l": .right
    case "H": .shiftLeft
    case "J": .shiftDown
    case "K": .shiftUp
    case "L": .shiftRight
    default: self
    }
  }
}
