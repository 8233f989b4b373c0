// swift-tools-version: 6.2
import PackageDescription

/// Continuous integration lets no warning pass; a newer compiler's new warning must not stop a user.
let isStrict = Context.environment["VAE_WARNINGS_AS_ERRORS"] != nil
let swiftSettings: [SwiftSetting] =
  [.swiftLanguageMode(.v6)] + (isStrict ? [.treatAllWarnings(as: .error)] : [])
/// Loops over each number of a data set would take seconds without optimisation: these have it in debug builds too.
let optimizedSettings = swiftSettings + [.unsafeFlags(["-O"], .when(configuration: .debug))]
let cSettings: [CSetting] = isStrict ? [.treatAllWarnings(as: .error)] : []

/// What each module may import, directly or through what it imports; `.github/CONTRIBUTING.md` has the same list.
let compute = ["Compute"]
let formats = ["Formats"]
let autoencoder = ["Autoencoder"] + compute
let datasets = ["Datasets"] + compute + formats
let training = ["Training"] + autoencoder + ["Datasets"] + formats
let foreignModels = ["ForeignModels"] + autoencoder + formats
let plotting = ["Plotting"]
let pictures = ["Pictures"] + formats + plotting
let experiments = ["Experiments", "Pictures"] + training + plotting
let terminalGraphics = ["TerminalGraphics"] + plotting
let explorer = ["Explorer", "Pictures"] + terminalGraphics + training
let explorerRuntime = ["ExplorerRuntime", "Terminal"] + explorer
let commands = ["Commands", "Experiments"] + explorerRuntime

func dependencies(_ names: [String]) -> [Target.Dependency] { names.map { .target(name: $0) } }

let package = Package(
  name: "vae",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "vae", targets: ["vae"]),
    .library(name: "Formats", targets: ["Formats"]),
    .library(name: "Autoencoder", targets: ["Autoencoder", "Compute"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "Training", targets: ["Training"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // The kernels are worthless without optimisation, so they have it in debug builds too.
    .target(name: "CKernels", cSettings: cSettings + [.unsafeFlags(["-O3", "-fno-math-errno"])]),
    .systemLibrary(name: "CZlib"),
    .target(
      name: "CNcurses", cSettings: cSettings,
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("tinfo", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),

    .target(name: "Compute", dependencies: ["CKernels"], swiftSettings: optimizedSettings),
    .target(name: "Formats", dependencies: ["CZlib"], swiftSettings: optimizedSettings),
    .target(name: "Autoencoder", dependencies: dependencies(compute), swiftSettings: swiftSettings),
    .target(
      name: "ForeignModels", dependencies: dependencies(Array(foreignModels.dropFirst())),
      swiftSettings: swiftSettings),
    .target(
      name: "Datasets", dependencies: dependencies(compute + formats), swiftSettings: optimizedSettings),
    .target(
      name: "Training", dependencies: dependencies(autoencoder + ["Datasets"] + formats),
      swiftSettings: swiftSettings),
    .target(name: "Plotting", swiftSettings: swiftSettings),
    .target(name: "Pictures", dependencies: dependencies(formats + plotting), swiftSettings: swiftSettings),
    .target(
      name: "Experiments", dependencies: dependencies(Array(experiments.dropFirst())),
      swiftSettings: swiftSettings),
    .target(name: "TerminalGraphics", dependencies: dependencies(plotting), swiftSettings: swiftSettings),
    .target(
      name: "Terminal", dependencies: ["TerminalGraphics", "CNcurses"], swiftSettings: swiftSettings),
    .target(
      name: "Explorer", dependencies: dependencies(Array(explorer.dropFirst())), swiftSettings: swiftSettings),
    .target(
      name: "ExplorerRuntime", dependencies: dependencies(Array(explorerRuntime.dropFirst())),
      swiftSettings: swiftSettings),
    .target(
      name: "Commands", dependencies: dependencies(Array(commands.dropFirst())), swiftSettings: swiftSettings),
    .executableTarget(
      name: "vae",
      dependencies: dependencies(commands) + [
        .product(name: "ArgumentParser", package: "swift-argument-parser")
      ],
      swiftSettings: swiftSettings),

    // Files and noise that several test targets make.
    .target(name: "TestFiles", dependencies: ["Formats", "CZlib"], path: "Tests/TestFiles"),
    .testTarget(
      name: "ComputeTests", dependencies: ["Compute", "CKernels"], resources: [.copy("Fixtures")]),
    .testTarget(name: "FormatsTests", dependencies: ["Formats", "Compute", "CZlib", "TestFiles"]),
    .testTarget(
      name: "AutoencoderTests", dependencies: dependencies(autoencoder), resources: [.copy("Fixtures")]),
    .testTarget(
      name: "ForeignModelsTests", dependencies: dependencies(foreignModels) + ["TestFiles"],
      exclude: ["Models"]),
    .testTarget(name: "DatasetsTests", dependencies: dependencies(datasets) + ["TestFiles"]),
    .testTarget(
      name: "TrainingTests", dependencies: dependencies(training) + ["TestFiles"], exclude: ["EarlierRuns"]),
    .testTarget(
      name: "PicturesTests", dependencies: dependencies(pictures) + ["TestFiles"],
      exclude: ["check_exports.py"]),
    .testTarget(name: "ExperimentsTests", dependencies: dependencies(experiments) + ["TestFiles"]),
    .testTarget(name: "PlottingTests", dependencies: dependencies(plotting)),
    .testTarget(name: "TerminalGraphicsTests", dependencies: dependencies(terminalGraphics)),
    .testTarget(
      name: "ExplorerTests", dependencies: dependencies(explorer), resources: [.copy("Goldens")]),
    .testTarget(name: "ExampleTests", dependencies: dependencies(training)),
    .testTarget(
      name: "ExplorerRuntimeTests", dependencies: dependencies(explorerRuntime) + ["TestFiles"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "TerminalGraphics"]),
    .testTarget(name: "CommandsTests", dependencies: dependencies(commands) + ["TestFiles"]),
    .testTarget(name: "EndToEndTests", dependencies: ["vae"]),
  ]
)

/// A build with a sanitizer is wanted for few tests: VAE_TEST_TARGETS="ComputeTests FormatsTests" leaves the others out.
if let names = Context.environment["VAE_TEST_TARGETS"]?.split(separator: " ").map(String.init) {
  package.targets.removeAll { $0.isTest && !names.contains($0.name) }
}

for target in package.targets where target.type == .test { target.swiftSettings = swiftSettings }
