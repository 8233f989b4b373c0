import ArgumentParser
import Experiments

extension GridValues {
  /// The values as different whole numbers.
  /// - Throws: an error that names the option.
  func numbers<Number: FixedWidthInteger>(_ option: String) throws -> [Number] {
    let numbers = values.compactMap { Number($0) }
    guard numbers.count == values.count, Set(numbers).count == numbers.count else {
      throw ValidationError(
        "\(option): expected different whole numbers as 2,5 or 0-4, found \(values.joined(separator: ","))")
    }
    return numbers
  }

  /// The values as different positive numbers.
  /// - Throws: an error that names the option.
  func positiveNumbers(_ option: String) throws -> [Float] {
    let numbers = values.compactMap { Float($0) }.filter { $0 > 0 && $0.isFinite }
    guard numbers.count == values.count, Set(numbers).count == numbers.count else {
      throw ValidationError(
        "\(option): expected different positive numbers as 0.01,0.1, found \(values.joined(separator: ","))")
    }
    return numbers
  }
}
