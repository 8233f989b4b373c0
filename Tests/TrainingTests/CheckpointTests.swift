import Autoencoder
import Compute
import Formats
import Foundation
import Testing

@testable import Training

struct CheckpointTests {
  private static let checkpoint: Checkpoint = {
    var trainer = Fixture.trainer()
    try! trainer.advance(5)
    return trainer.checkpoint(seconds: 12.5)
  }()

  @Test func whatIsWrittenIsRead() throws {
    try Fixture.withFolder { folder in
      let path = folder + "/last.safetensors"
      try Self.checkpoint.write(to: path)
      #expect(try Checkpoint(contentsOf: path) == Self.checkpoint)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["last.safetensors"])
    }
  }

  @Test func namesAndShapesAreThoseOfPyTorch() throws {
    let file = try SafeTensors(Self.checkpoint.contents().bytes(), path: "memory")
    #expect(file.tensors["encoder.hidden.0.weight"]?.shape == [5, 12])
    #expect(file.tensors["encoder.logVariance.bias"]?.shape == [2])
    #expect(file.tensors["decoder.logits.weight"]?.shape == [12, 5])
    #expect(file.tensors["optimizer.second.decoder.hidden.0.weight"]?.shape == [5, 2])
    #expect(file.tensors.values.allSatisfy { $0.type == .float32 })
  }

  /// PyTorch's safetensors gives the metadata another format.
  @Test func aCheckpointSavedAgainIsRead() throws {
    let file = try SafeTensors(Self.checkpoint.contents().bytes(), path: "memory")
    func saved(_ metadata: [String: String]) throws -> [UInt8] {
      var writer = SafeTensorsWriter(metadata: metadata)
      for (name, tensor) in file.tensors.sorted(by: { $0.key < $1.key }) {
        writer.add(
          name, shape: tensor.shape, values: try file.floats(name, shape: tensor.shape, path: "memory"))
      }
      return writer.bytes()
    }
    var metadata = file.metadata
    for format in ["pt", nil] {
      metadata["format"] = format
      #expect(try Checkpoint(saved(metadata), path: "memory") == Self.checkpoint)
    }
    for others in [["format": "pt"], [:], metadata.merging(["format": "vae-99"]) { $1 }] {
      let error = #expect(throws: InputError.self) { try Checkpoint(saved(others), path: "memory") }
      #expect(error?.kind == .badFile && error?.description.contains("decoder.hidden.0.bias") == true)
    }
  }

  @Test func halfPrecisionLeavesOutWhatResumingTakes() throws {
    let small = try Checkpoint(Self.checkpoint.contents(halfPrecision: true).bytes(), path: "memory")
    #expect(small.state == nil && small.position == nil)
    #expect(small.metrics == Self.checkpoint.metrics && small.metrics != nil)
    for tensor in small.model.parameters.layout.tensors {
      let pairs = zip(
        small.model.parameters.values(of: tensor), Self.checkpoint.model.parameters.values(of: tensor))
      #expect(pairs.allSatisfy { abs($0 - $1) <= abs($1) / 1024 + 1e-7 })
    }
    let error = #expect(throws: InputError.self) {
      try Trainer(resuming: small, data: Fixture.data, team: ThreadTeam(threadCount: 1))
    }
    #expect(error?.kind == .badFile)
  }

  /// At whatever instant writing ends, the file under the name is the old one or the new one, whole.
  @Test func aKillAtAnyInstantLeavesAWholeFile() throws {
    let old = Self.checkpoint.contents().bytes()
    let new = Self.checkpoint.contents(halfPrecision: true)
    try Fixture.withFolder { folder in
      let path = folder + "/last.safetensors"
      var moments = 0
      while true {
        try AtomicFile.write(old, to: path)
        var left = moments
        var isRenamed = false
        var isKilled = false
        do {
          try AtomicFile.write(new, to: path) { (moment) throws(InputError) in
            if moment == .renamed { isRenamed = true }
            #expect((try? WholeFile.read(path)) == (isRenamed ? new.bytes() : old))
            if left == 0 { throw InputError(.inputOutput, "killed") }
            left -= 1
          }
        } catch { isKilled = true }
        #expect(try WholeFile.read(path) == (isRenamed ? new.bytes() : old))
        if !isKilled { break }
        moments += 1
      }
      // Five stages, and pieces: the header and a tensor each.
      #expect(moments == 5 + 1 + Self.checkpoint.model.parameters.layout.tensors.count)
    }
  }

  @Test func refusalsSayWhy() throws {
    let bytes = Self.checkpoint.contents().bytes()
    func refusal(_ bytes: [UInt8]) -> String {
      do {
        _ = try Checkpoint(bytes, path: "f")
        return "accepted"
      } catch {
        #expect(error.kind == .badFile)
        return error.description
      }
    }
    #expect(refusal([]) == "f: expected a safetensors file, found 0 bytes")
    #expect(refusal(Array(bytes.dropLast())).contains("a truncated file"))
    #expect(refusal(Array(bytes.prefix(100))).contains("it is truncated"))
    #expect(refusal(bytes + [0]).contains("found 2801: more") || refusal(bytes + [0]).contains(": more"))
    #expect(refusal(Array("{\"a\": 1} and so on".utf8)).contains("header of at most"))
    #expect(refusal(Self.file("not json")) == "f: expected a safetensors header, found something else")
    #expect(
      refusal(Self.file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", data: 4))
        .contains("another program"))
    #expect(
      refusal(Self.file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", data: 4))
        .contains("8 bytes for a"))
    #expect(
      refusal(
        Self.file(
          "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}", data: 4)
      )
      .contains("expected a shape"))
    let overlap =
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}"
    #expect(refusal(Self.file(overlap, data: 6)) == "f: expected b at byte 4, found byte 2")
    #expect(
      refusal(Self.file("{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}", data: 8))
        .contains("found C64"))
  }

  @Test func aFileThatDoesNotHoldItsConfigurationIsRefused() throws {
    var spoilt = Self.checkpoint
    let tensor = spoilt.model.parameters.layout.tensors[2]
    var values = spoilt.model.parameters.values(of: tensor)
    values[1] = .nan
    spoilt.model.parameters.setValues(of: tensor, to: values)
    #expect(throws: InputError(.badFile, "f: expected finite numbers, found others in \(tensor.name)")) {
      try Checkpoint(spoilt.contents().bytes(), path: "f")
    }
    for (from, to) in [
      ("\\\"latentSize\\\":2", "\\\"latentSize\\\":3"), ("\\\"latentSize\\\":2", "\\\"latentSize\\\":0"),
      ("encoder.mean.bias", "encoder.mean.bios"), ("\\\"epoch\\\":1", "\\\"epoch\\\":-"),
      ("\\\"batchSize\\\":16", "\\\"batchSize\\\":-6"), ("hiddenSizes\\\":[5]", "hiddenSizes\\\":[ ]"),
      ("vae-checkpoint-1", "vae-checkpoint-9"),
    ] {
      let bytes = Self.replacing(from, with: to, in: Self.checkpoint.contents().bytes())
      #expect(throws: InputError.self, "\(to)") { try Checkpoint(bytes, path: "f") }
    }
    #expect(throws: InputError.self) { try Checkpoint(contentsOf: "/nowhere/at/all") }
    #expect(throws: InputError.self) { try Checkpoint(contentsOf: "/") }
  }

  /// Files with bytes changed, cut or put in: each is read or refused. The format itself is fuzzed in FormatsTests.
  @Test func mutatedFilesAreReadOrRefused() {
    let whole = Self.checkpoint.contents().bytes()
    var random = RandomStream(seed: 11, stream: 5)
    var readable = 0
    for _ in 0..<2_000 where (try? Checkpoint(Self.mutated(whole, &random), path: "f")) != nil {
      readable += 1
    }
    #expect(readable > 10 && readable < 1_990, "\(readable) readable")
  }

  private static func mutated(_ bytes: [UInt8], _ random: inout RandomStream) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(3) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      switch random.below(8) {
      case 0: bytes.removeLast(random.below(bytes.count))
      case 1: bytes.insert(UInt8(random.below(256)), at: place)
      case 2: bytes.remove(at: place)
      case 3: bytes[min(random.below(9), bytes.count - 1)] = UInt8(random.below(256))
      case 4: bytes[place] ^= 1 << UInt8(random.below(8))
      default:
        bytes[place] = UInt8(ascii: "0123456789-{}[],:\"".unicodeScalars.randomElement(using: &random)!)
      }
    }
    return bytes
  }

  private static func file(_ header: String, data: Int = 0) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + header.utf8
      + [UInt8](repeating: 0, count: data)
  }

  private static func replacing(_ text: String, with other: String, in bytes: [UInt8]) -> [UInt8] {
    precondition(text.utf8.count == other.utf8.count, "the header keeps its length")
    let range = bytes.firstRange(of: Array(text.utf8))!
    var bytes = bytes
    bytes.replaceSubrange(range, with: other.utf8)
    return bytes
  }
}
