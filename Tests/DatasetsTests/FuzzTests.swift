import Compute
import Foundation
import Testing

@testable import Datasets

/// Each parser is given damaged files: it either reads them or says what is wrong, and never traps.
///
/// 200,000 files a family, 1.2 million in all: about 9 s on two cores. `VAE_FUZZ_ITERATIONS` sets another number, such
/// as a smaller one under a sanitizer.
@Suite struct FuzzTests {
  static let iterations =
    ProcessInfo.processInfo.environment["VAE_FUZZ_ITERATIONS"].flatMap(Int.init) ?? 200_000
  static let ramp = (0..<24).map { UInt8($0 * 10) }
  static let files = ArrayFiles(imageSize: nil, seed: 0)

  enum Family: UInt64, CaseIterable {
    case idx, gzip, mat, numPy, zip, binaryText

    /// Sound files to damage.
    var seeds: [[UInt8]] {
      let npy = FileBuilder.npy([4, 2, 3], bytes: ramp)
      let floats = FileBuilder.npy(
        [2, 2, 3], type: "<f4", bytes: FileBuilder.floats((0..<12).map { Float($0) }))
      let labels = FileBuilder.npy([4], bytes: [0, 1, 2, 3])
      let idx = FileBuilder.idx([4, 2, 3], bytes: ramp)
      let text = FileBuilder.amat([[0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1]])
      return switch self {
      case .idx:
        [idx, FileBuilder.idx([2, 2, 3], type: 0x0D, bytes: FileBuilder.floats((0..<12).map { Float($0) }))]
      case .gzip: [FileBuilder.gzip(idx), FileBuilder.gzip(idx) + FileBuilder.gzip(ramp)]
      case .mat:
        [
          FileBuilder.mat([("images", [4, 2, 3], ramp), ("y", [4, 1], [0, 1, 2, 3])]),
          FileBuilder.mat([("images", [4, 6], ramp)], compressed: true),
        ]
      case .numPy: [npy, floats, FileBuilder.npy([4, 6], fortran: true, bytes: ramp)]
      case .zip:
        [
          FileBuilder.npz([("x.npy", npy), ("y.npy", labels)]),
          FileBuilder.npz([("x.npy", npy), ("y.npy", labels)], deflated: true),
        ]
      case .binaryText: [text, FileBuilder.gzip(text)]
      }
    }

    func parse(_ bytes: [UInt8]) throws(DatasetError) {
      let file = SourceFile(name: "fuzz", bytes: bytes)
      switch self {
      case .binaryText: _ = try BinaryText.pixels(file, width: 4)
      case .idx, .gzip: _ = try IDX.array(file).images(name: "fuzz", imageSize: nil)
      case .mat:
        for variable in try MATFile.variables(file) {
          _ = try? variable.array.images(name: "", imageSize: nil)
        }
      case .numPy: _ = try NumPyFile.array(file).images(name: "fuzz", imageSize: nil)
      case .zip:
        let archive = try ZipArchive(file)
        for member in archive.members { _ = try NumPyFile.array(archive.contents(member)) }
      }
      _ = try files.load(file, name: "fuzz")
    }
  }

  @Test(arguments: Family.allCases) func survives(family: Family) throws {
    var random = RandomStream(seed: 2026, stream: family.rawValue)
    let seeds = family.seeds
    var refused = 0
    for _ in 0..<Self.iterations {
      let damaged = Self.damage(seeds[random.below(seeds.count)], random: &random)
      do {
        try family.parse(damaged)
      } catch {
        refused += 1
        #expect(error.kind == .badData && !error.description.isEmpty)
      }
    }
    #expect(refused > Self.iterations / 4, "\(refused) of \(Self.iterations) files refused")
  }

  /// One to four changes: a byte set, a bit turned, an end cut off, bytes put in or taken out, a word made extreme.
  static func damage(_ bytes: [UInt8], random: inout RandomStream) -> [UInt8] {
    var result = bytes
    for _ in 0...random.below(4) {
      guard !result.isEmpty else { break }
      let place = random.below(result.count)
      switch random.below(6) {
      case 0: result[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: result[place] ^= 1 << UInt8(random.below(8))
      case 2: result.removeLast(random.below(result.count))
      case 3: result.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
      case 4: result.remove(at: place)
      default:
        let extreme = [0, 0xFF, 0x7F, 0x80][random.below(4)]
        for position in place..<min(place + 4, result.count) { result[position] = UInt8(extreme) }
      }
    }
    return result
  }
}
