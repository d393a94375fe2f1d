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

  @Flag(
    help: ArgumentHelp(
      "Seal what not everybody may read to the devices of those who may.",
      discussion: "Remembered for this remote, and own files that are there are sealed, too."))
  var sealed = false

  @Flag(help: "Seal nothing at this remote any more, and open own files that are there.")
  var open = false

  @Flag(help: "Hand on what others have signed and the remote lacks, too.")
  var forOthers = false

  @Flag(
    help: ArgumentHelp(
      "Remove own small files at the remote for which one large one stands.",
      discussion: "Only what a lead has received, and where the large one is 14 days old."))
  var prune = false

  @Flag(help: "Forget the remote instead; what is there stays there.")
  var forget = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if forget, remote == nil {
      throw ValidationError("Name the remote to forget.")
    }
    if sealed || open, remote == nil {
      throw ValidationError("Name the remote to seal or to open.")
    }
    if sealed, open {
      throw ValidationError("A remote is sealed or open.")
    }
    if forget, dryRun || check || json || sealed || open || forOthers || prune {
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
        if !exchange.keyless.isEmpty { Complaint.write(exchange.keylessRemark) }
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
      let manner = try manner(for: place, of: store)
      // Before anything is written, so that a sync that breaks off leaves nothing open later.
      if sealed, !dryRun { try store.remember(sealed: true, remote: place) }
      let round = SyncRound(project: store.project, manner: manner)
      var exchange = try round.exchange(with: place, over: store) { report in
        progress.advance(
          to: report.sent + report.received,
          "\(Plural.number(report.sent)) sent, \(Plural.number(report.received)) received")
      }
      exchange.conflicts =
        dryRun ? try store.counts.conflicts : try store.settle(exchange)
      if open, !dryRun, !exchange.isUnfinished {
        try store.remember(sealed: false, remote: place)
      }
      if manner.isSealed { exchange.keyless = try keyless(store) }
      return exchange
    }
  }

  private func manner(for place: String, of store: Store) throws -> ExchangeManner {
    var manner = ExchangeManner()
    manner.isDryRun = dryRun
    manner.isThorough = check
    manner.isSealed = try sealed || (!open && store.isSealed(remote: place))
    manner.isTurning = sealed || open
    manner.isForOthers = forOthers
    manner.isPruning = prune
    return manner
  }

  /// The names of those who cannot open what this store seals.
  private func keyless(_ store: Store) throws -> [String] {
    let scopes = Set(try store.chainsOfItsDevices().map(\.scope)).subtracting([.pub, .vault])
    let people = scopes.flatMap { store.peopleWithoutSealingKeys(of: $0) }
    return Set(people.map(\.handle)).sorted()
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
