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
  let isDryRun: Bool
  /// Whether files that are known by name are read all the same.
  let isThorough: Bool

  /// Begins; a dry run only counts what would be exchanged, a thorough one reads all own files at
  /// the remote, to write damaged ones anew.
  package init(
    store: any OperationPublisher, remote: any Remote, isDryRun: Bool = false,
    isThorough: Bool = false
  ) {
    self.store = store
    self.remote = remote
    self.isDryRun = isDryRun
    self.isThorough = isThorough
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
    try Intake(store: store, remote: remote, isDryRun: isDryRun)
      .run(into: &report, progress: progress)
    if !isDryRun {
      try store.writeReceipts()
      try store.signCheckpoints()
    }
    let handover = Handover(
      store: store, remote: remote, isDryRun: isDryRun, isThorough: isThorough)
    do {
      if card == .missing { try handover.introduce() }
      try handover.run(into: &report, progress: progress)
    } catch let fault as RemoteFault {
      // What was received stays and is told; only sending ends here.
      report.problems.append(fault.message)
    }
    let standings = try store.standings()
    report.merged.conflicts = standings.conflicts
    report.merged.twins = standings.twins
    report.merged.forks = standings.forks
    report.merged.uncounted = standings.uncounted
    return report
  }
}
