import Autoencoder
import Compute
import Explorer
import Foundation

/// What comes of something that is being opened.
enum OpeningNews: Sendable {
  /// How far a download is.
  case progress(String)
  case opened(Opened)
  /// Better images than those it was opened with.
  case testImages(TestImages)
  case failed(String)
  /// Nothing more comes.
  case ended
}

/// Opens one thing at a time, each on a thread of its own. What was begun before is told to give up, and nothing is taken
/// that it still brings. Used on the interface's thread.
final class Openings {
  /// News of the opening of this number.
  typealias Post = @Sendable (_ number: Int, OpeningNews) -> Void

  private let settings: ExplorerSettings
  private let post: Post
  private var number = 0
  private var underWay: Cancellation?

  init(settings: ExplorerSettings, post: @escaping Post) {
    self.settings = settings
    self.post = post
  }

  deinit { underWay?.cancel() }

  /// Whether more may come.
  var isUnderWay: Bool { underWay != nil }

  func begin(_ target: OpenTarget) {
    cancel()
    let opening = Opening(settings: settings, cancellation: Cancellation())
    underWay = opening.cancellation
    let thread = Thread { [number, post] in
      blockSignals()
      Self.carryOut(target, opening) { post(number, $0) }
    }
    thread.name = "vae-opening"
    thread.start()
  }

  /// Gives up what is being opened; its news are not taken any more.
  func cancel() {
    underWay?.cancel()
    underWay = nil
    number += 1
  }

  /// The news, unless they are of something that was given up.
  func accept(_ number: Int, _ news: OpeningNews) -> OpeningNews? {
    guard number == self.number else {
      if case .opened(let opened) = news { opened.discard() }
      return nil
    }
    if case .ended = news { underWay = nil }
    return news
  }

  private static func carryOut(_ target: OpenTarget, _ opening: Opening, post: (OpeningNews) -> Void) {
    do {
      let opened = try opening.open(target) { post(.progress($0)) }
      post(.opened(opened))
      if !opening.cancellation.isCancelled, let images = opening.testImages(of: target, for: opened) {
        post(.testImages(images))
      }
    } catch {
      post(.failed("\(error)"))
    }
    post(.ended)
  }
}
