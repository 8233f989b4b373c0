import Compute
import TerminalGraphics
import Testing

@testable import Explorer

/// Whatever is pressed, in whatever window, the explorer lives on.
struct AnyKeyTests {
  @Test(arguments: [1, 2, 5, 10])
  func anyKeysAreTaken(latentSize: Int) {
    var random = RandomStream(seed: 7, stream: UInt64(latentSize))
    var fixture = ExplorerFixture(latentSize: latentSize)
    var time = 20.0
    let special: [Key] =
      Key.arrows + Key.shiftArrows + [
        .tab, .shiftTab, .enter, .enter, .escape, .escape, .home, .end, .pageUp, .pageDown, .delete,
        .backspace,
        .function(3),
      ]
    for step in 0..<700 {
      switch random.next() % 12 {
      case 0:
        let size = Size(width: Int(random.next() % 120), height: Int(random.next() % 40))
        fixture.send(.input(.resize(size)))
      case 1:
        let kinds: [MouseEvent.Kind] = [.press, .drag, .release, .wheelUp, .wheelDown]
        let place = Point(x: Int(random.next() % 120), y: Int(random.next() % 40))
        fixture.send(
          .input(.mouse(MouseEvent(kind: kinds[Int(random.next() % 5)], position: place))))
      case 2:
        time += 0.1
        fixture.send(.tick(at: time))
      case 3, 4, 5: fixture.press(special[Int(random.next() % UInt64(special.count))])
      default: fixture.press(.character(Unicode.Scalar(UInt8(32 + random.next() % 95))))
      }
      if step % 10 == 0 {
        _ = render(fixture.model, size: fixture.model.size, capabilities: Capabilities())
      }
    }
    #expect(fixture.model.walk.position.count == latentSize)
    #expect(fixture.model.walk.position.allSatisfy { $0.isFinite })
  }
}
