// swift-tools-version: 6.2
import PackageDescription

// The folders of Sources are the data's way; who may import whom is DESIGN's table, and
// `make check` compares every import line with the lists below.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let numerics: Target.Dependency = .product(name: "RealModule", package: "swift-numerics")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["Support"], exclude: exclude,
    swiftSettings: strict)
}

let package = Package(
  name: "gloss",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "gloss", targets: ["gloss"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
  ],
  targets: [
    // The data's way.
    module("Items", [crypto]),
    module("Questions", ["Items"]),
    module("Judgments", ["Items", "Questions", crypto]),
    module("Storage", ["Items", "Questions", "Judgments", grdb]),
    module("Sync", ["Items", "Judgments", crypto]),
    module("Quality", ["Questions", "Judgments", numerics]),
    module("Release", ["Items", "Questions", "Judgments", crypto]),

    // Beside it.
    module("Markdown", ["CMd4c"]),
    module("Guidelines", ["Markdown", crypto]),
    module("Project", ["Items", "Guidelines", "Questions", yams]),
    module("Interchange", ["Items", "Questions", "Judgments"]),
    module("Terminal"),
    module(
      "Screens",
      ["Terminal", "Items", "Questions", "Markdown", "Guidelines", "Project", "Judgments"]),
    module("Curses", ["Terminal", "CCurses"]),

    // C: the only places that include a system header.
    .target(
      name: "CCurses",
      cSettings: [.define("NCURSES_WIDECHAR", to: "1"), .define("_GNU_SOURCE")],
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("tinfo", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    .target(name: "CSystem", cSettings: [.define("_GNU_SOURCE")]),
    .target(name: "CSamples"),
    .systemLibrary(
      name: "CMd4c", pkgConfig: "md4c",
      providers: [.apt(["libmd4c-dev"]), .brew(["md4c"])]),

    .executableTarget(
      name: "gloss",
      dependencies: [
        "Items", "Questions", "Judgments", "Storage", "Sync", "Quality", "Release", "Markdown",
        "Guidelines", "Project", "Interchange", "Terminal", "Screens", "Curses", "CSystem",
        "CSamples", arguments,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Items", "Questions", "Judgments", "Storage", "Sync", "Quality", "Terminal", "CSystem",
        grdb,
        arguments,
      ],
      path: "Benchmarks", swiftSettings: strict),

    // Tests.
    .systemLibrary(
      name: "CVTerm", path: "Tests/CVTerm", pkgConfig: "vterm",
      providers: [.apt(["libvterm-dev"]), .brew(["libvterm"])]),
    .target(
      name: "Support", dependencies: ["CSystem", "CVTerm"], path: "Tests/Support",
      swiftSettings: strict),
    .target(
      name: "CTestVFS", path: "Tests/CTestVFS", linkerSettings: [.linkedLibrary("sqlite3")]),
    tests("Items", ["Items"]),
    tests("Questions", ["Questions", "Items"]),
    tests("Judgments", ["Judgments", "Questions", "Items"], exclude: ["Vectors"]),
    tests(
      "Storage",
      ["Storage", "Judgments", "Questions", "Items", "CSystem", "CTestVFS", grdb]),
    tests("Sync", ["Sync", "Storage", "Judgments", "Questions", "Items", "CTestVFS"]),
    tests("Quality", ["Quality"]),
    tests("Release", ["Release"]),
    tests("Markdown", ["Markdown"]),
    tests("Guidelines", ["Guidelines", "Markdown"]),
    tests("Project", ["Project", "Items", "Questions", "Guidelines"]),
    tests("Interchange", ["Interchange", "Items", "Questions", "Judgments"]),
    tests("Terminal", ["Terminal"]),
    tests(
      "Screens",
      [
        "Screens", "Terminal", "Items", "Questions", "Guidelines", "Markdown", "Project",
        "Judgments",
      ]),
    tests("Curses", ["Curses", "Terminal", "CCurses", "CSystem"]),
    tests("gloss", ["Items", "Judgments", "Questions"]),
  ],
  swiftLanguageModes: [.v6])

// Its main is libFuzzer's, so it is built by `make fuzz` alone.
if Context.environment["GLOSS_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "Items", "Questions", "Judgments", "Sync", "Markdown", "Guidelines", "Project", "Terminal",
      ],
      path: "Tests/Fuzz", exclude: ["Corpus"],
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
