import Items
package import Judgments

/// Brings a store and a remote together: takes in what is new there, then hands on what is the
/// store's own and missing there.
///
/// What is missing is decided from the remote as it is now, so one that was restored, emptied or
/// half copied gets back whatever the stores have. Absence is never a deletion.
package struct Exchange {
  let store: any OperationPublisher
  let remote: any Remote
  let manner: ExchangeManner

  package init(store: any OperationPublisher, remote: any Remote, manner: ExchangeManner) {
    self.store = store
    self.remote = remote
    self.manner = manner
  }

  /// Begins; a dry run only counts what would be exchanged, a thorough one reads all own files at
  /// the remote, to write damaged ones anew.
  package init(
    store: any OperationPublisher, remote: any Remote, isDryRun: Bool = false,
    isThorough: Bool = false
  ) {
    var manner = ExchangeManner()
    manner.isDryRun = isDryRun
    manner.isThorough = isThorough
    self.init(store: store, remote: remote, manner: manner)
  }

  /// Exchanges; a crash or an error leaves whole files and whole batches, and running again goes
  /// on from there.
  ///
  /// - Throws: faults of the store, and those of a remote that cannot even be listed.
  package func run(progress: (ExchangeReport) -> Void = { _ in }) throws -> ExchangeReport {
    var report = ExchangeReport(remote: remote.name)
    let card = try ProjectCard.state(at: remote)
    if case .other = card { throw RemoteFault.otherProject(remote.name) }
    if case .of(let project) = card, project != store.project {
      throw RemoteFault.otherProject(remote.name)
    }
    if try isNothingNew() {
      report.handedOn = try handedOn()
      return try finish(report)
    }
    try Intake(store: store, remote: remote, isDryRun: manner.isDryRun)
      .run(into: &report, progress: progress)
    if manner.isSealed || manner.isTurning { report.isOpenAmongSealed = false }
    if try store.isBehindItsRules() {
      // What it wrote stays, and goes with the first sync after the update.
      report.problems.append(
        "A lead has made a rule that this gloss is too old to read, so nothing was sent: nobody "
          + "here can know whether this device may still write. Update gloss and sync again; what "
          + "you judge meanwhile is kept.")
      return try finish(report)
    }
    if !manner.isDryRun {
      try store.writeReceipts()
      try store.signCheckpoints()
    }
    let handover = Handover(store: store, remote: remote, manner: manner)
    do {
      if card == .missing { try handover.introduce() }
      try handover.run(into: &report, progress: progress)
    } catch let fault as RemoteFault {
      // What was received stays and is told; only sending ends here.
      report.problems.append(fault.message)
    }
    if !manner.isDryRun, report.isUneventful, let listing = try remote.listing() {
      try store.noteKnown(known(listing), at: remote.name)
    }
    return try finish(report)
  }

  private func finish(_ report: ExchangeReport) throws -> ExchangeReport {
    var report = report
    let standings = try store.standings()
    report.merged.conflicts = standings.conflicts
    report.merged.twins = standings.twins
    report.merged.forks = standings.forks
    report.merged.uncounted = standings.uncounted
    return report
  }

  /// Whether the remote has exactly what it had when there was nothing to do, and so has the store.
  ///
  /// The remote is asked every time; all that is remembered is what its answer means.
  private func isNothingNew() throws -> Bool {
    guard !manner.looksInside, let listing = try remote.digest() else { return false }
    return try store.isKnown(known(listing), at: remote.name)
  }

  /// How far own chains are handed on where there is nothing new.
  private func handedOn() throws -> [ChainID: UInt64] {
    let tips = Dictionary(grouping: try store.haveVector().frontiers, by: \.chain)
    var positions: [ChainID: UInt64] = [:]
    for own in try store.chainsOfItsDevices() where own.scope != .vault {
      if let ends = tips[own.chain], ends.count == 1 { positions[own.chain] = ends[0].seq }
    }
    return positions
  }

  private func known(_ listing: Hash) throws -> Hash {
    Hash.sha256(listing.bytes + (try store.haveVector().digest.bytes))
  }
}

extension ExchangeReport {
  /// Whether all that is at the remote is here, and all that should be there is there.
  fileprivate var isUneventful: Bool {
    sent == 0 && received == 0 && incomplete.isEmpty && damaged.isEmpty && newer.isEmpty
      && sealed == 0 && announced == 0 && problems.isEmpty && merged.pending == 0
      && packed == 0 && resealed == 0 && heldBack == 0
  }
}
