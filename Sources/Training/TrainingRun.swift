/// A trainer together with the folder that its epochs and checkpoints go to.
public struct TrainingRun {
}
