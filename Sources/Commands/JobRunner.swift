import Compute
import Datasets
import Experiments
import Formats
import Training

/// Runs the jobs of an experiment on this thread, with a line that says how it goes.
public struct JobRunner {
  public let context: ExperimentContext
  public let console: Console

  public init(context: ExperimentContext, console: Console) {
    self.context = context
    self.console = console
  }

  /// Runs the jobs that are not finished, one after the other. One that another process trains or whose numbers diverge
  /// is passed over, with a line that says so.
  /// - Parameter interruption: the signal that asks for an end, if one has come.
  /// - Returns: the signal that ended it, if one did.
  /// - Throws: `InputError` as loading and training do.
  public func run(_ jobs: [Job], interruption: () -> Int32?) throws(InputError) -> Int32? {
    for index in jobs.indices {
      do throws(InputError) {
        if let signal = try run(index, of: jobs, interruption: interruption) { return signal }
      } catch {
        guard error.kind == .occupied || error.kind == .diverged else { throw error }
        console.print("job \(index) (\(jobs[index].name)) is passed over: \(error)")
      }
    }
    return nil
  }

  /// Runs one job: from the start, or from where it stood. A finished one is left alone.
  /// - Returns: the signal that ended it, if one did.
  /// - Throws: `InputError` as `run` does, `occupied` where another process trains the job.
  public func run(_ index: Int, of jobs: [Job], interruption: () -> Int32?) throws(InputError) -> Int32? {
    let job = jobs[index]
    let state = try job.state()
    if case .finished = state {
      console.print("job \(index) (\(job.name)) is finished.")
      return nil
    }
    if let signal = interruption() { return signal }
    let data = try context.catalogue.load(
      job.configuration.dataset, options: job.configuration.loadOptions)
    var training = HeadlessTraining(
      try start(job, state, data), place: place(of: index, in: jobs, data), console: console)
    func record(_ trainer: Trainer) throws(InputError) {
      for recorder in job.recorders { try recorder.record(trainer, data: data, team: context.team) }
    }
    try record(training.run.trainer)
    let signal = try training.train(
      interruption: interruption,
      afterStep: record)
    if let signal { return signal }
    let result = try JobResult(
      of: job, seconds: training.run.seconds, data: data, team: context.team, version: context.version)
    try result.write(in: job.path)
    return nil
  }

  private func start(_ job: Job, _ state: Job.State, _ data: DataSplit) throws(InputError) -> TrainingRun {
    guard case .missing = state else {
      let folder = try RunFolder.open(job.path)
      return try TrainingRun(
        resuming: folder, from: Checkpoint(contentsOf: folder.lastCheckpointPath),
        changes: RunChanges(epochs: job.configuration.epochs), data: data, team: context.team)
    }
    let trainer = Trainer(job.configuration, data: data, team: context.team)
    let folder = try RunFolder.create(job.path, start: trainer.checkpoint(seconds: 0), overwrites: true)
    return TrainingRun(trainer, folder: folder)
  }

  /// The jobs after this one that are not finished count by their arithmetic.
  private func place(of index: Int, in jobs: [Job], _ data: DataSplit) -> HeadlessTraining.Place {
    func operations(_ job: Job, epochs: Int? = nil) -> Double {
      job.operations(trainCount: data.train.count, testCount: data.test.count, epochs: epochs)
    }
    let later = jobs[(index + 1)...].filter { $0.result == nil }.reduce(0) { $0 + operations($1) }
    let perExample = operations(jobs[index], epochs: 1) / Double(data.train.count)
    return HeadlessTraining.Place(
      title: "job \(index) (\(index + 1) of \(jobs.count))", laterExamples: later / perExample)
  }
}
