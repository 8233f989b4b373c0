import Formats

/// The error that a body throws, or nil.
public func inputError<Result>(_ body: () throws -> Result) -> InputError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? InputError
  }
}
