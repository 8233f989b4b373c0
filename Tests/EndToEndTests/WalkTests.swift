import Foundation
import Testing

/// Walks through the latent space of shipped models by keys, and reads on the screen where they lead.
@Suite(
  .enabled(if: TmuxSession.isAvailable, TmuxSession.requirement))
struct WalkTests {
  @Test func arrowsMoveByTheStepShown() throws {
    let session = try TmuxSession.exploring("mnist-2d")
    try session.wait(for: "step 0.100")
    try session.wait(forPosition: [1: 0, 2: 0])
    for (key, z) in [
      ("Right", [0.1, 0]), ("Up", [0.1, 0.1]), ("Left", [0, 0.1]), ("Down", [0, 0]),
      ("S-Right", [0.5, 0]), ("S-Up", [0.5, 0.5]), ("S-Left", [0, 0.5]), ("S-Down", [0, 0]),
      ("h", [-0.1, 0]), ("j", [-0.1, -0.1]), ("l", [0, -0.1]), ("k", [0, 0]),
      ("L", [0.5, 0]), ("K", [0.5, 0.5]), ("H", [0, 0.5]), ("J", [0, 0]),
    ] {
      try session.press(key)
      try session.wait(forPosition: [1: z[0], 2: z[1]], "after \(key)")
    }
    try session.press("[")
    try session.wait(for: "step 0.050")
    try session.press("Right")
    try session.wait(forPosition: [1: 0.05, 2: 0])
    try session.press("]", "]")
    try session.wait(for: "step 0.200")
    try session.press("Down")
    try session.wait(forPosition: [1: 0.05, 2: -0.2])
    try session.press("Home")
    try session.wait(forPosition: [1: 0, 2: 0])
  }

  @Test func thePictureFollows() throws {
    let session = try TmuxSession.exploring("mnist-2d")
    let start = try session.settledPicture()
    try session.press("S-Right")
    try session.wait(forPosition: [1: 0.5, 2: 0])
    #expect(try session.settledPicture() != start)
    try session.press("S-Left")
    try session.wait(forPosition: [1: 0, 2: 0])
    #expect(try session.settledPicture() == start)
  }

  /// A class key goes where the nearest encoded image is of that class, and `n` goes to that image.
  @Test func classKeysGoToTheirClass() throws {
    let session = try TmuxSession.exploring("mnist-2d", page: "plane")
    try session.wait(for: "2,000 images")
    let points = try EncodedPoint.points(of: session.exported(by: "e", as: ".csv"), in: session)
    #expect(points.count == 2000)
    try session.press("w")
    try session.wait(for: "nearest encoded image")
    for label in 0...9 {
      try session.press("\(label)")
      try session.wait("class \(label) as the nearest") { screen in
        let panel = screen.components(separatedBy: "nearest encoded image").last ?? ""
        return panel.firstMatch(of: /class (\d)/)?.1 == "\(label)"
      }
    }
    try session.press("n")
    try session.wait(for: "0.00 away")
  }

  @Test func theWayBetweenTwoMarksIsPlayed() throws {
    let session = try TmuxSession.exploring("mnist-2d")
    try session.press("i")
    try session.wait(for: "Mark two positions with a and b first.")
    try session.press("S-Left", "a")
    try session.wait(for: "mark a −0.50 +0.00")
    try session.press("Home", "S-Up", "b")
    try session.wait(for: "mark b +0.00 +0.50")
    try session.press("i")
    try session.wait("position on the path") { screen in
      let z = TmuxSession.position(on: screen)
      guard let x = z[1], let y = z[2], screen.contains("interpolating") else { return false }
      return x < -0.02 && y > 0.02 && abs(y - x - 0.5) < 0.011
    }
    try session.wait(forPosition: [1: 0, 2: 0.5], "at b")
    try session.wait("end of the path") { !$0.contains("interpolating") }
    try session.press("i")
    try session.wait("position on the path back") { TmuxSession.position(on: $0)[2] ?? 1 < 0.48 }
  }

  @Test func theTourMovesByItselfAndStops() throws {
    let session = try TmuxSession.exploring("mnist-2d")
    try session.expectPictureChange("g")
    try session.wait(for: "touring")
    let before = try session.position()
    try session.wait("further place") { TmuxSession.position(on: $0) != before }
    try session.press("g")
    try session.wait("end of the tour") { !$0.contains("touring") }
    let end = try session.position()
    // Nothing to wait for: it is to stay where it is.
    Thread.sleep(forTimeInterval: 0.4)
    #expect(try session.position() == end)
  }

  @Test func dimensionsAreChosen() throws {
    let session = try TmuxSession.exploring("mnist-10d")
    try session.press("d")
    try session.wait(for: "x y z: assign the row to an axis")
    try session.press("Home", "Down", "Down", "x", "Down", "y", "Down", "Down", "z")
    for role in ["z3  x →", "z4  y ↑", "z6  z PgUp"] { try session.wait(for: role) }
    try session.press("Enter")
    try session.wait(for: "latent plane: z3 × z4 of 10")
    for (key, z) in [
      ("Right", [3: 0.1, 4: 0, 6: 0]), ("S-Up", [3: 0.1, 4: 0.5, 6: 0]), ("PPage", [3: 0.1, 4: 0.5, 6: 0.1]),
      ("NPage", [3: 0.1, 4: 0.5, 6: 0]), ("NPage", [3: 0.1, 4: 0.5, 6: -0.1]),
    ] {
      try session.press(key)
      try session.wait(forPosition: z, "after \(key)")
    }
    try session.expectPictureChange("S-Right", "S-Right")
    // The model comes with one image of each class here: the middle of a class is that image.
    for label in 0...9 {
      try session.press("\(label)")
      try session.wait("image of class \(label)") {
        $0.contains("At the middle of class \(label).")
          && $0.contains("nearest image \(label + 1), class \(label), 0.00 away")
      }
    }
  }
}

/// A line of an exported plane.
private struct EncodedPoint {
  let label: Int
  let z: [Double]

  static func points(of file: String, in session: TmuxSession) throws -> [EncodedPoint] {
    let lines = try #require(session.file(file), "\(file) was not written").split(separator: "\n")
    #expect(lines.first == "class,z1,z2")
    return lines.dropFirst().compactMap { line in
      let numbers = line.split(separator: ",").compactMap { Double($0) }
      return numbers.count == 3 ? EncodedPoint(label: Int(numbers[0]), z: Array(numbers[1...])) : nil
    }
  }
}
