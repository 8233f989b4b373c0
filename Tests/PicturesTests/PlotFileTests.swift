import Formats
import Foundation
import Plotting
import Testing

@testable import Pictures

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Counts the elements of an XML text; nil if it is not well formed.
func elementCounts(_ text: String) -> [String: Int]? {
  final class Counter: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) { counts[name, default: 0] += 1 }
  }
  let counter = Counter()
  let parser = XMLParser(data: Data(text.utf8))
  parser.delegate = counter
  return parser.parse() ? counter.counts : nil
}

let examplePlot = SVGLinePlot(
  title: "ELBO <of> \"a & b\"", xLabel: "examples", yLabel: "ELBO, nats per image",
  series: [
    .init(
      name: "", points: (1...50).map { PlotPoint(x: Double($0) * 1e4, y: -150 - 3 * Double($0 % 3)) },
      stroke: .thin),
    .init(
      name: "train",
      points: (1...50).map { PlotPoint(x: Double($0) * 1e4, y: $0 == 20 ? .nan : -150 - 90 / Double($0)) }),
    .init(name: "test\u{1}", points: [PlotPoint(x: 0, y: -200), PlotPoint(x: 5e5, y: -160)]),
  ], xScale: .logarithmic)

let exampleScatter = SVGScatterPlot(
  title: "latent plane", xLabel: "z1", yLabel: "z2",
  points: [PlotPoint(x: -1, y: 0), PlotPoint(x: 1, y: 2), PlotPoint(x: .nan, y: 2)], classes: [0, 1, 1],
  circles: [1, 2])

@Suite struct PlotFileTests {
  @Test func curvesWithGapsTicksAndALegend() throws {
    let svg = examplePlot.svg()
    let counts = try #require(elementCounts(svg))
    #expect(counts["path"] == 3)
    #expect(svg.contains("ELBO &lt;of&gt; &quot;a &amp; b&quot;"))
    #expect(svg.contains(">1e4<") || svg.contains(">100000<"))
    #expect(svg.contains(">−200<"))
    #expect(svg.contains(">test<") && !svg.contains("\u{1}"))
    let train = try #require(svg.split(separator: "\n").first { $0.contains("stroke-width=\"2\"") })
    #expect(train.count { $0 == "M" } == 2)
  }

  @Test func pointsWithClassesAndCircles() throws {
    let svg = exampleScatter.svg()
    let counts = try #require(elementCounts(svg))
    #expect(counts["circle"] == 4)
    #expect(svg.contains(">0 (1)<") && svg.contains(">1 (1)<"))
  }

  @Test func panelsStandInRowsWithFieldsOfTheirOwn() throws {
    let svg = SVGPanels(rows: [[examplePlot, examplePlot], [examplePlot]]).svg()
    let counts = try #require(elementCounts(svg))
    #expect(counts["svg"] == 1 && counts["g"] == 6 && counts["path"] == 9 && counts["clipPath"] == 3)
    #expect(svg.contains("viewBox=\"0 0 1520 920\""))
    for place in ["0 0", "760 0", "0 460"] { #expect(svg.contains("translate(\(place))"), "\(place)") }
    for name in ["field-0-0", "field-0-1", "field-1-0"] {
      #expect(svg.contains("id=\"\(name)\"") && svg.contains("url(#\(name))"), "\(name)")
    }
  }

  @Test func emptyPlotsAreFilesToo() {
    #expect(elementCounts(SVGPanels(rows: []).svg()) != nil)
    #expect(elementCounts(SVGLinePlot(title: "", xLabel: "", yLabel: "", series: []).svg()) != nil)
    #expect(elementCounts(SVGScatterPlot(title: "", xLabel: "", yLabel: "", points: []).svg()) != nil)
  }

  /// A file has the ticks and labels of the terminal.
  @Test func ticksAreThoseOfTheAxis() {
    let plot = SVGLinePlot(
      title: "", xLabel: "", yLabel: "",
      series: [.init(name: "", points: [PlotPoint(x: 900, y: 0), PlotPoint(x: 2e6, y: 1)])],
      xScale: .logarithmic, yRange: 0...2_100_000)
    let svg = plot.svg()
    for label in ["1e3", "1e4", "1e5", "1e6", "0.0", "0.5M", "2.0M"] {
      #expect(svg.contains(">\(label)<"), "\(label)")
    }
  }

  @Test func fieldsAreQuotedWhereNeeded() {
    let text = CSV.encode(header: ["z1", "a,b"], rows: [["1.5", "say \"hi\""], ["x\ny", ""]])
    #expect(text == "z1,\"a,b\"\n1.5,\"say \"\"hi\"\"\"\n\"x\ny\",\n")
    #expect(CSV.encode(header: ["z"], numbers: [[0.1], [.nan]]) == "z\n0.1\n\n")
  }
}
