import Formats

extension Gallery {
  /// Hundredths of a second a frame.
  private static let delay = 10

  /// `samples-gif.gif` and `samples-K.png`: what the largest model draws as it is trained; `nil` where no finished job was
  /// filmed.
  func generationFilm() throws(InputError) -> ResultFigure? {
    guard let job = jobs.first(where: { $0.film != nil && $0.result != nil }), let film = job.film else {
      return nil
    }
    let configuration = job.configuration
    let perEpoch = (data.trainCount + configuration.batchSize - 1) / configuration.batchSize
    let moments = film.moments(epochs: configuration.epochs, minibatchesPerEpoch: perEpoch)
    let recorder = FilmRecorder(film: film, folder: job.path)
    var frames: [RasterImage] = []
    for moment in moments {
      frames.append(
        data.sheet(try recorder.images(at: moment), columns: data.filmColumns, scale: data.filmScale))
    }
    let latentSize = configuration.architecture.latentSize
    let latents = Film.latents(count: film.count, latentSize: latentSize, seed: configuration.seed)
    let times = moments.enumerated().map { "\($0 + 1) \($1.title)" }.joined(separator: ", ")
    let pictures = frames.enumerated().map { ResultFile(png: $1, name: "samples-\($0 + 1)") }
    return ResultFigure(
      caption: "means of p(x\\|z) at the same \(film.count) draws z of the prior during training, L = "
        + "\(latentSize), 100 ms a frame: \(times)",
      files: [
        ResultFile(
          name: "samples-gif.gif", bytes: GIF.encode(frames: frames, delayCentiseconds: Self.delay))
      ] + pictures,
      values: FigureValue.latents(latents, of: "samples-gif")
        + moments.enumerated().map {
          FigureValue(
            figure: "samples-\($0 + 1)", series: "epoch, minibatch", index: $0, x: Double($1.epoch),
            y: Double($1.minibatch))
        })
  }
}

extension ResultFile {
  /// A PNG of a grey picture.
  init(png image: RasterImage, name: String) {
    self.init(name: name + ".png", bytes: PNG.encode(image))
  }
}
