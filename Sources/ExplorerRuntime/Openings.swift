import Autoencoder
import Compute
import Datasets
import Explorer
import Formats
import Foundation
import Training

/// News of an opening.
enum OpeningNews: Sendable {
  /// A line about the progress of a download.
  case progress(String)
  case opened(Opened)
  /// The images of the data set, in place of the examples shown first.
  case images(TestImages, trainedOn: ImageDataset)
  case failed(InputError)
  /// No more news follows.
  case ended
}

/// Opens one thing at a time, each on its own thread. Starting an opening cancels the one before, whose later news is
/// ignored. Used on the interface's thread.
final class Openings {
  /// Takes news, with the number of the opening that it belongs to.
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

  /// Whether more news may follow.
  var isUnderWay: Bool { underWay != nil }

  /// - Parameter state: the state of the time machine from which a fork goes on.
  func begin(_ target: OpenTarget, from state: Snapshot? = nil) {
    cancel()
    let opening = Opening(settings: settings, cancellation: Cancellation(), forkedState: state)
    underWay = opening.cancellation
    let thread = Thread { [number, post] in
      blockSignals()
      Self.carryOut(target, opening) { post(number, $0) }
    }
    thread.name = "vae-opening"
    thread.start()
  }

  /// Cancels the opening under way; its later news is ignored.
  func cancel() {
    underWay?.cancel()
    underWay = nil
    number += 1
  }

  /// - Returns: the news, or `nil` if it belongs to an opening that was cancelled.
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
      if !opening.cancellation.isCancelled, let (test, train) = opening.images(of: target, for: opened) {
        post(.images(test, trainedOn: train))
      }
    } catch {
      post(.failed(error as? InputError ?? InputError(.notFound, "\(target.name): \(error)")))
    }
    post(.ended)
  }
}
