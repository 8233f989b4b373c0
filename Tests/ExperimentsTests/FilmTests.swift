import Experiments
import Testing

@Suite struct FilmTests {
  private let film = Film(minibatches: [0, 10, 500], epochs: [2, 3], interval: 30, count: 25)

  @Test func momentsAreInOrder() {
    #expect(
      film.moments(epochs: 61, minibatchesPerEpoch: 600).map(\.title) == [
        "before training", "after minibatch 10 of epoch 1", "after minibatch 500 of epoch 1", "after epoch 2",
        "after epoch 3", "after epoch 30", "after epoch 60",
      ])
  }

  @Test func whatNeverComesIsLeftOut() {
    #expect(
      film.moments(epochs: 1, minibatchesPerEpoch: 50) == [
        .init(epoch: 0), .init(epoch: 0, minibatch: 10),
      ])
  }

  @Test func noPictureIsTakenInBetween() {
    #expect(!film.contains(.init(epoch: 2, minibatch: 10)))
    #expect(!film.contains(.init(epoch: 1)))
    #expect(film.contains(.init(epoch: 90)))
  }
}
