import ArgumentParser
import Items
import Judgments
import Storage
import Sync

/// `gloss merge STORE OTHER…`: what others did, into a store.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Takes what other stores hold into a store.",
    discussion: """
      A union of operations: any order and any repetition give the same result, and the other \
      stores are only read. What the store's person may not hold is counted and not written. \
      Conflicts are kept side by side for the person whose devices disagree; the exit status is 0.
      """)

  @Argument(help: "The store that takes.", completion: .file())
  var store: String

  @Argument(help: "The stores that give.", completion: .file())
  var others: [String]

  @Flag(help: "Say what would be taken, and take nothing.")
  var dryRun = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if others.isEmpty { throw ValidationError("Name the stores to merge from.") }
  }

  func run() throws {
    // All are opened before anything is written, so that a wrong path stops the whole.
    for other in others { try StoreFile.reading(other) { _ in } }
    let reports =
      dryRun ? try StoreFile.reading(store, merge) : try StoreFile.writing(store, merge)
    if json {
      return try TextOutput.standard.json(["stores": .array(reports.map(Self.json))])
    }
    for report in reports {
      try TextOutput.standard.line(
        "\(Quoted(report.path, limit: 400).safe): \(dryRun ? "would be " : "")\(report.summary)")
    }
    guard reports.contains(where: { $0.forks > 0 }) else { return }
    try StoreFile.reading(store) { store in
      for fork in try store.forks() {
        try TextOutput.standard.line(
          "\(Quoted(store.person(fork.person).handle).safe)'s \(fork.sentence)")
      }
    }
  }

  private func merge(into target: Store) throws -> [MergeReport] {
    let signer = LocalSigner(surroundings: StoreFile.surroundings)
    let reports = try others.map { path in
      try StoreFile.reading(path) { other in
        var progress = Progress(
          "Merging \(Progress.title(path))", total: try other.counts.operations)
        defer { progress.end() }
        return try Merge(from: other, named: path, into: target, sign: signer.sign)
          .run(isDryRun: dryRun) { report in
            progress.advance(
              to: report.new + report.had, Plural.text(report.new, "new operation"))
          }
      }
    }
    // What a lead takes in is acknowledged, also where it came in an e-mail.
    if !dryRun { try target.writeReceipts() }
    return reports
  }

  static func json(_ report: MergeReport) -> JSON {
    [
      "path": .string(report.path), "new": .integer(report.new), "had": .integer(report.had),
      "conflicts": .integer(report.conflicts), "twins": .integer(report.twins),
      "pending": .integer(report.pending),
      "not_for_this_store": .integer(report.notForThisStore),
      "quarantined": .integer(report.quarantined), "forks": .integer(report.forks),
      "unsigned": .integer(report.unsigned), "bad_signatures": .integer(report.badSignatures),
      "uncounted": uncounted(report),
    ]
  }

  /// How many operations of the store do not count, by the reason: `late`, `wrong_role`, ….
  static func uncounted(_ report: MergeReport) -> JSON {
    .object(
      OperationStatus.allCases.compactMap { status in
        report.uncounted[status].map {
          JSONMember(status.name.replacing(" ", with: "_"), .integer($0))
        }
      })
  }
}
