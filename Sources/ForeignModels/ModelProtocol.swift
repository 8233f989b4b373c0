import Compute
import Foundation

/// The protocol `vae-model-1` between this program and a model that another program computes: header lines of JSON, each
/// followed by numbers or bytes, little-endian.
enum ModelProtocol {
  static let name = "vae-model-1"
  /// The longest header line, in bytes.
  static let headerLimit = 64 << 10

  /// What a model says of itself at its start.
  struct Hello: Decodable, Equatable {
    let name: String?
    let latentSize: Int
    /// Height and width.
    let imageSize: [Int]
    let channels: Int?
    let encodes: Bool?
    /// The most rows of a request.
    let maxRows: Int?

    var imageShape: ImageShape {
      ImageShape(height: imageSize[0], width: imageSize[1], channels: channels ?? 1)
    }
  }

  /// What a model answers before the numbers.
  private struct Answer: Decodable {
    let rows: Int?
    let error: String?
  }

  /// An answer that breaks the protocol, or a model that says it cannot.
  enum Failure: Error, Equatable {
    /// One line that says what was expected and what was found.
    case broken(String)
    /// The model's own words.
    case refused(String)
  }

  /// What a request asks for.
  enum Request: String {
    case decode, encode
  }

  /// The header line of a request for `rows` rows.
  static func header(_ request: Request, rows: Int) -> [UInt8] {
    Array("{\"\(request.rawValue)\":\(rows)}\n".utf8)
  }

  /// - Throws: `broken` where the line is none that this program understands.
  static func hello(_ line: [UInt8]) throws(Failure) -> Hello {
    struct Version: Decodable { let `protocol`: String? }
    let decoder = JSONDecoder()
    guard let version = try? decoder.decode(Version.self, from: Data(line)), let found = version.protocol
    else {
      throw .broken("expected a line of JSON with \"protocol\":\"\(name)\", found \(shown(line))")
    }
    guard found == name else { throw .broken("expected the protocol \(name), found \(found)") }
    guard let hello = try? decoder.decode(Hello.self, from: Data(line)), hello.imageSize.count == 2 else {
      throw .broken("expected latentSize and imageSize [height, width], found \(shown(line))")
    }
    let sizes = hello.imageSize + [hello.latentSize, hello.maxRows ?? 1]
    guard sizes.allSatisfy({ (1...16_384).contains($0) }) else {
      throw .broken("expected sizes of 1 to 16384, found \(shown(line))")
    }
    guard [1, 3].contains(hello.channels ?? 1) else {
      throw .broken("expected 1 or 3 channels, found \(hello.channels ?? 0)")
    }
    return hello
  }

  /// Checks the header of an answer to a request for `rows` rows.
  /// - Throws: `broken`, `refused`.
  static func check(_ line: [UInt8], rows: Int) throws(Failure) {
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(line)) else {
      throw .broken("expected {\"rows\":\(rows)}, found \(shown(line))")
    }
    if let error = answer.error { throw .refused(error) }
    guard answer.rows == rows else { throw .broken("expected {\"rows\":\(rows)}, found \(shown(line))") }
  }

  /// The numbers as bytes.
  static func bytes(_ numbers: some Sequence<Float>) -> [UInt8] {
    numbers.flatMap { number in withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) } }
  }

  /// The numbers of bytes. Precondition: a multiple of four.
  static func numbers(_ bytes: [UInt8]) -> [Float] {
    precondition(bytes.count % 4 == 0, "\(bytes.count) bytes of single-precision numbers")
    return bytes.withUnsafeBytes { all in
      (0..<bytes.count / 4).map {
        Float(bitPattern: UInt32(littleEndian: all.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
      }
    }
  }

  /// The beginning of a line, for a message.
  private static func shown(_ line: [UInt8]) -> String {
    line.isEmpty ? "an empty line" : "'\(String(decoding: line.prefix(80), as: UTF8.self))'"
  }
}
