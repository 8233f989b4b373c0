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
    ImageBlitter(characters: .halfBlocks, capabilities: rich).draw(ring, into: &grid, in: grid.bounds)
    #expect(grid[0, 0] == Cell("▄", Style(foreground: .indexed(231), background: .indexed(16))))
    #expect(grid[1, 0] == Cell("▀", Style(foreground: .indexed(231), background: .indexed(16))))
  }

  @Test func aPlainCellIsItsBackground() {
    var grid = CellGrid(size: Size(width: 1, height: 1))
    let image = PixelImage(width: 1, height: 2, grey: [100, 101])
    ImageBlitter(characters: .halfBlocks, capabilities: rich).draw(image, into: &grid, in: grid.bounds)
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

  /// A terminal of eight colours has black and white only, and shades between them.
  @Test func eightColoursHaveShades() {
    let console = Capabilities(colorDepth: .ansi8, glyphs: .halfBlocks)
    let greys = PixelImage(width: 5, height: 2, grey: [0, 50, 100, 140, 250, 0, 48, 96, 150, 240])
    for characters in [nil, .halfBlocks, .quadrants, .sextants, .braille] as [ImageBlitter.Characters?] {
      var grid = CellGrid(size: Size(width: 5, height: 1))
      let style = PictureStyle(characters: characters)
      ImageBlitter(style: style, capabilities: console).draw(greys, into: &grid, in: grid.bounds)
      #expect(grid.text() == " ░▒▓█", "\(String(describing: characters))")
      #expect(
        grid.cells.allSatisfy { $0.style == Style(foreground: .indexed(7), background: .indexed(0)) })
    }
  }

  /// With four greys there are shades of each two, and a plain grey where that is as near.
  @Test func sixteenColoursHaveShadesOfFourGreys() {
    let greys = PixelImage(
      width: 6, height: 2, grey: Array(repeating: [0, 64, 128, 160, 192, 255], count: 2).flatMap { $0 })
    var grid = CellGrid(size: Size(width: 6, height: 1))
    ImageBlitter(capabilities: Capabilities(colorDepth: .ansi16)).draw(greys, into: &grid, in: grid.bounds)
    #expect(grid.text() == " ▒█▒██")
    #expect(grid[1, 0].style == Style(foreground: .indexed(8), background: .indexed(0)))
    #expect(grid[3, 0].style == Style(foreground: .indexed(7), background: .indexed(8)))
  }

  /// In eight colours a difference is shaded in the colour of its sign.
  @Test func eightColoursShadeBothSigns() {
    let image = PixelImage(width: 3, height: 2, signed: [1, -0.5, 0, 1, -0.5, 0])
    var grid = CellGrid(size: Size(width: 3, height: 1))
    ImageBlitter(capabilities: Capabilities(colorDepth: .ansi8)).draw(image, into: &grid, in: grid.bounds)
    #expect(grid.text() == "█▒")
    #expect(grid[0, 0].style.foreground == .indexed(3) && grid[1, 0].style.foreground == .indexed(6))
  }

  @Test func signedDifferencesHaveTwoSigns() {
    let image = PixelImage(width: 4, height: 2, signed: [-1, -0.3, 0, 1, 0, 0, 0.3, .nan])
    #expect(picture(image, .ascii, 8, 2, poor) == "==--  ##\n    ++")
    var grid = CellGrid(size: Size(width: 4, height: 1))
    ImageBlitter(characters: .halfBlocks, capabilities: Capabilities(colorDepth: .direct)).draw(
      image, into: &grid, in: grid.bounds)
    #expect(grid[0, 0].style.foreground == DivergingScale.color(-1, isLight: false))
    #expect(grid[3, 0].style.foreground == DivergingScale.color(1, isLight: false))
  }

  @Test func sizesAndScales() {
    let half = ImageBlitter(characters: .halfBlocks, capabilities: rich)
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

  // MARK: Automatic characters

  /// Half blocks where a picture has room for its own size, else the finest characters of the terminal's font.
  @Test func charactersFollowTheRoom() {
    func characters(_ width: Int, _ height: Int, _ capabilities: Capabilities) -> ImageBlitter.Characters {
      ImageBlitter(capabilities: capabilities)
        .characters(forWidth: 28, height: 28, in: Size(width: width, height: height))
    }
    let modern = Capabilities(glyphs: .sextants)
    let console = Capabilities(glyphs: .halfBlocks)
    #expect(characters(28, 14, rich) == .halfBlocks && characters(28, 14, modern) == .halfBlocks)
    #expect(characters(56, 28, modern) == .halfBlocks)
    #expect(characters(27, 14, rich) == .quadrants && characters(28, 13, rich) == .quadrants)
    #expect(characters(14, 7, modern) == .sextants && characters(14, 7, console) == .halfBlocks)
    #expect(characters(14, 7, colourless) == .braille && characters(14, 7, poor) == .ascii)
    #expect(
      ImageBlitter(style: PictureStyle(characters: .halfBlocks), capabilities: modern)
        .characters(forWidth: 28, height: 28, in: Size(width: 14, height: 7)) == .halfBlocks)
  }

  /// A small picture in quadrants is nearer to the picture than one in half blocks, and one in sextants nearer still.
  @Test func finerCharactersAreNearerToThePicture() {
    let image = PixelImage(
      width: 28, height: 28,
      grey: (0..<784).map { index in
        let (x, y) = (Double(index % 28) - 13.5, Double(index / 28) - 13.5)
        let distance = abs((x * x + y * y).squareRoot() - 9)
        return UInt8(255 * max(0, min(1, 2 - distance)))
      })
    func error(_ characters: ImageBlitter.Characters) -> Double {
      var grid = CellGrid(size: Size(width: 14, height: 7))
      let direct = Capabilities(colorDepth: .direct)
      ImageBlitter(characters: characters, capabilities: direct).draw(image, into: &grid, in: grid.bounds)
      let squares = (0..<784).map { index in
        let (x, y) = (index % 28, index / 28)
        let shown = shownLevel(grid[x / 2, y / 4], right: x % 2 == 1, quarter: y % 4)
        return (shown - Double(image.bytes[index])) * (shown - Double(image.bytes[index]))
      }
      return squares.reduce(0, +) / 784
    }
    let (half, quadrants, sextants) = (error(.halfBlocks), error(.quadrants), error(.sextants))
    #expect(quadrants < 0.75 * half)
    #expect(sextants < 0.75 * quadrants)
  }

  /// What a cell of half blocks, quadrants or sextants shows in a quarter of its height, as the mean of its twelfths.
  private func shownLevel(_ cell: Cell, right: Bool, quarter: Int) -> Double {
    func level(_ color: Color) -> Double {
      if case .rgb(let level, _, _) = color { Double(level) } else { 0 }
    }
    func isFront(_ twelfth: Int) -> Bool {
      for rows in [2, 3] {
        guard
          let mask = (0..<UInt8(1 << (2 * rows))).first(where: { Mosaic.glyph($0, rows: rows) == cell.scalar }
          )
        else { continue }
        return mask & 1 << UInt8(2 * (twelfth * rows / 12) + (right ? 1 : 0)) != 0
      }
      return false
    }
    let levels = (3 * quarter..<3 * quarter + 3).map {
      level(isFront($0) ? cell.style.foreground : cell.style.background)
    }
    return levels.reduce(0, +) / 3
  }

  /// The two colours of a cell are the means of the two groups of parts that differ least within.
  @Test func aCellHasTheTwoNearestColours() {
    let image = PixelImage(width: 2, height: 2, grey: [10, 20, 200, 90])
    var grid = CellGrid(size: Size(width: 1, height: 1))
    let direct = Capabilities(colorDepth: .direct)
    ImageBlitter(characters: .quadrants, capabilities: direct).draw(image, into: &grid, in: grid.bounds)
    // By squared distances 10, 20, 90 | 200 would cost 3,800 and 10, 20 | 200, 90 cost 6,100.
    #expect(grid[0, 0] == Cell("▖", Style(foreground: .grey(200), background: .grey(40))))
  }

  // MARK: Sizes

  /// Between the middles of the pixels a smooth picture passes through, it stays within what a spline may overshoot, and a
  /// plane stays a plane.
  @Test func enlargingIsSmooth() {
    let slope = PixelImage(width: 5, height: 1, grey: [0, 50, 100, 150, 200])
    let wide = slope.resampled(columns: 25, rows: 1, isSmooth: true)
    let middles = stride(from: 2, to: 25, by: 5).map { wide.bytes[$0] }
    #expect(middles == slope.bytes)
    let between: [UInt8] = [50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150]
    #expect(Array(wide.bytes[7...17]) == between)
    let flat = PixelImage(width: 2, height: 2, grey: [77, 77, 77, 77])
    #expect(flat.resampled(columns: 9, rows: 7, isSmooth: true).bytes == Array(repeating: 77, count: 63))
    let rgb = PixelImage(width: 2, height: 1, rgb: [0, 10, 20, 100, 20, 40])
    #expect(rgb.resampled(columns: 3, rows: 1, isSmooth: true).bytes[3..<6] == [50, 15, 30])
    // Smaller pictures are means, smooth or not.
    #expect(slope.resampled(columns: 1, rows: 1, isSmooth: true) == slope.resampled(columns: 1, rows: 1))
  }

  @Test func smoothPicturesTakeAllTheRoom() {
    let smooth = ImageBlitter(style: PictureStyle(isSmooth: true), capabilities: rich)
    let pixels = ImageBlitter(capabilities: rich)
    let room = Size(width: 45, height: 30)
    #expect(pixels.fittedSize(width: 28, height: 28, in: room) == Size(width: 28, height: 14))
    #expect(smooth.fittedSize(width: 28, height: 28, in: room) == Size(width: 45, height: 23))
    var grid = CellGrid(size: room)
    smooth.draw(
      PixelImage(width: 2, height: 2, grey: [0, 255, 0, 255]), into: &grid, in: grid.bounds)
    #expect(Set((0..<45).map { grid[$0, 10].style.background }).count > 10)
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
    ImageBlitter(characters: .halfBlocks, capabilities: rich).draw(
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
