/// Published values that a gallery is compared with, in nats per image.
struct ReferenceValues {
  struct Value {
    /// The highest ELBO on the test set.
    let test: Double
    /// The ELBO on the training set at the end.
    let train: Double?
  }

  let source: String
  /// By latent size.
  let values: [Int: Value]

  /// The values for a data set; `nil` where there are none.
  static func of(_ dataset: String) -> ReferenceValues? {
    switch dataset {
    case "mnist":
      ReferenceValues(
        source: "the curves that NoviceStone/VAE publishes, 200 epochs, read by eye to ±0.5",
        values: [
          2: Value(test: -148.4, train: -137), 5: Value(test: -118.6, train: -111.4),
          10: Value(test: -103.4, train: -99.7), 20: Value(test: -100, train: -98.7),
        ])
    case "frey-face":
      ReferenceValues(
        source: "independent runs in PyTorch, 2000 epochs, ±40 (the split matters)",
        values: [
          2: Value(test: 935, train: nil), 5: Value(test: 1125, train: nil),
          10: Value(test: 1325, train: nil), 20: Value(test: 1350, train: nil),
        ])
    default: nil
    }
  }
}
