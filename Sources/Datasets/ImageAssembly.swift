import Compute
import Formats

/// Makes a data set of arrays, by one rule for all its parts.
struct ImageAssembly {
  /// The images of a part and their labels.
  struct Part {
    let images: NumericArray
    var labels = LabelSource.none
  }

  /// What the data set is called, and its file.
  let name, title: String
  let options: LoadOptions
  var isMATLAB = false
  /// Images are stored column by column unless something else is asked for.
  var isUsuallyTransposed = false
  /// Photographs rather than ink.
  var isContinuous = false

  private typealias Images = (dataset: ImageDataset, layout: ArrayLayout)

  /// Without a part for testing, the first is shuffled by the seed, and its last seventh (at least one image, or
  /// `testCount`) is for testing.
  /// - Throws: `badFile` where an array cannot be read as images, or sizes differ.
  func split(
    _ train: Part, test: Part? = nil, validation: Part? = nil, testCount: Int? = nil, notes: [String] = []
  ) throws(InputError) -> DataSplit {
    let parts = [train, test, validation].compactMap { $0 }
    let grids = try grids(parts.map(\.images))
    let statistics = try PixelStatistics(parts.map(\.images))
    let classes = LabelClasses(parts.map(\.labels), counts: grids.map(\.grid.count))
    let scales = try parts.map { part throws(InputError) in try range(of: part.images, among: statistics) }
    let scale = scales.last!  // There is at least one part.
    let reading = ImageReading(range: scale, layout: grids[0].layout, isTransposed: isTransposed)
    let isBinary = statistics.isBinary && scale == PixelRange(low: 0, high: 1)
    var datasets: [ImageDataset] = []
    if test == nil {
      datasets = try divided(
        train.images, grids[0].grid, scale: scale, labels: classes.parts[0], testCount: testCount)
    } else {
      for (index, part) in parts.enumerated() {
        let grid = grids[index].grid
        datasets.append(
          ImageDataset(
            name: name, imageShape: grid.imageShape,
            pixels: try part.images.pixels(in: scales[index], grid), labels: classes.parts[index]))
      }
    }
    var split = DataSplit(
      name: name, train: datasets[0], test: datasets[1], validation: validation == nil ? nil : datasets[2],
      isContinuous: isContinuous, isBinary: isBinary)
    split.source = DataSource(
      title: title, values: statistics.values, reading: reading, notes: notes + classes.notes)
    return split
  }

  /// Whether an array has a layout, of two images or more.
  func areImages(_ array: NumericArray) -> Bool {
    let found = try? grid(of: array, options.reading?.layout, imageShape: options.imageShape).grid
    return found?.count ?? 0 >= 2
  }

  private var isTransposed: Bool {
    options.reading.map { $0.isTransposed ?? isUsuallyTransposed } ?? false
  }

  /// The layout of each array, that of the first in as many dimensions, and all of one size.
  private func grids(_ arrays: [NumericArray]) throws(InputError) -> [(layout: ArrayLayout, grid: ImageGrid)]
  {
    var grids: [(layout: ArrayLayout, grid: ImageGrid)] = []
    for array in arrays {
      let isAlike = array.shape.count == arrays[0].shape.count
      let wanted = isAlike ? grids.first?.layout ?? options.reading?.layout : nil
      let found = try grid(of: array, wanted, imageShape: grids.first?.grid.imageShape ?? options.imageShape)
      let shape = grids.first?.grid.imageShape ?? found.grid.imageShape
      guard found.grid.imageShape == shape else {
        throw .badFile(array.name, expected: "images of \(shape)", found: "\(found.grid.imageShape)")
      }
      grids.append(found)
    }
    return grids
  }

  private func grid(of array: NumericArray, _ layout: ArrayLayout?, imageShape: ImageShape?)
    throws(InputError) -> (layout: ArrayLayout, grid: ImageGrid)
  {
    guard options.reading != nil else { return try array.earlierImages(imageShape: imageShape) }
    return try LayoutDeduction(
      array, isMATLAB: isMATLAB, imageShape: imageShape, isTransposed: isTransposed
    ).result(layout)
  }

  private func range(of array: NumericArray, among all: PixelStatistics) throws(InputError) -> PixelRange {
    guard let reading = options.reading else {
      return try PixelStatistics([array]).earlierRange(in: array.name)
    }
    if let range = reading.range { return range }
    return try all.range(in: array.name)
  }

  /// The images for training and those for testing: the last of the order that the seed decides.
  private func divided(
    _ array: NumericArray, _ grid: ImageGrid, scale: PixelRange, labels: [UInt8]?, testCount: Int?
  ) throws(InputError) -> [ImageDataset] {
    let count = grid.count
    guard count >= 2, count > testCount ?? 0 else {
      throw .badFile(
        array.name, expected: "\(max(2, (testCount ?? 0) + 1)) images or more, to train and to test",
        found: "\(count)")
    }
    let order = ImageDataset.splitOrder(count: count, seed: options.seed)
    let trainCount = count - (testCount ?? max(1, count / 7))
    let pixels = try array.pixels(in: scale, grid, order: order, firstCount: trainCount)
    return [(pixels.first, order[..<trainCount]), (pixels.rest, order[trainCount...])].map { pixels, order in
      ImageDataset(
        name: name, imageShape: grid.imageShape, pixels: pixels,
        labels: labels.map { labels in order.map { labels[Int($0)] } })
    }
  }
}
