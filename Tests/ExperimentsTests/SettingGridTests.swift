import Experiments
import TestFiles
import Testing

@Suite struct SettingGridTests {
  @Test func everyCombinationIsAPointAndTheLastAxisChangesFastest() throws {
    let grid = try SettingGrid(axes: [
      .init(name: "latent-size", values: ["2", "5"]), .init(name: "preset", values: ["adam"]),
      .init(name: "seed", values: ["0", "1", "2"]),
    ])
    #expect(grid.points.count == 6)
    #expect(
      grid.points.prefix(2).map(\.name) == [
        "latent-size-2-preset-adam-seed-0", "latent-size-2-preset-adam-seed-1",
      ])
    #expect(grid.varied == ["latent-size", "seed"])
    #expect(try SettingGrid(axes: []).points.map(\.name) == ["run"])
  }

  @Test func aValueTwiceAndAHugeGridAreRefused() {
    #expect(
      inputError { _ = try SettingGrid(axes: [.init(name: "seed", values: ["1", "1"])]) }?.description
        == "--seed: expected values that differ, found 1, 1")
    let axis = SettingGrid.Axis(name: "seed", values: (0..<1000).map(String.init))
    #expect(inputError { _ = try SettingGrid(axes: [axis, axis]) }?.kind == .badSettings)
  }

  @Test(arguments: [
    ("2,5,10", ["2", "5", "10"]), ("0-3", ["0", "1", "2", "3"]), ("0-1,7", ["0", "1", "7"]),
    ("1e-3,0.01", ["1e-3", "0.01"]), ("adam", ["adam"]),
  ])
  func valuesAreListsAndRanges(_ text: String, _ values: [String]) {
    #expect(GridValues(text)?.values == values)
  }

  @Test(arguments: ["", "2,", ",2", "5-2", "0-100000000"])
  func whatIsNoListIsRefused(_ text: String) {
    #expect(GridValues(text) == nil)
  }

  @Test func widthsHaveCommasOfTheirOwn() {
    #expect(GridValues("500/200,200", separator: "/")?.values == ["500", "200,200"])
  }
}
