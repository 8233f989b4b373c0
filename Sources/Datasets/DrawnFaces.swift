import Compute
struct DrawnFaces { let seed: UInt64
 func split(trainCount: Int, testCount: Int) -> DataSplit { let d = ImageDataset(name: "digits", imageSize: ImageSize(height: 28, width: 28), pixels: []); return DataSplit(name: "digits", train: d, test: d) } }
