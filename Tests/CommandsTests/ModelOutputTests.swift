import Autoencoder
import Compute
import Formats
import Foundation
import TestFiles
import Testing
import Training

@testable import Commands

struct ModelOutputTests {
  private let folder = TemporaryFolder()

  private let posterior = Posterior(
    mean: Matrix(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6]),
    logVariance: Matrix(rows: 2, columns: 3, elements: [-1, -2, -3, -4, -5, -6]))

  private var codes: LatentCodes {
    LatentCodes(parts: [
      LatentCodes.Part(name: "train", posterior: posterior, labels: [7, 9]),
      LatentCodes.Part(name: "test", posterior: posterior, labels: nil),
    ])
  }

  @Test func codesAreReadBack() throws {
    let archive = folder.write(codes.bytes(.npz), to: "codes.npz")
    let positions = try LatentFile(path: archive, array: "test_mean").positions(latentSize: 3)
    #expect(positions == posterior.mean)
    let ambiguous = inputError { try LatentFile(path: archive).positions(latentSize: 3) }
    #expect(ambiguous?.description.contains("--array") == true, "\(ambiguous as Any)")
    let means = folder.write(codes.bytes(.npy), to: "codes.npy")
    #expect(
      try LatentFile(path: means).positions(latentSize: 3).elements == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])
    let narrow = inputError { try LatentFile(path: means).positions(latentSize: 2) }
    #expect(narrow?.description.contains("expected N×2 numbers, the model's dimensions, found 4×3") == true)
  }

  @Test func aTableOfCodesHasARowAnImage() throws {
    let lines = String(decoding: codes.bytes(.csv), as: UTF8.self).split(separator: "\n")
    #expect(lines[0] == "part,image,label,mean1,mean2,mean3,logVariance1,logVariance2,logVariance3")
    #expect(lines[2] == "train,1,9,4.0,5.0,6.0,-4.0,-5.0,-6.0" && lines[3].hasPrefix("test,0,,"))
  }

  @Test func picturesAreASheetAFilmOrNumbers() throws {
    let pixels = Matrix(rows: 3, columns: 4, elements: [0, 1, 0, 1, 0.5, 0.5, 0.5, 0.5, 1, 0, 1, 0])
    let file = PictureFile(pixels: pixels, imageShape: ImageShape(height: 2, width: 2), columns: 2, scale: 1)
    let sheet = try RasterImage(SourceFile(name: "sheet.png", bytes: file.bytes(.png)))
    #expect(sheet.width == 2 * 2 + 3 && sheet.height == 2 * 2 + 3)
    #expect(sheet.bytes[sheet.width + 1] == 0 && sheet.bytes[sheet.width + 2] == 255)
    let array = try NumPyFile.array(SourceFile(name: "a.npy", bytes: file.bytes(.npy)))
    #expect(array.shape == [3, 2, 2])
    #expect(file.bytes(.gif).starts(with: Array("GIF89a".utf8)))
  }

  @Test func thePageHoldsTheDecoderAndTheCodes() throws {
    let architecture = Architecture(
      imageShape: ImageShape(height: 2, width: 2), hiddenSizes: [3], latentSize: 2)
    var configuration = TrainingConfiguration(dataset: "</script>", architecture: architecture)
    configuration.seed = 5
    let page = SharedPage(
      name: "a",
      checkpoint: Checkpoint(configuration: configuration, model: VariationalAutoencoder(architecture)),
      metrics: [], codes: SharedCodes(means: Matrix(rows: 1, columns: 2, elements: [1, -2]), labels: [3]))
    let html = page.html(template: "<script>{{data}}</script>")
    #expect(html.components(separatedBy: "</script>").count == 2, "a name cannot end the script")
    let json = html.dropFirst("<script>".count).dropLast("</script>".count)
    let content = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let layers = try #require(content["layers"] as? [[String: Any]])
    #expect(layers.map { $0["inputs"] as? Int } == [2, 3] && layers.map { $0["outputs"] as? Int } == [3, 4])
    let points = try #require(content["points"] as? [String: Any])
    // 1 and −2 in half precision are 3C00 and C000.
    #expect(points["codes"] as? String == Data([0x00, 0x3C, 0x00, 0xC0]).base64EncodedString())
    #expect(points["labels"] as? [Int] == [3])
  }
}
