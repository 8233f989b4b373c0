import Autoencoder
import Explorer
import Training

/// Something opened, before the explorer shows it.
struct Opened: Sendable {
  var openModel: OpenModel
  let testImages: TestImages
  /// Positions that came with a shipped model.
  var encoding: PlaneEncoding?
  /// Starts the feed of the run, which calls `onNews` on any thread when it has news.
  let feed: @Sendable (_ onNews: @escaping @Sendable () -> Void) -> any RunFeed
  /// A message for the footer.
  var notice: String?
  /// Deletes the files that were made for it; called if it is not shown after all.
  var discard: @Sendable () -> Void = {}
}

extension Opened {
  /// A checkpoint at rest.
  init(
    _ openModel: OpenModel, _ testImages: TestImages, encoding: PlaneEncoding? = nil, checkpoint: Checkpoint,
    progress: TrainingProgress? = nil, notice: String? = nil
  ) {
    self.init(
      openModel: openModel, testImages: testImages, encoding: encoding,
      feed: { _ in RestingRun(RunNews(progress: progress, snapshot: Snapshot(checkpoint))) },
      notice: notice)
  }

  /// A run that is trained here.
  /// - Parameters:
  ///   - isPaused: whether it waits for Space.
  ///   - prepare: makes the run, on the worker's thread.
  init(
    _ openModel: OpenModel, _ testImages: TestImages, isPaused: Bool = false,
    prepare: @escaping @Sendable () throws -> TrainingRun
  ) {
    self.init(
      openModel: openModel, testImages: testImages,
      feed: { onNews in
        let worker = TrainingWorker(onPost: onNews) {
          giveWayToInterface()
          return try prepare()
        }
        worker.start(paused: isPaused)
        return worker
      })
  }
}
