import ArgumentParser
import Items
import Judgments
import Storage
import Sync
import Terminal

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
      let remotes = try store.remoteStandings()
      let received = try store.receivedByLeads()
      let forks = try store.forks()
      let uncounted = try store.uncounted()
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
          "unsent": .integer(counts.unsent), "acknowledged": .integer(received),
          "forks": .integer(forks.count), "granted": .bool(store.isGranted),
          "uncounted": .object(
            uncounted.map {
              JSONMember($0.status.name.replacing(" ", with: "_"), .integer($0.count))
            }),
          "remotes": .array(remotes.map(\.json)),
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
      table.row(
        "unsent",
        Plural.text(counts.unsent, "operation")
          + (counts.unsent > 0 ? ", handed to no remote yet" : ""))
      if received > 0 {
        table.row("acknowledged", "\(Plural.text(received, "operation")), by a lead")
      }
      table.row("operations", Plural.number(counts.operations))
      for (status, count) in uncounted {
        table.row("", "\(Plural.number(count)) \(MergeReport.words(for: status))")
      }
      table.row("handbook", handbook ?? "none")
      table.row("questions", questions ?? "none")
      for line in table.lines { try TextOutput.standard.line(line) }
      if !store.isGranted {
        try TextOutput.standard.line(
          "This device is not admitted yet: what it writes counts once a lead has compared the "
            + "words \(Fingerprint(of: store.device).text) with you.")
      }
      if let reason = store.revoked {
        try TextOutput.standard.line(
          "This device is trusted no more (\(RevocationReason.text(reason))): what is judged on it "
            + "does not count.")
      }
      for fork in forks {
        try TextOutput.standard.line(
          "\(Quoted(store.person(fork.person).handle).safe)'s \(fork.sentence)")
      }
      for remote in remotes {
        for line in remote.lines { try TextOutput.standard.line(line) }
      }
    }
  }

  /// A count with its share, rounded down so that 100 % means all.
  static func share(_ count: Int, of total: Int) -> String {
    guard total > 0 else { return Plural.number(count) }
    return "\(Plural.number(count)) (\(count * 100 / total) %)"
  }
}

extension RemoteStanding {
  var json: JSON {
    [
      "name": .string(name),
      "at": last.map { .string(Timestamp.text(milliseconds: $0.at)) } ?? .null,
      "sent": .integer(last?.sent ?? 0), "received": .integer(last?.received ?? 0),
      "unsent": .integer(unsent),
      "problems": .array((last?.problems ?? []).map { .string($0) }),
    ]
  }

  /// The remote's name, and what came of the newest exchange with it.
  var lines: [String] {
    var came = "no exchange noted yet"
    if let last {
      let isDone = last.problems.isEmpty || last.sent + last.received > 0
      let time = Timestamp.text(milliseconds: last.at)
      came = isDone ? "last synced" : "last tried"
      came += " \(time): \(Plural.number(last.sent)) sent, "
      came += "\(Plural.number(last.received)) received"
    }
    let left = unsent > 0 ? "; \(Plural.text(unsent, "operation")) to send" : ""
    return ["", "remote \(Quoted(name, limit: 400).safe)", "  \(came)\(left)"]
      + (last?.problems ?? []).map { "  \(DisplayText.safe($0, limit: 500))" }
  }
}
