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
      try print(exchanges)
    }
    if exchanges.contains(where: \.isUnfinished) { throw ExitCode(1) }
  }

  private func exchange(_ store: Store) throws -> [RemoteExchange] {
    let remotes = try remotes(of: store)
    return try remotes.map { place in
      let name = remotes.count > 1 ? " \(Progress.title(place))" : ""
      var progress = Progress("Syncing\(name)", total: nil)
      defer { progress.end() }
      let round = SyncRound(project: store.project, isDryRun: dryRun, isThorough: check)
      var exchange = try round.exchange(with: place, over: store) { report in
        progress.advance(
          to: report.sent + report.received,
          "\(Plural.number(report.sent)) sent, \(Plural.number(report.received)) received")
      }
      exchange.conflicts =
        dryRun ? try store.counts.conflicts : try store.settle(exchange)
      return exchange
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

  /// One sentence; of several remotes a line each, and the sentence about all of them.
  private func print(_ exchanges: [RemoteExchange]) throws {
    let would = dryRun ? "would be " : ""
    let reports = exchanges.compactMap(\.report)
    if exchanges.count > 1 {
      for exchange in exchanges {
        try TextOutput.standard.line(
          Quoted(exchange.place, limit: 400).safe + ": "
            + (exchange.report.map { would + $0.sentence(conflicts: 0) } ?? "not exchanged with"))
      }
    }
    // What is in conflict is so whichever remote it came from.
    guard let conflicts = exchanges.last(where: { $0.report != nil })?.conflicts else { return }
    var all = ExchangeReport(remote: "")
    for report in reports {
      all.sent += report.sent
      all.received += report.received
    }
    let title = exchanges.count > 1 ? "in all: " : ""
    try TextOutput.standard.line(title + would + all.sentence(conflicts: conflicts))
  }
}
