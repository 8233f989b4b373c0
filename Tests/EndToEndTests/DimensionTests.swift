import Foundation
import Testing

/// Walks through twenty dimensions by keys.
@Suite(
  .enabled(if: TmuxSession.isAvailable, TmuxSession.requirement))
struct DimensionTests {
  @Test func slidersTraversalsAndBookmarksLeadThroughTwentyDimensions() throws {
    let session = try TmuxSession.exploring("mnist-20d")
    try session.wait(for: "coordinates of z")
    try session.press("Enter", "Down", "Down")
    try session.expectPictureChange("S-Right", "S-Right")
    try session.wait(forPosition: [8: 0, 5: 0, 15: 1])
    try session.wait(for: "moved from the origin")
    try session.press("Escape", "x")
    try session.wait(for: "traversal, z moved from the origin")
    try session.wait(for: "−3.00")
    try session.press("Right", "Enter")
    try session.wait(forPosition: [8: 1, 5: 0, 15: 1])
    try session.press("BSpace")
    try session.wait(forPosition: [8: 0, 15: 1], "undone")
    try session.press("y")
    try session.wait(forPosition: [8: 1, 15: 1], "redone")

    try session.press("'")
    try session.wait(for: "name of this place:")
    try session.press("s", "i", "x", "Enter")
    try session.wait(for: "Bookmark six is kept")
    try session.press("q")
    #expect(try session.waitForStatus() == 0)
    try FileManager.default.removeItem(atPath: session.directory.appending(path: "status").path)
    try session.startVae("explore mnist-20d --page walk")
    try session.wait(for: "at the origin")
    try session.press("'")
    try session.wait("bookmark") { $0.contains("bookmarks") && $0.contains("six ") }
    try session.press("Enter")
    try session.wait(forPosition: [8: 1, 5: 0, 15: 1], "at the bookmark")
    try session.wait(for: "at bookmark six")
  }

  /// Without a data set there is one image of each class: enough for axes.
  @Test func theAxesAreSwitched() throws {
    let session = try TmuxSession.exploring("mnist-20d")
    try session.press("A")
    try session.wait(for: "latent plane: pc1 × pc2 of 20, principal components, exact")
    try session.expectPictureChange("S-Right", "S-Right")
    try session.press("A")
    try session.wait(for: "latent plane: ld1 × ld2 of 20, discriminants, exact")
    try session.press("A")
    try session.wait(for: "latent plane: z8 × z5 of 20")
  }
}
