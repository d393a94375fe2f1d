import ArgumentParser
import Items
import Judgments
import Storage

/// `gloss history STORE ITEM`: every version of every judgment of an item.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Shows every version of every judgment of an item.",
    discussion: """
      The versions come oldest first. A state is settled, twin (two devices, the same decision), \
      conflict (they differ), retracted, superseded, or imported.
      """)

  @Argument(help: "The store; it is only read.", completion: .file())
  var store: String

  @Argument(help: "The item's id.")
  var item: String

  @Option(help: "The dataset that the item belongs to.")
  var dataset = ""

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try StoreFile.reading(store) { store in
      guard let ino = try store.find(externalID: item, dataset: dataset) else {
        throw Refusal(
          "There is no item \(Quoted(item)) in \(store.path).",
          remedy: "Check the id; gloss export and the browser (b) show ids.")
      }
      let history = try ItemHistory(store, ino: ino, item: item, dataset: dataset)
      if json { return try TextOutput.standard.json(history.json) }
      for line in history.lines { try TextOutput.standard.line(line) }
    }
  }
}

/// The versions of an item's judgments, ready to be printed.
struct ItemHistory {
  private struct Entry {
    var op: String
    var person: String
    var device: String
    var at: String
    var answers: [JSONMember]
    var aside: String?
    var bases: [String]
    var state: String
  }

  private let item: String
  private var entries: [Entry] = []

  init(_ store: Store, ino: Int64, item: String, dataset: String) throws {
    self.item = item
    let project = try StoredProject(store)
    let standings = Dictionary(
      try store.standings(of: ino).map { ($0.person, $0.standing) }
    ) { first, _ in first }
    entries = try store.versions(of: ino).map { version in
      let standing = standings[version.person] ?? .settled
      return Entry(
        op: version.reference.hash.hex, person: store.person(version.person).handle,
        device: version.device.hex, at: Timestamp.text(milliseconds: version.at),
        answers: project.answers(of: version.judgment).map { JSONMember($0.question, $0.value) },
        aside: version.judgment.aside?.name, bases: version.bases.map(\.hex),
        state: version.rank == .current ? standing.rawValue : version.rank.rawValue)
    }
    let id = Item.identity(project: store.project, dataset: dataset, externalID: item)
    for imported in try store.importedJudgments(of: id) {
      let judgment = Judgment(item: id, answers: imported.answers)
      entries.append(
        Entry(
          op: "", person: imported.annotator, device: imported.source,
          at: imported.atMilliseconds.map(Timestamp.text(milliseconds:)) ?? "",
          answers: project.answers(of: judgment).map { JSONMember($0.question, $0.value) },
          aside: nil, bases: [], state: "imported"))
    }
  }

  var json: JSON {
    let versions = entries.map { entry -> JSON in
      [
        "op": .string(entry.op), "person": .string(entry.person),
        "device": .string(entry.device), "at": .string(entry.at),
        "answers": .object(entry.answers), "aside": entry.aside.map { .string($0) } ?? .null,
        "bases": .array(entry.bases.map { .string($0) }), "state": .string(entry.state),
      ]
    }
    return ["item": .string(item), "versions": .array(versions)]
  }

  var lines: [String] {
    if entries.isEmpty { return ["Nobody has judged \(Quoted(item)) in this store."] }
    var table = TextTable()
    for entry in entries {
      let decision =
        entry.aside.map { "aside: \($0)" }
        ?? (entry.answers.isEmpty
          ? "no answers" : PrintedJSON.text(.object(entry.answers)))
      table.row(
        entry.at, entry.person, entry.state, String(entry.op.prefix(12)),
        entry.bases.isEmpty
          ? "first" : "after " + entry.bases.map { $0.prefix(12) }.joined(separator: ", "),
        decision)
    }
    return table.lines
  }
}
