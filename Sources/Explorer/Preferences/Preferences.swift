import TerminalGraphics

/// What a person prefers, in this explorer and in later ones.
///
/// To add a preference, add a property here and a line to ``keys``. Where `update` changes one, it is kept in the file by
/// itself.
public struct Preferences: Sendable, Equatable {
  /// The background that colours are chosen for.
  public enum Theme: String, Sendable, CaseIterable {
    /// As the terminal says.
    case auto
    case dark, light
  }

  public var theme = Theme.auto
  public var pictures = PictureStyle()
  /// Whether the mouse is reported to the explorer, so that the terminal's own selection needs Shift.
  public var usesMouse = true
  /// How far an arrow moves on Walk, in units of the latent space.
  public var step: Float = 0.1

  /// How the charts of Train are drawn.
  var charts = ChartOptions()

  public init() {}

  /// What the terminal can show, in this theme.
  public func adapted(_ capabilities: Capabilities) -> Capabilities {
    var capabilities = capabilities
    if theme != .auto { capabilities.isLight = theme == .light }
    return capabilities
  }
}

extension Preferences {
  /// All preferences, in the order in which they are shown.
  public static let keys: [PreferenceKey] = [
    .choice("theme", \.theme, "the background that colours are for"),
    PreferenceKey(
      "pictures", "what pictures are drawn with",
      values: ["auto"] + ImageBlitter.Characters.allCases.map(\.preference),
      text: { $0.pictures.characters?.preference ?? "auto" },
      take: { text, preferences in
        let characters = ImageBlitter.Characters.allCases.first { $0.preference == text }
        guard characters != nil || text == "auto" else { return false }
        preferences.pictures.characters = characters
        return true
      }),
    .flag("enlarging", \.pictures.isSmooth, on: "smooth", off: "pixels", "how large pictures are drawn"),
    .flag("mouse", \.usesMouse, "whether the mouse works in the explorer"),
    .number("step", \.step, in: 0.0125...1.6, "how far an arrow moves on Walk"),
    .charts,
    .choice("horizontal-axis", \.charts.axis, "what the charts of Train show to the right"),
    .flag(
      "horizontal-scale", \.charts.isLogarithmic, on: "logarithmic", off: "linear",
      "how the charts of Train are spread to the right"),
    .flag(
      "vertical-scale", \.charts.isYLogarithmic, on: "logarithmic", off: "linear",
      "how the charts of Train are spread upwards"),
    .smoothing,
  ]

  /// The key of this name.
  public static func key(_ name: String) -> PreferenceKey? { keys.first { $0.name == name } }

  /// What is otherwise than before.
  func changes(since before: Preferences) -> [PreferenceChange] {
    guard self != before else { return [] }
    return Self.keys.filter { $0.text(self) != $0.text(before) }.map {
      PreferenceChange(name: $0.name, text: $0.text(self))
    }
  }
}

/// A preference by the name of its key, with its new value as the file has it.
public struct PreferenceChange: Sendable, Equatable {
  public let name, text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

extension ImageBlitter.Characters {
  /// As in the file: "half-blocks".
  fileprivate var preference: String {
    title.lowercased().split(separator: " ").joined(separator: "-")
  }
}
