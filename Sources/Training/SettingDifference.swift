import Foundation

extension TrainingConfiguration {
  /// Every setting under its name in `config.json`, as in `architecture.latentSize`.
  public var settings: [String: String] {
    var settings: [String: String] = [:]
    func add(_ value: Any, _ name: String) {
      switch value {
      case let object as [String: Any]:
        for (key, value) in object { add(value, name.isEmpty ? key : "\(name).\(key)") }
      case let list as [Any]: settings[name] = list.map { "\($0)" }.joined(separator: ",")
      case let number as Double where number != number.rounded():
        // The digits that make the number in single precision.
        settings[name] = "\(Float(number))"
      default: settings[name] = "\(value)"
      }
    }
    // Plain values always encode.
    add(try! JSONSerialization.jsonObject(with: JSONEncoder().encode(self)), "")
    return settings
  }

  /// The names of the settings in which some configurations differ, in alphabetical order.
  public static func differingSettings(_ settings: [[String: String]]) -> [String] {
    Set(settings.flatMap(\.keys)).filter { name in Set(settings.map { $0[name] }).count > 1 }.sorted()
  }
}
