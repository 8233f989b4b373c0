import Formats
import Foundation
import TestFiles
import Testing

@testable import Pictures

@Suite struct ForeignReaderTests {
  @Test(
    .enabled(
      if: Python.withPillow != nil, "python3 has no Pillow: exports are checked by our own readers only"))
  func othersReadWhatIsWritten() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "vae-exports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ bytes: [UInt8]) throws {
      try Data(bytes).write(to: folder.appending(path: name))
    }
    let grey = RasterImage(width: 37, height: 21, bytes: noise(777))
    try write("grey.png", PNG.encode(grey))
    try write("grey.raw", grey.bytes)
    let color = RasterImage(width: 9, height: 7, channels: 3, bytes: noise(189))
    try write("color.png", PNG.encode(color))
    try write("color.raw", color.bytes)
    let frames = [noise(7_700), noise(7_700, below: 2), noise(7_700, below: 200)].map {
      RasterImage(width: 100, height: 77, bytes: $0)
    }
    try write("film.gif", GIF.encode(frames: frames, delayCentiseconds: 5))
    try write("film.raw", frames.flatMap(\.bytes))
    let colorFilm = [noise(300, below: 9), noise(300), noise(300, below: 2)].map {
      RasterImage(width: 20, height: 5, channels: 3, bytes: $0)
    }
    try write("color-film.gif", GIF.encode(frames: colorFilm, delayCentiseconds: 5))
    try write("color-film.raw", colorFilm.flatMap(\.bytes))
    try write("curves.svg", Array(examplePlot.svg().utf8))
    try write("panels.svg", Array(SVGPanels(rows: [[examplePlot], [examplePlot]]).svg().utf8))
    try write("plane.svg", Array(exampleScatter.svg().utf8))
    try write("points.csv", Array(CSV.encode(header: ["a", "b"], rows: [["x,\"y\"", "2"]]).utf8))

    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "check_exports.py")
    #expect(Python.status(try #require(Python.withPillow), [script.path, folder.path]) == 0)
  }
}
