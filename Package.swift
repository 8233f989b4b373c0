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
    .target(name: "Plotting", swiftSettings: swiftSettings),
    .target(name: "Pictures", dependencies: ["Plotting", "CZlib"], swiftSettings: swiftSettings),
    .target(name: "TerminalGraphics", dependencies: ["Plotting"], swiftSettings: swiftSettings),
    .target(
      name: "Explorer",
      dependencies: [
        "TerminalGraphics", "Plotting", "Training", "Pictures", "Autoencoder", "Datasets", "Compute",
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "Terminal", dependencies: ["TerminalGraphics", "CNcurses"], swiftSettings: swiftSettings),
    .executableTarget(
      name: "vae",
      dependencies: [
        "Explorer", "Terminal", "TerminalGraphics", "Plotting", "Training", "Pictures", "Autoencoder",
        "Datasets", "Compute",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),

    .testTarget(name: "ComputeTests", dependencies: ["Compute", "CKernels"]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "Compute", "CZlib"]),
    .testTarget(
      name: "AutoencoderTests", dependencies: ["Autoencoder", "Compute"], resources: [.copy("Fixtures")]),
    .testTarget(name: "TrainingTests", dependencies: ["Training", "Autoencoder", "Datasets", "Compute"]),
    .testTarget(
      name: "PicturesTests", dependencies: ["Pictures", "Plotting", "CZlib"], exclude: ["check_exports.py"]),
    .testTarget(name: "PlottingTests", dependencies: ["Plotting"]),
    .testTarget(name: "TerminalGraphicsTests", dependencies: ["TerminalGraphics", "Plotting"]),
    .testTarget(
      name: "ExplorerTests",
      dependencies: [
        "Explorer", "TerminalGraphics", "Plotting", "Training", "Pictures", "Autoencoder", "Datasets",
        "Compute",
      ],
      resources: [.copy("Goldens")]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "TerminalGraphics"]),
    .testTarget(name: "EndToEndTests", dependencies: ["vae"]),
  ]
)
