import TerminalGraphics
import Testing
import Training

@testable import Explorer

/// The page of one row an axis, by keys.
struct TraverseTests {
  private static let size = Size(width: 120, height: 40)

  private func fixture(latentSize: Int = 10) -> ExplorerFixture {
    ExplorerFixture(page: .traverse, size: Self.size, latentSize: latentSize)
  }

  @Test func eachRowVariesOneCoordinateAboutThePresentPosition() throws {
    var fixture = ExplorerFixture(page: .walk, size: Self.size, latentSize: 10)
    fixture.press(.shiftRight, .shiftUp, "x")
    let layout = fixture.model.traverseLayout
    let pictures = try #require(fixture.model.traverse.pictures)
    #expect(layout.coordinates.first == -3 && layout.coordinates.last == 3)
    #expect(pictures.axes == Array(0..<10) && pictures.columns == layout.coordinates.count)
    for (row, axis) in pictures.axes.enumerated() {
      for (column, coordinate) in layout.coordinates.enumerated() {
        var position = fixture.model.walk.position
        position[axis] = Float(coordinate)
        #expect(pictures.images[row * pictures.columns + column] == fixture.decoded(position))
      }
    }
  }

  @Test func theRowOfTheLargestDivergenceIsTheFirst() {
    var fixture = fixture(latentSize: 4)
    var progress = fixture.progress
    let last = progress.history[progress.history.count - 1]
    progress.record.epochs[progress.history.count - 1] = EpochMetrics(
      epoch: last.epoch, examplesSeen: last.examplesSeen, seconds: last.seconds, train: last.train,
      test: last.test, klPerDimension: [0.1, 2, 0, 3], activeUnits: 3)
    fixture.send(.progress(progress))
    fixture.press("t", "x")
    #expect(fixture.model.traverse.pictures?.axes == [3, 1, 0, 2])
  }

  @Test func enterWalksThereAndUndoReturns() {
    var fixture = fixture()
    fixture.press(.down, .down, .right, .right)
    let layout = fixture.model.traverseLayout
    let coordinate = layout.coordinates[layout.column(nearest: 0) + 2]
    fixture.press(.enter)
    #expect(fixture.model.page == .walk)
    var expected = [Float](repeating: 0, count: 10)
    expected[2] = Float(coordinate)
    #expect(fixture.model.walk.position == expected)
    #expect(fixture.model.walk.place.source == .traversal)
    fixture.press("x", .backspace)
    #expect(fixture.model.walk.position == Array(repeating: 0, count: 10))
  }

  @Test func itStartsFromAnImageThePriorOrTheOrigin() throws {
    var fixture = fixture()
    fixture.press("Z")
    let image = try #require(fixture.model.walk.place.source.testImage)
    #expect(fixture.model.walk.position == fixture.model.encoding?.position(image))
    #expect(fixture.text(Self.size).contains("traversal, z at the code of test image \(image + 1)"))
    let about = fixture.model.traverse.pictures
    fixture.press("z")
    #expect(fixture.model.walk.place.source == .prior)
    #expect(fixture.model.traverse.pictures != about)
    fixture.press(.home)
    #expect(fixture.text(Self.size).contains("traversal, z at the origin"))
    fixture.press("3")
    #expect(fixture.model.walk.position == fixture.model.encoding?.middle(of: 3))
  }

  @Test(arguments: [
    Size(width: 40, height: 12), Size(width: 80, height: 24), Size(width: 120, height: 40),
    Size(width: 200, height: 60),
  ])
  func everyRowCanBeReached(size: Size) {
    var fixture = ExplorerFixture(page: .traverse, size: size, latentSize: 20)
    var seen: Set<Int> = []
    for _ in 0..<20 {
      let layout = fixture.model.traverseLayout
      let rows = layout.rows
      #expect(rows.contains(fixture.model.traverse.row) && rows.count == layout.tiles.rows)
      seen.formUnion(rows)
      fixture.press(.down)
    }
    #expect(seen == Set(0..<20))
    fixture.press(.shiftUp, .shiftUp, .shiftUp, .shiftUp, .shiftUp)
    #expect(fixture.model.traverseLayout.rows.lowerBound == 0)
    fixture.press(.pageDown)
    #expect(fixture.model.traverse.row == fixture.model.traverseLayout.rows.count)
  }

  @Test func aPageDownShowsTheNextRowsAndAPageUpThoseBefore() {
    var fixture = fixture(latentSize: 20)
    let count = fixture.model.traverseLayout.rows.count
    fixture.press(.down, .pageDown)
    #expect(fixture.model.traverseLayout.rows == count..<2 * count && fixture.model.traverse.row == count + 1)
    for _ in 0..<20 { fixture.press(.pageDown) }
    #expect(fixture.model.traverseLayout.rows == 20 - count..<20 && fixture.model.traverse.row == 19)
    for _ in 0..<20 { fixture.press(.pageUp) }
    #expect(fixture.model.traverseLayout.rows == 0..<count && fixture.model.traverse.row == 0)
  }

  /// The rows of the window that the pictures take, of those below the head.
  @Test(arguments: [
    (Size(width: 80, height: 24), 20, 16), (Size(width: 120, height: 40), 20, 33),
    (Size(width: 200, height: 60), 20, 52), (Size(width: 80, height: 24), 2, 13),
    (Size(width: 120, height: 40), 2, 22), (Size(width: 200, height: 60), 2, 26),
  ])
  func picturesFillTheWindow(size: Size, latentSize: Int, rows: Int) {
    let layout = ExplorerFixture(page: .traverse, size: size, latentSize: latentSize).model.traverseLayout
    #expect(layout.tiles.area.height >= rows, "\(layout.tiles.area)")
    #expect(layout.coordinates.count >= (latentSize == 2 ? 5 : 7))
    let inner = FrameLayout(size: size).body.inset(columns: 1, rows: 1)
    #expect(layout.tiles.area.bottom <= inner.bottom && layout.tiles.area.right <= inner.right)
  }

  @Test func picturesAreSmallerOrLarger() {
    var fixture = fixture()
    let before = fixture.model.traverseLayout.tiles.tile.height
    fixture.press("[")
    #expect(fixture.model.traverseLayout.tiles.tile.height < before)
    fixture.press("]", "]")
    #expect(fixture.model.traverseLayout.tiles.tile.height > before)
  }

  @Test func theChangeIsTheLastPictureLessTheFirst() throws {
    var fixture = fixture(latentSize: 3)
    let pictures = try #require(fixture.model.traverse.pictures)
    // The third dimension does nothing in the fixture.
    #expect(Set(pictures.differences[2].bytes) == [128])
    #expect(pictures.differences[0].bytes.contains(255) || pictures.differences[0].bytes.contains(1))
    let before = fixture.model.traverseLayout.hasDifferences
    fixture.press("v")
    #expect(fixture.model.traverseLayout.hasDifferences != before)
    #expect(fixture.text(Self.size).contains("change") != before)
  }

  @Test func aSecondClickWalksThere() {
    var fixture = fixture()
    let tile = fixture.model.traverseLayout.tiles.place(column: 1, row: 1)
    let click = Message.input(
      .mouse(MouseEvent(kind: .press, position: Point(x: tile.x + 1, y: tile.y + 1))))
    fixture.send(click)
    #expect(fixture.model.traverse.row == 1 && fixture.model.traverse.column == 1)
    fixture.send(click)
    #expect(fixture.model.page == .walk && fixture.model.walk.position[1] != 0)
  }

  @Test func picturesAndATableAreExported() {
    var fixture = fixture(latentSize: 3)
    _ = fixture.takeEffects()
    fixture.press("e")
    let contents = fixture.takeEffects().compactMap { effect in
      if case .export(let export) = effect { export.content } else { nil }
    }
    guard contents.count == 2, case .png(let sheet) = contents[0], case .text(let table, "csv") = contents[1]
    else {
      Issue.record("no picture and table: \(contents.count)")
      return
    }
    let columns = fixture.model.traverseLayout.coordinates.count
    #expect(sheet.width >= columns * 56 && sheet.height >= 3 * 56)
    #expect(table.split(separator: "\n").map(String.init).prefix(2) == ["axis,KL,coordinate", "z1,3.0,0.0"])
  }

  @Test func theManifoldSaysWhereItsSliceIs() {
    var fixture = ExplorerFixture(page: .manifold, size: Self.size, latentSize: 10)
    fixture.press(.pageUp, .pageUp)
    #expect(fixture.text(Self.size).contains("z3 +0.20"))
  }
}
