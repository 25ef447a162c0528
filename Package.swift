// swift-tools-version: 6.3
import Foundation
import PackageDescription

// Linux (glibc) is the only platform that the package is built and tested on.
let package = Package(
  name: "adl",
  products: [
    .library(
      name: "ADL",
      targets: ["ADL", "ADLPrograms", "ADLAnalysis", "ADLLanguage", "ADLFormats", "ADLSession"]),
    .library(name: "ADLPrograms", targets: ["ADLPrograms"]),
    .executable(name: "adl", targets: ["adl"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.1.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
  ],
  targets: [
    // MARK: - The language and its mathematics
    .target(name: "ADLText"),
    .target(name: "CKernels"),
    .systemLibrary(name: "CGMP", providers: [.apt(["libgmp-dev"])]),
    .systemLibrary(name: "CMPFR", pkgConfig: "mpfr", providers: [.apt(["libmpfr-dev"])]),
    .target(
      name: "ADLPrograms",
      dependencies: [
        "CGMP", "CKernels", "CMPFR",
        .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "RealModule", package: "swift-numerics"),
      ],
      exclude: ["README.md", "Engine/README.md"]),
    .target(
      name: "ADLLanguage",
      dependencies: [
        "ADLText", "ADLPrograms",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      exclude: ["README.md"]),
    .target(
      name: "ADLAnalysis",
      dependencies: [
        "ADLPrograms",
        .product(name: "BitCollections", package: "swift-collections"),
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      exclude: ["README.md"]),
    .target(
      name: "ADLFormats", dependencies: ["ADLText", "ADLPrograms", "ADLAnalysis"],
      exclude: ["Schema/adl-1.schema.json"]),
    .target(
      name: "ADLImport", dependencies: ["ADLText", "ADLPrograms", "ADLFormats"],
      exclude: ["README.md"]),
    .target(
      name: "ADLEmit", dependencies: ["ADLPrograms", "ADLFormats"], exclude: ["README.md"]),
    .target(
      name: "ADLSession",
      dependencies: [
        "ADLText", "ADLPrograms", "ADLLanguage", "ADLAnalysis", "ADLFormats", "ADLImport",
        "ADLEmit",
      ]),
    .target(name: "ADL", dependencies: ["ADLAnalysis", "ADLLanguage", "ADLFormats", "ADLSession"]),

    // MARK: - Measurements
    .target(name: "CWorkloads", cSettings: [.unsafeFlags(["-O3"])]),
    .target(
      name: "ADLBench",
      dependencies: [
        "ADLText", "ADLPrograms", "ADLAnalysis", "ADLLanguage", "ADLFormats", "CWorkloads",
      ],
      resources: [.embedInCode("Workloads")]),

    // MARK: - The prompt and the tool
    .systemLibrary(
      name: "CLibEdit", pkgConfig: "libedit",
      providers: [.apt(["libedit-dev"])]),
    .target(name: "CLineEdit", dependencies: ["CLibEdit"]),
    .target(name: "LineEdit", dependencies: ["CLineEdit"]),
    .executableTarget(
      name: "adl",
      dependencies: [
        "ADLSession", "ADLBench", "CGMP", "CMPFR", "LineEdit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // MARK: - Tests
    .target(
      name: "ADLTestSupport", dependencies: ["ADLPrograms"], path: "Tests/ADLTestSupport"),
    .testTarget(name: "ADLTextTests", dependencies: ["ADLText"]),
    .testTarget(
      name: "ADLProgramsTests", dependencies: ["ADLPrograms", "CKernels", "ADLTestSupport"]),
    .testTarget(
      name: "ADLFormatsTests", dependencies: ["ADLFormats", "ADLTestSupport"]),
    .testTarget(name: "ADLLanguageTests", dependencies: ["ADLLanguage", "ADLTestSupport"]),
    .testTarget(
      name: "ADLAnalysisTests", dependencies: ["ADLAnalysis", "ADLLanguage", "ADLTestSupport"]),
    .testTarget(
      name: "ADLEmitTests",
      dependencies: ["ADLEmit", "ADLFormats", "ADLLanguage", "ADLSession", "ADLTestSupport"]),
    .testTarget(name: "ADLTests", dependencies: ["ADL"]),
    .testTarget(
      name: "ADLSessionTests", dependencies: ["ADLEmit", "ADLSession", "ADLTestSupport"]),
    .testTarget(
      name: "ADLToolTests", dependencies: ["adl", "ADLLanguage", "CLineEdit", "ADLTestSupport"]),
    .testTarget(name: "LineEditTests", dependencies: ["LineEdit", "CLineEdit"]),
  ],
  swiftLanguageModes: [.v6]
)

// `make docs` alone needs this; building and testing never resolve it.
if ProcessInfo.processInfo.environment["ADL_DOCS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0"))
}
