import Formats
import TerminalGraphics
import Training

/// An event for the explorer. Times are in seconds on a clock that never goes back.
public enum Message: Sendable {
  /// A key, the mouse or a new window size.
  case input(InputEvent)
  /// A moment of an animation; sent only while `ExplorerModel.isAnimating`.
  case tick(at: Double)

  /// Something was opened, with the images that its pages show and, where it ships with them, their positions.
  case opened(OpenModel, TestImages, PlaneEncoding?)
  /// The images of the data set of the open model, in place of the examples shown first.
  case testImagesLoaded(TestImages)
  /// The reason why something could not be opened.
  case openFailed(InputError)
  /// What can be opened.
  case listed(Listing)

  /// A run was moved to the trash; so many others were deleted for good, since they had been there long enough.
  case trashed(TrashedRun, emptied: Int)

  case progress(TrainingProgress)
  /// The course of the training of the run in this folder.
  case recordRead(TrainingRecord, path: String)
  /// What the program takes of the machine.
  case usage(ProgramUsage)
  /// There is a newer model.
  case snapshot(StateLabel, at: Double)
  /// The program that computes the model was started anew.
  case modelRestarted(at: Double)
  /// The states of the time machine, oldest first.
  case history([StateLabel])

  /// The answer to `Effect.ask`, exactly one for each.
  case answered(ModelAnswer)

  /// Lines that something wrote to standard output or error, where they would spoil the screen.
  case logged([String])
  /// What the footer is to say: where an export went, that a checkpoint was saved.
  case notice(String)
  /// What the footer is to say went wrong.
  case failure(String)
  /// The notice in the footer has been there for long enough.
  case noticeExpired
}
