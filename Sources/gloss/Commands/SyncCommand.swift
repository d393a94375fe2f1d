import ArgumentParser
import Items
import Judgments
import Storage
import Sync

/// `gloss sync STORE [REMOTE]`: exchanges with where others exchange.
struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Takes in what others did, and hands on what you did.",
    discussion: """
      A remote is a folder (on a stick, on a network disk, or one that another program keeps the \
      same on several machines), or ssh://USER@HOST/FOLDER through the system's ssh, where gloss \
      serve answers. Any other SCHEME:// is spoken by a program gloss-remote-SCHEME. A remote is remembered, so that gloss sync STORE is enough from then on. \
      Several people can use it at once, and nothing that is missing there is ever taken for a \
      deletion. What you may not hold is not received, and what only leads may hold is not sent.
      """)

  @Argument(help: "The store.", completion: .file())
  var store: String

  @Argument(
    help: "The remote to exchange with; all remembered ones when it is left out.",
    completion: .directory)
  var remote: String?

  @Flag(help: "Say what would be exchanged, and exchange nothing.")
  var dryRun = false

  @Flag(help: "Read all own files at the remote, and write damaged ones anew.")
  var check = false

  @Flag(help: "Forget the remote instead; what is there stays there.")
  var forget = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if forget, remote == nil {
      throw ValidationError("Name the remote to forget.")
    }
    if forget, dryRun || check || json {
      throw ValidationError("--forget goes with no other option.")
    }
  }

  func run() throws {
    if forget { return try StoreFile.writing(store, forgetRemote) }
    let exchanges =
      dryRun ? try StoreFile.reading(store, exchange) : try StoreFile.writing(store, exchange)
    if json {
      try TextOutput.standard.json(["remotes": .array(exchanges.map(\.json))])
    } else {
      for exchange in exchanges {
        for remark in exchange.report?.remarks ?? [] { Complaint.write(remark) }
        if let failure = exchange.failure { Complaint.write(failure) }
      }
      for exchange in exchanges { try print(exchange, isOnly: exchanges.count == 1) }
    }
    if exchanges.contains(where: \.isUnfinished) { throw ExitCode(1) }
  }

  private func exchange(_ store: Store) throws -> [RemoteExchange] {
    let remotes = try remotes(of: store)
    return try remotes.map { place in
      var progress = Progress("Syncing", total: nil)
      defer { progress.end() }
      do {
        let report = try RemotePlace.using(place, project: store.project) { remote in
          try Exchange(
            store: store, remote: remote, isDryRun: dryRun, isThorough: check
          ).run { report in
            progress.advance(
              to: report.sent + report.received,
              "\(Plural.number(report.sent)) sent, \(Plural.number(report.received)) received")
          }
        }
        // Only what has worked once is worth remembering.
        if !dryRun { try store.remember(remote: place) }
        return RemoteExchange(
          place: place, report: report, conflicts: try store.counts.conflicts)
      } catch let fault as RemoteFault {
        // The other remotes may still be there.
        return RemoteExchange(place: place, failure: fault.message)
      }
    }
  }

  private func remotes(of store: Store) throws -> [String] {
    if let remote { return [try RemotePlace.named(remote)] }
    let known = try store.remotes()
    guard !known.isEmpty else {
      throw Refusal(
        "This store has not exchanged with any remote yet.",
        remedy: "Name a folder or an address: gloss sync \(self.store) FOLDER.")
    }
    return known
  }

  private func forgetRemote(_ store: Store) throws {
    guard let remote else { return }
    let name = try RemotePlace.named(remote)
    guard try store.forget(remote: name) else {
      throw Refusal(
        "This store does not remember \(Quoted(name, limit: 400).safe).",
        remedy: "It remembers: "
          + (try store.remotes().map { Quoted($0, limit: 400).safe }.joined(separator: ", ")) + ".")
    }
    try TextOutput.standard.line("forgotten: \(Quoted(name, limit: 400).safe)")
  }

  private func print(_ exchange: RemoteExchange, isOnly: Bool) throws {
    guard let report = exchange.report else { return }
    let place = isOnly ? "" : "\(Quoted(exchange.place, limit: 400).safe): "
    let would = dryRun ? "would be " : ""
    try TextOutput.standard.line(
      place + would + report.sentence(conflicts: exchange.conflicts))
  }
}

/// What became of the exchange with one remote.
struct RemoteExchange {
  var place: String
  var report: ExchangeReport?
  /// Conflicts that the store's own person can resolve.
  var conflicts = 0
  /// Why there was no exchange at all.
  var failure: String?

  var isUnfinished: Bool { failure != nil || report?.problems.isEmpty == false }

  var json: JSON {
    guard let report else {
      return ["remote": .string(place), "problems": .array([.string(failure ?? "")])]
    }
    let merged = report.merged
    func texts(_ lines: [String]) -> JSON { .array(lines.map { .string($0) }) }
    return [
      "remote": .string(place), "sent": .integer(report.sent),
      "received": .integer(report.received), "conflicts": .integer(merged.conflicts),
      "my_conflicts": .integer(conflicts), "twins": .integer(merged.twins),
      "forks": .integer(merged.forks), "pending": .integer(merged.pending),
      "announced": .integer(report.announced),
      "not_for_this_store": .integer(merged.notForThisStore),
      "quarantined": .integer(merged.quarantined),
      "bad_signatures": .integer(merged.badSignatures), "held_back": .integer(report.heldBack),
      "incomplete": texts(report.incomplete), "damaged": texts(report.damaged),
      "newer": texts(report.newer), "problems": texts(report.problems),
    ]
  }
}
