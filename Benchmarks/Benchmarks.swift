import ArgumentParser
import CSystem
import Foundation

/// Measures the program against named references in the same run.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints ratios against references that were measured in the same run.",
    discussion: """
      Parts: save, import, screen, merge, rebuild, codec, remotes, quality; without names all but quality, \
      which needs --quality-data. The folder must lie on a real disk: on one in memory a durable \
      commit costs nothing, and no figure would mean anything.
      """)

  @Argument(help: "The parts to measure.")
  var parts: [Part] = []

  @Option(help: "Items of import and screen.")
  var items = 1_000_000

  @Option(help: "Operations of merge, rebuild and remotes.")
  var operations = 100_000

  @Option(help: "Judgments that save and screen make.")
  var judgments = 400

  @Option(help: "How often each measurement is repeated; medians are printed.")
  var runs = 3

  @Option(help: "An existing folder on a disk; a folder inside it is used and removed.")
  var folder = "."

  @Option(help: "The program; by default the one that was built beside this.")
  var gloss: String?

  @Option(help: "The folder of the synthetic sets of the statistics.")
  var qualityData: String?

  enum Part: String, CaseIterable, ExpressibleByArgument {
    case save
    case `import`
    case screen
    case merge
    case rebuild
    case codec
    case remotes
    case quality
  }

  func validate() throws {
    guard runs > 0, items > 0, operations > 0, judgments > 0 else {
      throw ValidationError("Numbers begin at 1.")
    }
    if parts.contains(.quality), qualityData == nil {
      throw ValidationError("quality needs --quality-data FOLDER.")
    }
  }

  func run() throws {
    let wanted = parts.isEmpty ? Part.allCases.filter { $0 != .quality } : parts
    let place = try Workshop(under: folder, gloss: gloss)
    defer { place.remove() }
    print("on \(place.volume), \(ProcessInfo.processInfo.activeProcessorCount) cores")
    print(Report.header)
    var store: String?
    for part in wanted {
      switch part {
      case .save:
        try SaveBenchmark(place: place, judgments: judgments, runs: runs).run()
      case .import:
        store = try ImportBenchmark(place: place, items: items, runs: runs).run()
      case .screen:
        let path =
          try store ?? ImportBenchmark(place: place, items: items, runs: 1).store(named: "screen")
        try ScreenBenchmark(place: place, store: path, keys: judgments, runs: runs).run()
      case .merge, .rebuild:
        // One store serves both: what was merged is folded anew.
        if part == .rebuild, wanted.contains(.merge) { continue }
        try MergeBenchmark(place: place, operations: operations, runs: runs)
          .run(merging: part == .merge, rebuilding: wanted.contains(.rebuild))
      case .codec: CodecBenchmark(runs: runs).run()
      case .remotes:
        try RemoteBenchmark(place: place, operations: operations, runs: runs).run()
      case .quality:
        if let qualityData { QualityBenchmark.run(dataFolder: qualityData) { print($0) } }
      }
    }
    print("peak of this program: \(cs_peak_resident_bytes() / 1_048_576) MB")
  }
}
