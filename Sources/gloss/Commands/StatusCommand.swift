import ArgumentParser
import Items
import Storage

/// `gloss status STORE`: how the work stands.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Says how the work in a store stands.")

  @Argument(help: "The store; it is only read.", completion: .file())
  var store: String

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try StoreFile.reading(store) { store in
      let counts = try store.counts
      let handbook = try store.handbook()?.label
      let questions = try store.schema()?.label
      if json {
        return try TextOutput.standard.json([
          "project": .string(store.projectName), "person": .string(store.me.handle),
          "items": .integer(counts.items), "judged": .integer(counts.judged),
          "aside": .integer(counts.aside), "asked": .integer(counts.asked),
          "drafts": .integer(counts.drafts), "conflicts": .integer(counts.conflicts),
          "operations": .integer(counts.operations),
          "handbook": handbook.map { .string($0) } ?? .null,
          "questions": questions.map { .string($0) } ?? .null,
          "unjudged": .integer(counts.unjudged), "judge_again": .integer(counts.judgeAgain),
          "unsent": .integer(counts.unsent),
        ])
      }
      var table = TextTable()
      table.row("project", store.projectName)
      table.row("person", "\(store.me.handle) (\(RoleName.text(store.me.roles)))")
      table.row("items", Plural.number(counts.items))
      table.row("judged", Self.share(counts.judged, of: counts.items))
      table.row("unjudged", Plural.number(counts.unjudged))
      table.row("put aside", Plural.number(counts.aside))
      table.row("asked", Plural.number(counts.asked))
      table.row("drafts", Plural.number(counts.drafts))
      table.row("conflicts", Plural.number(counts.conflicts))
      table.row("judge again", Plural.number(counts.judgeAgain))
      table.row("unsent", Plural.text(counts.unsent, "operation"))
      table.row("operations", Plural.number(counts.operations))
      table.row("handbook", handbook ?? "none")
      table.row("questions", questions ?? "none")
      for line in table.lines { try TextOutput.standard.line(line) }
    }
  }

  /// A count with its share, rounded down so that 100 % means all.
  static func share(_ count: Int, of total: Int) -> String {
    guard total > 0 else { return Plural.number(count) }
    return "\(Plural.number(count)) (\(count * 100 / total) %)"
  }
}
