import Testing

@testable import TerminalGraphics

@Suite struct ImageBlitterTests {
  private let ring = PixelImage(
    width: 4, height: 4, grey: [0, 255, 255, 0, 255, 0, 0, 255, 255, 0, 0, 255, 0, 255, 255, 0])

  private func picture(
    _ image: PixelImage, _ characters: ImageBlitter.Characters, _ width: Int, _ height: Int,
    _ capabilities: Capabilities = rich, scale: Int? = nil
  ) -> String {
    var grid = CellGrid(size: Size(width: width, height: height))
    let blitter = ImageBlitter(characters: characters, capabilities: capabilities)
    blitter.draw(image, into: &grid, in: grid.bounds, scale: scale, isCentred: false)
    return grid.text()
  }

  @Test func halfBlocksHoldTwoPixels() {
    #expect(picture(ring, .halfBlocks, 4, 2) == "▄▀▀▄\n▀▄▄▀")
    var grid = CellGrid(size: Size(width: 4, height: 2))
    ImageBlitter(capabilities: rich).draw(ring, into: &grid, in: grid.bounds)
    #expect(grid[0, 0] == Cell("▄", Style(foreground: .indexed(231), background: .indexed(16))))
    #expect(grid[1, 0] == Cell("▀", Style(foreground: .indexed(231), background: .indexed(16))))
  }

  @Test func aPlainCellIsItsBackground() {
    var grid = CellGrid(size: Size(width: 1, height: 1))
    let image = PixelImage(width: 1, height: 2, grey: [100, 101])
    ImageBlitter(capabilities: rich).draw(image, into: &grid, in: grid.bounds)
    #expect(grid[0, 0] == Cell(" ", Style(background: .indexed(241))))
  }

  /// Each half, quadrant or sextant has the number of its colour: black is 16, white 231, the greys 232 to 255.
  @Test(arguments: ImageBlitter.Characters.allCases) func cellsHaveTheColoursOfTheirPixels(
    _ characters: ImageBlitter.Characters
  ) {
    // White over grey 88 on the left, grey 88 throughout on the right.
    let image = PixelImage(width: 4, height: 4, grey: (0..<16).map { $0 % 4 < 2 && $0 < 8 ? 255 : 88 })
    let blitter = ImageBlitter(characters: characters, capabilities: rich)
    var grid = CellGrid(size: blitter.size(width: 4, height: 4, scale: 1))
    blitter.draw(image, into: &grid, in: grid.bounds)
    let (white, grey) = (Color.indexed(231), Color.indexed(240))
    let expected: [Style] =
      switch characters {
      case .halfBlocks: [Style(background: white), Style(background: grey)]
      case .quadrants: [Style(foreground: white, background: grey), Style(background: grey)]
      // A third of the cell lies half in the white: the mean of its bright parts is a little darker.
      case .sextants: [Style(foreground: .indexed(188), background: grey), Style(background: grey)]
      case .braille, .shades, .ascii: [.plain, .plain]
      }
    #expect([grid[0, 0].style, grid[grid.size.width - 1, 0].style] == expected)
  }

  @Test func otherCharacters() {
    #expect(picture(ring, .quadrants, 4, 2) == "▄▀▀▄\n▀▄▄▀")
    #expect(picture(ring, .braille, 2, 1) == "⢎⡱")
    #expect(
      picture(ring, .sextants, 2, 1).unicodeScalars.allSatisfy { (0x1FB00...0x1FB3B).contains($0.value) })
    #expect(picture(ring, .halfBlocks, 8, 4, poor) == "  @@@@\n@@    @@\n@@    @@\n  @@@@")
    #expect(picture(ring, .halfBlocks, 8, 4, colourless) == "  ⣿⣿⣿⣿\n⣿⣿    ⣿⣿\n⣿⣿    ⣿⣿\n  ⣿⣿⣿⣿")
  }

  @Test func shadesAreTheNearestBlocks() {
    #expect(picture(ring, .shades, 4, 2) == "▄▀▀▄\n▀▄▄▀")
    #expect(picture(ring, .shades, 4, 2, colourless) == "▄▀▀▄\n▀▄▄▀")
    let greys = PixelImage(width: 5, height: 2, grey: [10, 50, 100, 140, 250, 0, 48, 96, 150, 240])
    #expect(picture(greys, .shades, 5, 1) == " ░▒▓█")
    #expect(picture(greys, .shades, 5, 1, poor) == " .-+%")
  }

  @Test func lightTerminalsHaveTheInkReversed() {
    let light = Capabilities(colorDepth: .none, isUnicode: false, isLight: true)
    #expect(picture(ring, .ascii, 8, 4, light) == "@@    @@\n  @@@@\n  @@@@\n@@    @@")
  }

  /// In two colours a small picture keeps its shapes and a large one its greys.
  @Test func twoColoursDitherWhereThereIsRoom() {
    let image = PixelImage(width: 8, height: 8, grey: (0..<64).map { $0 % 8 < 4 ? 90 : 160 })
    let ansi = Capabilities(colorDepth: .ansi8)
    func glyphsOfTheDarkHalf(_ scale: Int) -> Set<String> {
      var grid = CellGrid(size: Size(width: 8 * scale, height: 4 * scale))
      ImageBlitter(capabilities: ansi).draw(image, into: &grid, in: grid.bounds)
      let left = (0..<grid.size.height).flatMap { y in (0..<4 * scale).map { grid[$0, y].scalar.description }
      }
      return Set(left)
    }
    #expect(glyphsOfTheDarkHalf(1) == [" "])
    #expect(glyphsOfTheDarkHalf(2).count > 1)
  }

  @Test func signedDifferencesHaveTwoSigns() {
    let image = PixelImage(width: 4, height: 2, signed: [-1, -0.3, 0, 1, 0, 0, 0.3, .nan])
    #expect(picture(image, .ascii, 8, 2, poor) == "==--  ##\n    ++")
    var grid = CellGrid(size: Size(width: 4, height: 1))
    ImageBlitter(capabilities: Capabilities(colorDepth: .direct)).draw(image, into: &grid, in: grid.bounds)
    #expect(grid[0, 0].style.foreground == DivergingScale.color(-1, isLight: false))
    #expect(grid[3, 0].style.foreground == DivergingScale.color(1, isLight: false))
  }

  @Test func sizesAndScales() {
    let half = ImageBlitter(capabilities: rich)
    #expect(half.size(width: 28, height: 28, scale: 1) == Size(width: 28, height: 14))
    #expect(half.size(width: 20, height: 28, scale: 2) == Size(width: 40, height: 28))
    #expect(half.largestScale(width: 28, height: 28, in: Size(width: 100, height: 40)) == 2)
    #expect(half.largestScale(width: 28, height: 28, in: Size(width: 27, height: 40)) == 0)
    #expect(
      half.fittedSize(width: 28, height: 28, in: Size(width: 14, height: 40)) == Size(width: 14, height: 7))
    let fine = ImageBlitter(characters: .braille, capabilities: rich)
    #expect(fine.size(width: 28, height: 28, scale: 1) == Size(width: 14, height: 7))
    #expect(fine.largestScale(width: 28, height: 28, in: Size(width: 28, height: 40)) == 2)
  }

  @Test func shrinkingAveragesAreas() {
    let image = PixelImage(width: 3, height: 2, grey: [0, 90, 255, 0, 90, 255])
    #expect(image.resampled(columns: 1, rows: 1).bytes == [115])
    #expect(image.resampled(columns: 2, rows: 1).bytes == [30, 200])
    let rgb = PixelImage(width: 2, height: 1, rgb: [0, 10, 20, 100, 20, 40])
    #expect(rgb.resampled(columns: 1, rows: 1).bytes == [50, 15, 30])
  }

  @Test func fewPairsOfColours() {
    var seed: UInt32 = 1
    let noise = (0..<10_000).map { _ in
      seed = seed &* 1_664_525 &+ 1_013_904_223
      return UInt8(seed >> 24)
    }
    var grid = CellGrid(size: Size(width: 100, height: 50))
    ImageBlitter(capabilities: rich).draw(
      PixelImage(width: 100, height: 100, grey: noise), into: &grid, in: grid.bounds)
    #expect(Set(grid.cells.map(\.style)).count < 500)
  }

  @Test func noSizeTrapsOrPaintsOutside() {
    for capabilities in allCapabilities {
      for characters in ImageBlitter.Characters.allCases {
        for side in 0...30 {
          var grid = CellGrid(size: Size(width: 20, height: 20), filledWith: Cell("~"))
          let area = Rect(x: 2, y: 3, width: side, height: 30 - side)
          let blitter = ImageBlitter(characters: characters, capabilities: capabilities)
          let taken = blitter.draw(ring, into: &grid, in: area, scale: side % 3 == 0 ? side : nil)
          #expect(taken == taken.intersection(area))
          blitter.draw(PixelImage(width: 0, height: 0, grey: []), into: &grid, in: area)
          let painted = grid.bounds.cellCount { grid[$0.x, $0.y] != Cell("~") }
          #expect(painted <= taken.width * taken.height)
        }
      }
    }
  }
}
