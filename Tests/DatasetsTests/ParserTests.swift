import Compute
import Formats
import TestFiles
import Testing

@testable import Datasets

@Suite struct ParserTests {
  private let ramp = (0..<24).map { UInt8($0 * 10) }

  private func load(_ bytes: [UInt8], imageShape: ImageShape? = nil) throws -> DataSplit {
    try ArrayFiles(options: LoadOptions(imageShape: imageShape))
      .load(SourceFile(name: "file", bytes: bytes), name: "file")
  }

  /// The images in the order of the file, whatever the split did.
  private func images(_ bytes: [UInt8], imageShape: ImageShape? = nil) throws -> Set<[UInt8]> {
    let split = try load(bytes, imageShape: imageShape)
    return Set([split.train, split.test].flatMap { part in (0..<part.count).map { Array(part.image($0)) } })
  }

  private var expected: Set<[UInt8]> { Set((0..<4).map { Array(ramp[$0 * 6..<$0 * 6 + 6]) }) }

  @Test func readsIDX() throws {
    #expect(try images(FileBuilder.idx([4, 2, 3], bytes: ramp)) == expected)
    #expect(try images(FileBuilder.gzip(FileBuilder.idx([4, 2, 3], bytes: ramp))) == expected)
    let shorts = FileBuilder.idx([4, 2, 3], type: 0x0B, bytes: ramp.flatMap { [0, $0] })
    #expect(try images(shorts) == expected)
  }

  @Test func readsNumPy() throws {
    #expect(try images(FileBuilder.npy([4, 2, 3], bytes: ramp)) == expected)
    #expect(try images(FileBuilder.npy([4, 2, 3], bytes: ramp, version: 2)) == expected)
    let size = ImageShape(height: 2, width: 3)
    #expect(try images(FileBuilder.npy([4, 6], bytes: ramp), imageShape: size) == expected)
    #expect(try images(FileBuilder.npy([4, 1, 2, 3], bytes: ramp)) == expected)
    #expect(try images(FileBuilder.npy([4, 2, 3, 1], bytes: ramp)) == expected)
    let whole = FileBuilder.npy([4, 2, 3], type: "<f4", bytes: FileBuilder.floats(ramp.map(Float.init)))
    #expect(try images(whole) == expected)
    let unit = FileBuilder.npy(
      [4, 2, 3], type: "<f4", bytes: FileBuilder.floats(ramp.map { Float($0) / 255 }))
    #expect(try images(unit) == expected)
    let words = FileBuilder.npy([4, 2, 3], type: ">i4", bytes: ramp.flatMap { [0, 0, 0, $0] })
    #expect(try images(words) == expected)
  }

  @Test func readsColumnMajorOrder() throws {
    // Element (n, h, w) stands at n + 4·(h + 2·w).
    var columnMajor = [UInt8](repeating: 0, count: 24)
    for n in 0..<4 {
      for h in 0..<2 { for w in 0..<3 { columnMajor[n + 4 * (h + 2 * w)] = ramp[n * 6 + h * 3 + w] } }
    }
    #expect(try images(FileBuilder.npy([4, 2, 3], fortran: true, bytes: columnMajor)) == expected)
    #expect(try images(FileBuilder.mat([("x", [4, 2, 3], columnMajor)])) == expected)
    // D×N in column-major order is image after image.
    let size = ImageShape(height: 2, width: 3)
    #expect(try images(FileBuilder.mat([("faces", [6, 4], ramp)]), imageShape: size) == expected)
  }

  @Test(arguments: [false, true]) func readsMATAndArchives(packed: Bool) throws {
    let size = ImageShape(height: 2, width: 3)
    let mat = FileBuilder.mat([("images", [6, 4], ramp), ("y", [1, 4], [0, 1, 2, 3])], compressed: packed)
    let fromMAT = try load(mat, imageShape: size)
    #expect(fromMAT.train.labels?.count == 3 && fromMAT.test.labels?.count == 1)
    for (index, label) in fromMAT.train.labels!.enumerated() {
      #expect(fromMAT.train.image(index).first == UInt8(label) * 60)
    }
    let npz = FileBuilder.npz(
      [
        ("x.npy", FileBuilder.npy([4, 2, 3], bytes: ramp)),
        ("y.npy", FileBuilder.npy([4], bytes: [0, 1, 2, 3])),
      ],
      deflated: packed)
    #expect(try images(npz) == expected)
    #expect(try load(npz).test.labels?.count == 1)
  }

  @Test func anArchiveMayHoldBothParts() throws {
    let npz = FileBuilder.npz([
      ("x_train.npy", FileBuilder.npy([3, 2, 3], bytes: Array(ramp.prefix(18)))),
      ("y_train.npy", FileBuilder.npy([3], bytes: [0, 1, 2])),
      ("x_test.npy", FileBuilder.npy([1, 2, 3], bytes: Array(ramp.suffix(6)))),
      ("y_test.npy", FileBuilder.npy([1], bytes: [3])),
    ])
    let split = try load(npz)
    #expect(split.train.labels == [0, 1, 2] && split.test.labels == [3])
    #expect(Array(split.test.image(0)) == Array(ramp.suffix(6)))
  }

  @Test func blackAndWhiteIsScaled() throws {
    let split = try load(FileBuilder.npy([2, 2, 2], type: "|b1", bytes: [0, 1, 1, 0, 1, 0, 0, 1]))
    #expect(split.isBinary && split.defaultPixelMode == .fixed)
    #expect(Set(split.train.pixels) == [0, 255])
  }

  @Test func readsBinaryText() throws {
    let text = SourceFile(name: "t", bytes: Array("0 1 1 \n1 0 0 \n\n".utf8))
    #expect(try BinaryText.pixels(text, width: 3) == [0, 255, 255, 255, 0, 0])
    let packed = SourceFile(name: "t", bytes: FileBuilder.gzip(Array("0\t1\t1\r\n1 0 0".utf8)))
    #expect(try BinaryText.pixels(packed, width: 3) == [0, 255, 255, 255, 0, 0])
    for (bad, found) in [
      ("0 2 1", "0x32"), ("01 1", "0x31"), ("0 1\n", "2 in line 1"), ("0 1 1\n0 1", "in line 2"),
    ] {
      let error = inputError {
        try BinaryText.pixels(SourceFile(name: "t", bytes: Array(bad.utf8)), width: 3)
      }
      #expect(error?.kind == .badFile && error!.description.contains(found), "\(bad)")
    }
  }

  /// Each bad file is one line with the file's name, and exit code 65.
  @Test func badFilesAreRefused() {
    let good = FileBuilder.npy([4, 2, 3], bytes: ramp)
    var nan = ramp.map(Float.init)
    nan[5] = .nan
    let bad: [(String, [UInt8])] = [
      ("text", Array("hello".utf8)),
      ("wrong magic", [1, 2, 3, 4, 5, 6, 7, 8]),
      ("IDX without dimensions", [0, 0, 8, 3, 0, 0]),
      ("IDX cut short", FileBuilder.idx([4, 2, 3], bytes: Array(ramp.dropLast()))),
      ("IDX too long", FileBuilder.idx([4, 2, 3], bytes: ramp + [0])),
      ("IDX absurd", FileBuilder.idx([0x7FFF_FFFF, 0x7FFF_FFFF, 0x7FFF_FFFF], bytes: ramp)),
      ("IDX absurd, packed", FileBuilder.gzip(FileBuilder.idx([60000, 28, 28], bytes: ramp))),
      ("IDX of nothing", FileBuilder.idx([0, 28, 28], bytes: [])),
      ("IDX of one image", FileBuilder.idx([1, 2, 3], bytes: Array(ramp.prefix(6)))),
      ("gzip cut short", Array(FileBuilder.gzip(FileBuilder.idx([4, 2, 3], bytes: ramp)).dropLast(9))),
      (
        "gzip damaged",
        FileBuilder.gzip(FileBuilder.idx([4, 2, 3], bytes: ramp)).map { $0 ^ ($0 == 8 ? 64 : 0) }
      ),
      (".npy cut short", Array(good.dropLast())),
      (".npy header", Array(good.prefix(40))),
      (".npy of NaN", FileBuilder.npy([4, 2, 3], type: "<f4", bytes: FileBuilder.floats(nan))),
      (".npy of −1", FileBuilder.npy([4, 2, 3], type: "|i1", bytes: ramp.map { $0 | 128 })),
      (".npy of objects", FileBuilder.npy([4, 2, 3], type: "|O8", bytes: ramp)),
      (".npy of four channels", FileBuilder.npy([2, 2, 2, 4], bytes: ramp + ramp.prefix(8))),
      (".npy of no known size", FileBuilder.npy([4, 6], bytes: ramp)),
      (".npy of one dimension", FileBuilder.npy([24], bytes: ramp)),
      (".npy absurd", FileBuilder.npy([99_999_999_999, 99_999_999_999], bytes: ramp)),
      (".npz cut short", Array(FileBuilder.npz([("x.npy", good)]).dropLast(30))),
      (".npz of nothing", FileBuilder.npz([])),
      (".npz of other names", FileBuilder.npz([("p.npy", good), ("q.npy", good), ("r.npy", good)])),
      (".npz damaged", FileBuilder.npz([("x.npy", good)]).map { $0 == 230 ? 231 : $0 }),
      ("MAT header", Array("MATLAB 5.0".utf8)),
      ("MAT of nothing", FileBuilder.mat([])),
      ("MAT cut short", Array(FileBuilder.mat([("x", [6, 4], ramp)]).dropLast(8))),
      ("MAT 7.3", Array("MATLAB 7.3 MAT-file".utf8)),
      ("MAT 4", [0, 4, 6, 0, 1].flatMap { FileBuilder.word($0 == 1 ? 2 : $0) } + [120, 0] + ramp),
    ]
    for (what, bytes) in bad {
      let error = inputError { try load(bytes) }
      #expect(error?.kind == .badFile, "\(what): \(error?.description ?? "no error")")
      #expect(error?.description.hasPrefix("file") == true && !error!.description.contains("\n"), "\(what)")
    }
  }

  @Test func aBombIsNotUnpacked() {
    // 200 MB of zeros in 200 KB, behind a header that promises two images.
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    let bomb = FileBuilder.gzip(FileBuilder.idx([2, 2, 2], bytes: zeros))
    #expect(inputError { try load(bomb) }?.kind == .badFile)
    let inflater = Inflater(bomb[...], format: .gzip)
    #expect(inflater.mostLeft <= (bomb.count + 64) * 1032)
  }
}
