import Autoencoder
import TerminalGraphics
import Training

/// The form that asks for the settings of a new run, with the defaults filled in.
struct NewRunForm: Sendable, Equatable {
  enum Field: Int, CaseIterable, Sendable {
    case latentSize, hidden, objective, samples, klWeight, rate, epochs, seed, name

    var title: String {
      switch self {
      case .latentSize: "latent size L"
      case .hidden: "hidden"
      case .objective: "objective"
      case .samples: "samples K"
      case .klWeight: "KL weight β"
      case .rate: "learning rate"
      case .epochs: "epochs"
      case .seed: "seed"
      case .name: "name"
      }
    }

    /// What may be written.
    var help: String {
      switch self {
      case .latentSize: "dimensions of the latent space"
      case .hidden: "layer widths, such as 500 or 200,200"
      case .objective: "elbo or iwae; ← → change it"
      case .samples: "noise samples per image"
      case .klWeight: "1 for the ELBO; no bound otherwise"
      case .rate: "of the optimizer, such as 0.001"
      case .epochs: "passes over the data"
      case .seed: "of all random numbers"
      case .name: "of the run and its folder"
      }
    }
  }

  let dataset: String
  /// What the list says of the data set: how much is downloaded first.
  let detail: String
  var texts: [Field: String]
  var field = Field.latentSize
  /// Whether the next character replaces the text of the field.
  var isFresh = true
  /// Whether the person wrote the name; until then it follows L.
  var isNamed = false
  /// Why the run cannot start, and the field to blame.
  var failure: String?

  init(_ dataset: Listing.Dataset) {
    let defaults = dataset.defaults
    self.dataset = dataset.name
    detail = dataset.detail
    texts = [
      .latentSize: "\(defaults.latentSize)",
      .hidden: defaults.hiddenSizes.map(String.init).joined(separator: ","),
      .objective: defaults.objective.bound.rawValue, .samples: "\(defaults.objective.samples)",
      .klWeight: Self.text(defaults.objective.klWeight), .rate: defaults.learningRate.map(Self.text) ?? "",
      .epochs: "\(defaults.epochs)", .seed: "\(defaults.seed)",
    ]
  }

  /// A number without a fraction that says nothing.
  private static func text(_ value: Float) -> String {
    value == value.rounded() && abs(value) < 1e6 ? "\(Int(value))" : "\(value)"
  }

  func text(_ field: Field) -> String { texts[field] ?? "" }

  /// Selects another field.
  mutating func move(by offset: Int) {
    let all = Field.allCases
    field = all[min(max(0, field.rawValue + offset), all.count - 1)]
    isFresh = true
  }

  /// Changes the field by a key. - Returns: whether the key is one that does.
  mutating func edit(by key: Key) -> Bool {
    var text = self.text(field)
    switch key {
    case .left, .right,
      " " where field == .objective:
      text =
        text == Objective.Bound.elbo.rawValue ? Objective.Bound.iwae.rawValue : Objective.Bound.elbo.rawValue
    case .character(let scalar) where field != .objective && scalar != " ":
      if isFresh { text = "" }
      text.unicodeScalars.append(scalar)
    case .backspace where field != .objective: _ = text.popLast()
    case .control("u") where field != .objective: text = ""
    default: return false
    }
    (isFresh, failure) = (false, nil)
    texts[field] = String(text.prefix(60))
    if field == .name { isNamed = !text.isEmpty }
    return true
  }

  /// The settings as they are written.
  /// - Throws: `SettingError`, whose setting says which field is to blame.
  func settings() throws(SettingError) -> NewRunSettings {
    var settings = NewRunSettings()
    settings.latentSize = try whole(.latentSize, .latentSize)
    settings.epochs = try whole(.epochs, .epochs)
    let widths = text(.hidden).split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard !widths.contains(nil) else {
      throw SettingError(setting: .hiddenSizes, expected: "widths as 500 or 200,200", found: text(.hidden))
    }
    settings.hiddenSizes = widths.compactMap { $0 }
    for width in settings.hiddenSizes { try Setting.hiddenSizes.check(width) }
    settings.objective.bound = text(.objective) == Objective.Bound.iwae.rawValue ? .iwae : .elbo
    settings.objective.samples = try whole(.samples, .samples)
    settings.objective.klWeight = try number(.klWeight, .klWeight, "0 or more") { $0 >= 0 }
    guard settings.objective.bound == .elbo || settings.objective.klWeight == 1 else {
      throw SettingError(
        setting: .klWeight, expected: "1 with iwae, which has no KL term to be weighted",
        found: text(.klWeight))
    }
    settings.learningRate =
      text(.rate).isEmpty ? nil : try number(.rate, .learningRate, "more than 0") { $0 > 0 }
    guard let seed = UInt64(text(.seed)) else {
      throw SettingError(setting: .seed, expected: "a whole number from 0 on", found: text(.seed))
    }
    settings.seed = seed
    settings.name = isNamed ? text(.name) : nil
    return settings
  }

  private func whole(_ field: Field, _ setting: Setting) throws(SettingError) -> Int {
    guard let value = Int(text(field)) else {
      throw SettingError(setting: setting, expected: "a whole number", found: text(field))
    }
    try setting.check(value)
    return value
  }

  private func number(
    _ field: Field, _ setting: Setting, _ expected: String, isAllowed: (Float) -> Bool
  ) throws(SettingError) -> Float {
    guard let value = Float(text(field)), value.isFinite, isAllowed(value) else {
      throw SettingError(setting: setting, expected: expected, found: text(field))
    }
    return value
  }
}

extension ExplorerModel {
  /// Asks for the settings of a new run on a data set.
  mutating func showNewRunForm(_ dataset: Listing.Dataset) -> [Effect] {
    overlay = .newRun(NewRunForm(dataset))
    return []
  }

  /// The name that a run gets if none is written.
  func suggestedName(_ form: NewRunForm) -> String {
    let base = RunLibrary.baseName(dataset: form.dataset, latentSize: Int(form.text(.latentSize)) ?? 0)
    let taken = Set(listing.runs.map(\.name) + listing.models.map(\.name))
    // The names do not end.
    return (1...).lazy.map { $0 == 1 ? base : "\(base)-\($0)" }.first { !taken.contains($0) }!
  }

  mutating func press(_ key: Key, on form: NewRunForm) -> [Effect] {
    var form = form
    switch key {
    case .up, .shiftTab: form.move(by: -1)
    case .down, .tab: form.move(by: 1)
    case .home: form.move(by: -NewRunForm.Field.allCases.count)
    case .end: form.move(by: NewRunForm.Field.allCases.count)
    case .escape, .control("c"):
      overlay = nil
      return []
    case .enter: return start(form)
    default: guard form.edit(by: key) else { return [] }
    }
    overlay = .newRun(form)
    return []
  }

  /// Starts the run, or says in the form why that cannot be.
  private mutating func start(_ form: NewRunForm) -> [Effect] {
    var form = form
    do throws(SettingError) {
      let settings = try form.settings()
      if let name = settings.name, let reason = nameFailure(name) {
        form.failure = reason
        overlay = .newRun(form)
        return []
      }
      parentOfNewRun = nil
      if case .run(let path)? = openModel?.origin, openModel?.dataset == form.dataset {
        parentOfNewRun = path
      }
      return open(.newRun(dataset: form.dataset, settings))
    } catch {
      form.failure = "\(error)"
      overlay = .newRun(form)
      return []
    }
  }

  /// Why a run cannot have a name; `nil` if it can.
  private func nameFailure(_ name: String) -> String? {
    guard name.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }), !name.hasPrefix(".") else {
      return "name: expected letters, digits, - and _, found \(name)"
    }
    return listing.runs.contains { $0.name == name }
      ? "name: there is a run \(name) already; choose another" : nil
  }

  mutating func mouse(_ event: MouseEvent, on form: NewRunForm) -> [Effect] {
    var form = form
    switch event.kind {
    case .wheelUp: form.move(by: -1)
    case .wheelDown: form.move(by: 1)
    case .press:
      let view = NewRunFormView(model: self, form: form)
      let inner = view.box(in: FrameLayout(size: size).body).inset(columns: 2, rows: 1)
      let row = event.position.y - inner.y
      guard inner.contains(event.position), NewRunForm.Field.allCases.indices.contains(row) else { return [] }
      form.move(by: row - form.field.rawValue)
    case .drag, .release: return []
    }
    overlay = .newRun(form)
    return []
  }
}

/// The form over the page: a row a field, then what may be written or what is wrong.
struct NewRunFormView: Widget {
  let model: ExplorerModel
  let form: NewRunForm

  private static let titleWidth = 15

  func box(in area: Rect) -> Rect {
    area.centred(
      Size(width: min(area.width - 2, 74), height: min(area.height, NewRunForm.Field.allCases.count + 5)))
  }

  func draw(into grid: inout CellGrid, in area: Rect, _ capabilities: Capabilities) {
    let box = box(in: area)
    grid.fill(box)
    grid.draw(
      Frame(title: "new run on \(form.dataset)", lineStyle: capabilities.accent), in: box, capabilities)
    let inner = box.inset(columns: 2, rows: 1)
    for (row, field) in NewRunForm.Field.allCases.enumerated() {
      let line = Rect(x: inner.x, y: inner.y + row, width: inner.width, height: 1)
      draw(field, into: &grid, in: line, capabilities)
    }
    let notes = inner.split(top: NewRunForm.Field.allCases.count + 1).rest
    let text = form.failure ?? "\(form.detail). Enter starts training; what is open is saved first."
    for (row, line) in TextLayout.wrapped(text, to: notes.width).enumerated() {
      grid.write(
        line, at: Point(x: notes.x, y: notes.y + row),
        style: form.failure == nil ? capabilities.muted : capabilities.bad, in: notes)
    }
  }

  private func draw(
    _ field: NewRunForm.Field, into grid: inout CellGrid, in line: Rect, _ capabilities: Capabilities
  ) {
    let isSelected = field == form.field
    grid.write(
      field.title, at: line.origin, style: isSelected ? capabilities.accent : capabilities.muted, in: line)
    let isSuggested = field == .name && !form.isNamed
    let text = isSuggested ? model.suggestedName(form) : form.text(field)
    let value = line.split(left: Self.titleWidth).rest
    let end = grid.write(
      text, at: value.origin, style: isSelected && form.isFresh ? .reverse : isSuggested ? .plain : .bold,
      in: value)
    if isSelected { grid[end, line.y] = Cell(" ", .reverse) }
    let start = max(end + 2, line.x + Self.titleWidth + 14)
    guard TextLayout.width(field.help) <= line.right - start else { return }
    grid.write(field.help, at: Point(x: start, y: line.y), style: capabilities.faint, in: line)
  }
}
