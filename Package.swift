// swift-tools-version: 6.2
import PackageDescription

/// Continuous integration lets no warning pass; a newer compiler's new warning must not stop a user.
let isStrict = Context.environment["VAE_WARNINGS_AS_ERRORS"] != nil
let swiftSettings: [SwiftSetting] =
  [.swiftLanguageMode(.v6)] + (isStrict ? [.treatAllWarnings(as: .error)] : [])
/// Loops over each number of a data set would take seconds without optimisation: these have it in debug builds too.
let optimizedSettings = swiftSettings + [.unsafeFlags(["-O"], .when(configuration: .debug))]
let cSettings: [CSetting] = isStrict ? [.treatAllWarnings(as: .error)] : []

let package = Package(
  name: "vae",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "vae", targets: ["vae"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // The kernels are worthless without optimisation, so they have it in debug builds too.
    .target(name: "CKernels", cSettings: cSettings + [.unsafeFlags(["-O3", "-fno-math-errno"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "CNcurses", cSettings: cSettings,
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("tinfo", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),

    .target(name: "Compute", dependencies: ["CKernels"], swiftSettings: optimizedSettings),
    .target(name: "Datasets", dependencies: ["Compute", "CZlib"], swiftSettings: optimizedSettings),
    .target(name: "Autoencoder", dependencies: ["Compute"], swiftSettings: swiftSettings),
    .target(
      name: "Training", dependencies: ["Autoencoder", "Datasets", "Compute"],
      swiftSettings: swiftSettings),
    .target(name: "Pictures", dependencies: ["CZlib"], swiftSettings: swiftSettings),
    .target(name: "TerminalGraphics", swiftSettings: swiftSettings),
    .target(
      name: "Explorer",
      dependencies: [
        "TerminalGraphics", "Training", "Pictures", "Autoencoder", "Datasets", "Compute",
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "Terminal", dependencies: ["TerminalGraphics", "CNcurses"], swiftSettings: swiftSettings),
    .executableTarget(
      name: "vae",
      dependencies: [
        "Explorer", "Terminal", "TerminalGraphics", "Training", "Pictures", "Autoencoder", "Datasets",
        "Compute",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),

    .testTarget(name: "ComputeTests", dependencies: ["Compute", "CKernels"]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "Compute", "CZlib"]),
    .testTarget(
      name: "AutoencoderTests", dependencies: ["Autoencoder", "Compute"], resources: [.copy("Fixtures")]),
    .testTarget(name: "TrainingTests", dependencies: ["Training", "Autoencoder", "Datasets", "Compute"]),
    .testTarget(
      name: "PicturesTests", dependencies: ["Pictures", "CZlib"], exclude: ["check_exports.py"]),
    .testTarget(name: "TerminalGraphicsTests", dependencies: ["TerminalGraphics"]),
    .testTarget(
      name: "ExplorerTests",
      dependencies: [
        "Explorer", "TerminalGraphics", "Training", "Pictures", "Autoencoder", "Datasets", "Compute",
      ],
      resources: [.copy("Goldens")]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "TerminalGraphics"]),
    .testTarget(name: "EndToEndTests", dependencies: ["vae"]),
  ]
)

/// A build with a sanitizer is wanted for few tests: VAE_TEST_TARGETS="ComputeTests FormatsTests" leaves the others out.
if let names = Context.environment["VAE_TEST_TARGETS"]?.split(separator: " ").map(String.init) {
  package.targets.removeAll { $0.isTest && !names.contains($0.name) }
}
