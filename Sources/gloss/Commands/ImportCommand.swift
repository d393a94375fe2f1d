import ArgumentParser
import Items
import Judgments
import Project
import Storage

/// `gloss import STORE FILE…`: items, or others' judgments, in.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Adds items, or other people's judgments.",
    discussion: """
      The format is guessed from the name: .jsonl, .csv, .tsv, each also with .gz, and \
      .judgments.jsonl for judgments as gloss export writes them. hh is the transcript pairs of \
      Anthropic's HH-RLHF. What is there already is skipped; a bad line is named and never stops \
      the good ones. Reading judgments back in is a lead's act, and they stay marked as imported.
      """)

  @Argument(help: "The store.", completion: .file())
  var store: String

  @Argument(help: "The files; - is standard input.", completion: .file())
  var files: [String]

  @Option(
    help: "\(DataFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
    completion: .list(DataFormat.allCases.map(\.rawValue)))
  var format: DataFormat?

  @Option(help: "The dataset that the items belong to.")
  var dataset = ""

  @Flag(help: "Add nothing at all when any line is wrong.")
  var strict = false

  @Flag(help: "Say what would be added, and add nothing.")
  var dryRun = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if files.isEmpty { throw ValidationError("Name the files to import.") }
    if strict, files.contains("-") {
      throw ValidationError("--strict reads every file twice, which standard input does not allow.")
    }
  }

  func run() throws {
    let data = try files.map { path in
      try DataFile(path, format: format ?? (path == "-" ? .jsonl : nil)).recognised(
        isGuessed: format == nil && path != "-")
    }
    let open = dryRun ? StoreFile.reading : StoreFile.writing as Opening
    let (tally, complaints) = try open(store) { store in
      if strict, !dryRun {
        let check = try intake(data, into: store, isDryRun: true)
        if check.tally.unread + check.tally.refused > 0 { return check }
      }
      return try intake(data, into: store, isDryRun: dryRun)
    }
    complaints.tell()
    let isRefused = strict && tally.unread + tally.refused > 0
    try report(tally, isNothingAdded: dryRun || isRefused)
    if isRefused { Complaint.write("gloss: Nothing was added, because --strict was given.") }
    if isRefused || tally.read == 0 {
      if tally.read == 0 {
        Complaint.write(
          tally.unread == 0
            ? "gloss: There is no line in what was named. Check the path."
            : "gloss: No line could be read. Check the format.")
      }
      throw ExitCode(1)
    }
  }

  private typealias Opening = (
    String, (Store) throws -> (tally: IntakeTally, complaints: Complaints)
  ) throws -> (tally: IntakeTally, complaints: Complaints)

  private func intake(
    _ data: [DataFile], into store: Store, isDryRun: Bool
  ) throws -> (tally: IntakeTally, complaints: Complaints) {
    // Said before a long file is read for nothing.
    guard store.me.roles.contains(.lead) else {
      throw Refusal(
        "Only a lead may add items or read judgments in, and \(store.me.handle) is not one in this "
          + "project. Nothing was changed.", remedy: "Ask a lead to do it.")
    }
    let project = try StoredProject(store)
    var tally = IntakeTally()
    var items = ItemIntake(
      store, shape: try project.shape(), dataset: dataset, isDryRun: isDryRun)
    var judgments = JudgmentIntake(store, project: project, isDryRun: isDryRun)
    for file in data {
      tally +=
        file.format == .judgments ? try judgments.add(file) : try items.add(file)
    }
    var complaints = items.complaints
    for problem in DisputePlaces.problems(items.disputes, in: data, shape: items.shape) {
      complaints.add(problem)
    }
    complaints.add(judgments.complaints)
    return (tally, complaints)
  }

  private func report(_ tally: IntakeTally, isNothingAdded: Bool) throws {
    if json {
      return try TextOutput.standard.json([
        "new": .integer(tally.new), "had": .integer(tally.had),
        "refused": .integer(tally.refused), "unread": .integer(tally.unread),
        "dry_run": .bool(isNothingAdded),
      ])
    }
    var parts = [
      "\(Plural.number(tally.new)) \(isNothingAdded ? "would be new" : "new")",
      "\(Plural.number(tally.had)) there already",
    ]
    if tally.refused > 0 {
      parts.append("\(Plural.number(tally.refused)) left out, because their ids have other content")
    }
    if tally.unread > 0 { parts.append("\(Plural.text(tally.unread, "line")) not read") }
    try TextOutput.standard.line(parts.joined(separator: ", "))
  }
}

extension DataFormat: ExpressibleByArgument {}
