import Testing

@testable import Formats

@Suite struct SHA256Tests {
  /// FIPS 180-4's examples, and lengths around a block's end.
  @Test func checksumsAreSHA256() {
    #expect(SHA256.digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.digest(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.digest(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.digest([UInt8](repeating: 97, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    for count in 50..<140 {
      var pieces = SHA256()
      let bytes = (0..<count).map { UInt8($0) }
      pieces.update(bytes.prefix(count / 3))
      pieces.update(bytes.dropFirst(count / 3))
      #expect(pieces.finish() == SHA256.digest(bytes))
    }
  }
}
