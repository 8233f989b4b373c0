import Formats

/// The labels of a part of a data set, or why there are none.
struct LabelSource {
  let array: NumericArray?
  /// Why they cannot be read.
  let fault: String?

  static let none = LabelSource(array: nil, fault: nil)

  private init(array: NumericArray?, fault: String?) {
    self.array = array
    self.fault = fault
  }

  init(_ array: () throws(InputError) -> NumericArray) {
    do throws(InputError) {
      self.init(array: try array(), fault: nil)
    } catch {
      self.init(array: nil, fault: error.description)
    }
  }
}

/// The classes of the parts of a data set, numbered alike in all.
struct LabelClasses {
  /// The classes of each part; nil where it has none.
  let parts: [[UInt8]?]
  /// What was done to the labels or why they were left out, a sentence each.
  let notes: [String]

  /// - Parameter counts: the number of images of each part.
  init(_ sources: [LabelSource], counts: [Int]) {
    var notes: [String] = []
    var numbers: [[Double]?] = []
    for (source, count) in zip(sources, counts) {
      let (found, fault) = source.array.map { $0.classNumbers(count: count) } ?? (nil, source.fault)
      numbers.append(found)
      if let fault { notes.append("Labels are left out: \(fault).") }
    }
    let distinct = Set(numbers.compactMap { $0 }.joined()).sorted()
    if distinct.allSatisfy({ UInt8(exactly: $0) != nil }) {
      parts = numbers.map { $0?.map { UInt8($0) } }
    } else if distinct.count <= 256 {
      let classes = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, UInt8($0)) })
      parts = numbers.map { $0?.map { classes[$0]! } }  // Each number is among the distinct ones.
      notes.append(
        "Labels \(numberText(distinct[0]))…\(numberText(distinct.last!)) are numbered 0…\(distinct.count - 1)."
      )
    } else {
      parts = numbers.map { _ in nil }
      notes.append("Labels are left out: expected at most 256 classes, found \(distinct.count).")
    }
    self.notes = notes
  }
}

extension NumericArray {
  /// A class for each of `count` images: whole numbers, the place of the only 1 among zeros, or QMNIST's first column of
  /// eight.
  /// - Returns: the classes, or why there are none.
  fileprivate func classNumbers(count: Int) -> (numbers: [Double]?, fault: String?) {
    let columns = count == 0 ? 0 : self.count / count
    guard columns > 0, self.count == count * columns, let axis = shape.firstIndex(of: count) else {
      return (nil, "\(name) has \(describe(shape)) numbers for \(count) images")
    }
    var stored: [Double] = []
    stored.reserveCapacity(self.count)
    do throws(InputError) {
      try forEachNumber { (_, number) throws(InputError) in stored.append(number) }
    } catch {
      return (nil, error.description)
    }
    guard stored.allSatisfy({ $0 == $0.rounded() && $0.isFinite }) else {
      return (nil, "\(name) holds numbers that are not whole")
    }
    if columns == 1 { return (stored, nil) }
    let others = shape.indices.filter { $0 != axis && shape[$0] > 1 }
    guard others.count == 1 else { return (nil, "\(name) is \(describe(shape)), expected a number an image") }
    let (image, column) = (strides[axis], strides[others[0]])
    let rows = (0..<count).map { row in (0..<columns).map { stored[row * image + $0 * column] } }
    if rows.allSatisfy(Self.isOneHot) { return (rows.map { Double($0.firstIndex(of: 1)!) }, nil) }
    if columns == 8 { return (rows.map { $0[0] }, nil) }
    return (nil, "\(name) is \(describe(shape)), expected a number an image or a single 1 in each row")
  }

  private static func isOneHot(_ row: [Double]) -> Bool {
    row.allSatisfy { $0 == 0 || $0 == 1 } && row.reduce(0, +) == 1
  }
}
