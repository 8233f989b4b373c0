import Explorer
import Foundation
import Synchronization

/// What the thread of the networks is to do: of jobs for one purpose only the newest is kept.
final class ExploreNetworkJobs: Sendable {
  enum Job: Sendable {
    case decode(DecodeRequest)
    case reconstruct(ReconstructRequest)
    case encodeTestImages(TestImages, ModelTime, generation: Int)
    case scoreTestImages(TestImages, ModelTime, generation: Int)

    fileprivate var purpose: Purpose {
      switch self {
      case .decode(let request): .decode(request.page)
      case .reconstruct(let request): .reconstruct(request.purpose, request.network)
      case .encodeTestImages: .encodeTestImages
      case .scoreTestImages: .scoreTestImages
      }
    }
  }

  fileprivate enum Purpose: Hashable, Sendable {
    case decode(Page)
    case reconstruct(ReconstructRequest.Purpose, NetworkReference)
    case encodeTestImages, scoreTestImages
  }

  /// The test images that requests for reconstructions refer to goes with them.
  private struct Held {
    /// In the order in which their purposes were first asked for.
    var jobs: [(job: Job, testImages: TestImages)] = []
  }

  private let held = Mutex(Held())
  private let changed = DispatchSemaphore(value: 0)

  func add(_ job: Job, testImages: TestImages) {
    held.withLock { held in
      if let index = held.jobs.firstIndex(where: { $0.job.purpose == job.purpose }) {
        held.jobs[index] = (job, testImages)
      } else {
        held.jobs.append((job, testImages))
      }
    }
    changed.signal()
  }

  /// The next job: a decoding before all others. Sleeps until there is one.
  func next() -> (job: Job, testImages: TestImages) {
    while true {
      changed.wait()
      if let job = takeFirst(where: Self.isUrgent) ?? takeFirst(where: { _ in true }) { return job }
    }
  }

  /// A decoding that waits, while something longer is under way.
  func takeUrgent() -> (job: Job, testImages: TestImages)? { takeFirst(where: Self.isUrgent) }

  private static func isUrgent(_ job: Job) -> Bool {
    if case .decode = job { return true }
    return false
  }

  private func takeFirst(where isWanted: (Job) -> Bool) -> (job: Job, testImages: TestImages)? {
    held.withLock { held in
      held.jobs.firstIndex { isWanted($0.job) }.map { held.jobs.remove(at: $0) }
    }
  }
}
