import Autoencoder
import Compute
import Formats
import Foundation
import Synchronization
import TestFiles
import Testing

@testable import ForeignModels

private let hasPython = inputError { try ForeignModel(command: "python3 -c pass") }?.kind != .notFound

@Suite(.enabled(if: hasPython, "python3 is not there: models of other programs are not tested"))
struct ForeignModelTests {
  private static func command(_ behaviour: String) -> String {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "Models/model.py")
    return "python3 '\(script.path)' \(behaviour)"
  }

  private func model(_ behaviour: String = "good", answer: Double = 10, hello: Double = 60) throws
    -> ForeignModel
  {
    var patience = ForeignModel.Patience()
    (patience.answer, patience.hello) = (answer, hello)
    return try ForeignModel(command: Self.command(behaviour), patience: patience)
  }

  private let positions = Matrix(rows: 5, columns: 2, elements: [0, 1, 1, 0, 0.2, 0.4, 0.6, 0.8, -1, 2])

  /// The reason why a call failed.
  private func reason(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "it did not fail"
    } catch { return "\(error)" }
  }

  @Test func itDecodesAndEncodesInParts() throws {
    let model = try model()
    defer { model.end() }
    #expect(model.name == "test" && model.latentSize == 2 && model.encodes)
    #expect(model.imageShape == ImageShape(height: 2, width: 3))
    let pixels = try model.decode(positions, in: InferenceContext())
    // Five rows are more than the four that it takes at once; what lies outside 0…1 was clipped by the model.
    let expected: [[Float]] = [[0, 1], [1, 0], [0.2, 0.4], [0.6, 0.8], [0, 1]]
    for (row, values) in expected.enumerated() {
      let found = Array(pixels.mean.row(row))
      for column in 0..<6 { #expect(abs(found[column] - values[column > 2 ? 1 : 0]) < 0.5 / 255) }
    }
    let images = [UInt8](repeating: 51, count: 6) + [UInt8](repeating: 255, count: 6)
    let posterior = try model.encode(pixels: images, count: 2, in: InferenceContext())
    #expect(posterior.mean.elements.elementsEqual([0.2, -0.2, 1, -1]) { abs($0 - $1) < 1e-6 })
    #expect(posterior.logVariance.elements == [-1, -1, -1, -1])
  }

  @Test(arguments: [
    ("chatty", "expected a line of JSON with \"protocol\":\"vae-model-1\", found 'Loading weights …'"),
    ("future", "expected the protocol vae-model-1, found vae-model-2"),
    ("absent", "the model ended with status 3; it wrote: no weights"),
    ("mute", "the model was silent for 3 s; it wrote: starting"),
  ]) func aBadStartIsSaid(behaviour: String, expected: String) {
    let error = inputError { try model(behaviour, hello: behaviour == "mute" ? 3 : 20) }
    #expect(error?.description.contains(expected) == true, "\(error as Any)")
  }

  @Test(arguments: [
    ("crash", "the model ended with status 9; it wrote: Traceback: out of memory"),
    ("hang", "the model was silent for 1 s; it wrote: starting"),
    ("lie", "the model broke the protocol: expected {\"rows\":4}, found '{\"rows\": 5}'"),
    ("short", "the model ended with status 0; it wrote: starting"),
  ]) func aFailureIsSaidAndStays(behaviour: String, expected: String) throws {
    let model = try model(behaviour, answer: 1)
    defer { model.end() }
    let first = reason { _ = try model.decode(positions, in: InferenceContext()) }
    #expect(first.hasPrefix(expected), "\(first)")
    let start = Date()
    #expect(reason { _ = try model.decode(positions, in: InferenceContext()) } == first)
    #expect(Date().timeIntervalSince(start) < 0.5, "a model that has failed is not waited for")
    // It starts anew, and fails anew.
    try model.restart()
    #expect(reason { _ = try model.decode(positions, in: InferenceContext()) }.hasPrefix(expected))
  }

  @Test func aModelThatRefusesGoesOn() throws {
    let model = try model("refuse")
    defer { model.end() }
    for _ in 0..<2 {
      #expect(
        reason { _ = try model.decode(positions, in: InferenceContext()) }
          == "the model says: z is too far out")
    }
  }

  @Test func whatItWritesBesideIsReadAllTheTime() throws {
    let written = Mutex(0)
    let model = try ForeignModel(command: Self.command("noisy")) { piece in
      written.withLock { $0 += piece.count }
    }
    for _ in 0..<5 { _ = try model.decode(positions, in: InferenceContext()) }
    model.end()
    // Another thread reads it, and may be behind.
    let deadline = ContinuousClock.now + .seconds(10)
    while written.withLock({ $0 }) < 5 * 2 * 200_000, ContinuousClock.now < deadline { usleep(10_000) }
    #expect(written.withLock { $0 } >= 5 * 2 * 200_000)
  }

  @Test func aModelThatStaysIsKilledWithItsChildren() throws {
    let model = try model("stubborn")
    let start = Date()
    model.end()
    let seconds = Date().timeIntervalSince(start)
    #expect((1.5..<6).contains(seconds), "it has two seconds to leave, it took \(seconds)")
    #expect(reason { _ = try model.decode(positions, in: InferenceContext()) } == "the model was ended")
  }

  @Test func aCommandThatIsNoneIsNamed() {
    let error = inputError { try ForeignModel(command: "no-such-program x") }
    #expect(error?.kind == .notFound && error?.description.contains("'no-such-program'") == true)
  }
}
