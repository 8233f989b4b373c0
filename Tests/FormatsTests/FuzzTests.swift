import Compute
import Foundation
import TestFiles
import Testing

@testable import Formats

/// Each parser is given damaged files: it either reads them or says what is wrong, and never traps.
///
/// 200,000 files a family, 1.8 million in all. `VAE_FUZZ_ITERATIONS` sets another number, such
/// as a smaller one under a sanitizer.
@Suite struct FuzzTests {
  static let iterations =
    ProcessInfo.processInfo.environment["VAE_FUZZ_ITERATIONS"].flatMap(Int.init) ?? 200_000
  static let ramp = (0..<24).map { UInt8($0 * 10) }

  enum Family: UInt64, CaseIterable {
    case idx, gzip, mat, numPy, zip, binaryText, safeTensors, png, netpbm

    /// Sound files to damage.
    var seeds: [[UInt8]] {
      let npy = FileBuilder.npy([4, 2, 3], bytes: ramp)
      let floats = FileBuilder.npy(
        [2, 2, 3], type: "<f4", bytes: FileBuilder.floats((0..<12).map { Float($0) }))
      let labels = FileBuilder.npy([4], bytes: [0, 1, 2, 3])
      let idx = FileBuilder.idx([4, 2, 3], bytes: ramp)
      let text = FileBuilder.amat([[0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1]])
      var writer = SafeTensorsWriter(metadata: ["format": "x", "n": "1"])
      writer.add("a", shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
      writer.add("b", shape: [2], values: [1, 2], as: .float16)
      let tensors = writer.bytes()
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
      case .safeTensors: [tensors]
      case .png:
        [
          PNG.encode(RasterImage(width: 4, height: 6, bytes: ramp)),
          PNG.encode(RasterImage(width: 4, height: 2, channels: 3, bytes: ramp)),
          PNGBuilder(depth: 1, colorType: 3).file,
          PNGBuilder(depth: 16, colorType: 6, isInterlaced: true).file,
        ].map(PNGBuilder.withoutChecksums)
      case .netpbm:
        [
          Array("P2 # c\n3 2 9\n0 1 2 3 4 9 ".utf8), Array("P5 6 4 255\n".utf8) + ramp,
          Array("P6 2 2 999\n".utf8) + ramp, Array("P4 9 2\n".utf8) + ramp.prefix(4),
          Array("P1 3 2\n010 1 1 1".utf8),
        ]
      }
    }

    func parse(_ bytes: [UInt8]) throws(InputError) {
      let file = SourceFile(name: "fuzz", bytes: bytes)
      switch self {
      case .binaryText: _ = try BinaryText.pixels(file, width: 4)
      case .idx, .gzip: _ = try numbers(of: IDX.array(file))
      case .mat:
        for variable in try MATFile.variables(file) { _ = numbers(of: variable.array) }
      case .numPy: _ = try numbers(of: NumPyFile.array(file))
      case .zip:
        let archive = try ZipArchive(file)
        for member in archive.members { _ = try NumPyFile.array(archive.contents(member)) }
      case .png:
        // Damage behind a checksum would never be met.
        _ = try RasterImage(SourceFile(name: "fuzz", bytes: PNGBuilder.withChecksums(bytes)))
      case .netpbm: _ = try RasterImage(file)
      case .safeTensors:
        let file = try SafeTensors(bytes, path: "fuzz")
        for (name, tensor) in file.tensors { _ = try file.floats(name, shape: tensor.shape, path: "fuzz") }
      }
    }

    /// Reads every element, so that a wrong count or offset traps.
    private func numbers(of array: NumericArray) -> Double {
      var sum = 0.0
      try? array.forEachNumber { (_, number) throws(InputError) in sum += number }
      return sum
    }
  }

  @Test(arguments: Family.allCases) func survives(family: Family) throws {
    var random = RandomStream(seed: 2026, stream: family.rawValue)
    let seeds = family.seeds
    var refused = 0
    for _ in 0..<Self.iterations {
      let damaged = Damage.apply(to: seeds[random.below(seeds.count)]) { random.below($0) }
      do {
        try family.parse(damaged)
      } catch {
        refused += 1
        #expect(error.kind == .badFile && !error.description.isEmpty)
      }
    }
    #expect(refused > Self.iterations / 4, "\(refused) of \(Self.iterations) files refused")
  }
}
