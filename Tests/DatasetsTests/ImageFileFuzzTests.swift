import Compute
import Formats
import TestFiles
import Testing

@testable import Datasets

/// Damaged files given as data sets are loaded or refused, and never trap. The parsers themselves are fuzzed at length in
/// FormatsTests; what is tested here is what is made of the arrays that they return.
@Suite struct ImageFileFuzzTests {
  private static let iterations = 20_000
  private static let ramp = (0..<24).map { UInt8($0 * 10) }

  private static let seeds: [[UInt8]] = {
    let npy = FileBuilder.npy([4, 2, 3], bytes: ramp)
    let labels = FileBuilder.npy([4], bytes: [0, 1, 2, 3])
    return [
      npy, FileBuilder.npy([4, 6], fortran: true, bytes: ramp), FileBuilder.idx([4, 2, 3], bytes: ramp),
      FileBuilder.npz([("x.npy", npy), ("y.npy", labels)]),
      FileBuilder.npz([("x.npy", npy), ("y.npy", labels)], deflated: true),
      FileBuilder.mat([("images", [4, 2, 3], ramp), ("y", [4, 1], [0, 1, 2, 3])]),
    ]
  }()

  @Test func damagedFilesAreLoadedOrRefused() {
    let files = ArrayFiles(options: LoadOptions())
    var random = RandomStream(seed: 2026, stream: 99)
    var refused = 0
    for _ in 0..<Self.iterations {
      let seed = Self.seeds[random.below(Self.seeds.count)]
      let damaged = Damage.apply(to: seed) { random.below($0) }
      do throws(InputError) {
        _ = try files.load(SourceFile(name: "fuzz", bytes: damaged), name: "fuzz")
      } catch {
        refused += 1
        #expect(error.kind == .badFile && !error.description.isEmpty)
      }
    }
    #expect(refused > Self.iterations / 4, "\(refused) of \(Self.iterations) files refused")
  }
}
