import ArgumentParser
import Items
import Storage

/// `gloss recover STORE`: what can be saved from a damaged store, in a new one.
struct RecoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Saves everything that is whole in a damaged store into a new one.",
    discussion: """
      The damaged file is read page by page and never written to. Every operation proves itself \
      by its hash, so nothing wrong is saved. What is lost here and was exchanged before comes back \
      with the next gloss sync or gloss merge. Run it on the machine where the store was used: \
      its key is there.
      """)

  @Argument(help: "The damaged store.", completion: .file())
  var store: String

  @Option(
    name: .customLong("to"),
    help: "The store to make; STORE with .recovered in its name unless given.",
    completion: .file())
  var target: String?

  @Flag(help: "Say what would be saved, and make nothing.")
  var dryRun = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    guard let file = try DiskFile(store) else { throw StoreFault.missing(path: store) }
    let target = target ?? Self.name(beside: store)
    if !dryRun, StoreFile.surroundings.places.look(at: target) != nil {
      throw StoreFault.exists(path: target)
    }
    var progress = Progress("Reading", total: file.size)
    let salvage = Salvage(file: file, journal: try DiskFile(store + "-wal")) { done, all in
      progress.advance(
        to: all > 0 ? file.size / all * done : 0,
        "page \(Plural.number(done)) of \(Plural.number(all))")
    }
    progress.end()
    guard !salvage.operations.isEmpty else {
      throw Refusal(
        "Nothing whole was found in \(store).",
        remedy: "Go on from a backup, or from what others hold: gloss people add.")
    }
    if dryRun {
      return try tell(salvage.prospect, nil, target)
    }
    do {
      let made = try Store.recover(salvage, to: target, surroundings: StoreFile.surroundings)
      let verification = try StoreFile.using(made.store) { try $0.verify() }
      try tell(made.recovery, verification, target)
    } catch {
      StoreFile.discard(target)
      throw error
    }
  }

  private func tell(
    _ recovery: Recovery, _ verification: Verification?, _ target: String
  ) throws {
    if json {
      return try TextOutput.standard.json([
        "store": dryRun ? .null : .string(target), "operations": .integer(recovery.operations),
        "waiting": .integer(recovery.waiting), "contents": .integer(recovery.contents),
        "drafts": .integer(recovery.drafts), "without_payload": .integer(recovery.bereft),
        "missing": .integer(recovery.missing),
        "problems": .array((verification?.problems ?? []).map { .string($0) }),
      ])
    }
    for problem in verification?.problems ?? [] { Complaint.write(problem) }
    var table = TextTable()
    table.row("saved", Plural.text(recovery.operations, "operation"))
    if recovery.waiting > 0 { table.row("waiting", Plural.text(recovery.waiting, "operation")) }
    table.row("contents", Plural.number(recovery.contents))
    if recovery.drafts > 0 { table.row("drafts", Plural.number(recovery.drafts)) }
    let lost = max(recovery.bereft, recovery.missing)
    table.row("lost here", lost == 0 ? "nothing" : "at least \(Plural.text(lost, "operation"))")
    for line in table.lines { try TextOutput.standard.line(line) }
    guard !dryRun else { return }
    try TextOutput.standard.line(
      "\(Quoted(target, limit: 400).safe) is the store to go on with."
        + (lost > 0 ? " Sync or merge it first: what others have of it comes back." : ""))
  }

  private static func name(beside path: String) -> String {
    let suffix = ".gloss"
    return path.hasSuffix(suffix)
      ? path.dropLast(suffix.count) + ".recovered" + suffix : path + ".recovered"
  }
}
