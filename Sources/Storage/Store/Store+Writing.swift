import Items
import Judgments

/// One kind of chain that a store writes itself.
enum OwnChain: Hashable {
  case scope(Scope)
  /// The chain of the root key, which makes leads.
  case root

  var text: String {
    switch self {
    case .scope(let scope): scope.text
    case .root: "root"
    }
  }

  init?(text: String) {
    if text == "root" {
      self = .root
    } else if let scope = Scope(text: text) {
      self = .scope(scope)
    } else {
      return nil
    }
  }
}

extension Store {
  /// Does a piece of work in one durable transaction; on a full disk once more with the ballast.
  func write<T>(_ work: () throws -> T) throws -> T {
    if let trouble { throw trouble }
    guard access != .read else { throw StoreFault.readOnly(path: path) }
    do {
      return try attempt(work)
    } catch StoreFault.diskFull {
      // What was kept in memory belongs to the transaction that failed.
      guard Ballast(store: path, surroundings).drop() else {
        throw fail(.diskFull(path: path))
      }
      do {
        return try attempt(work)
      } catch StoreFault.diskFull {
        throw fail(.diskFull(path: path))
      }
    }
  }

  /// Forgets that the disk was full, so that the next write is tried.
  package func retry() {
    if case .diskFull = trouble { trouble = nil }
    // Where the disk still does not give it, the next use tries again.
    if isStale { try? reload() }
  }

  /// Reads anew what is kept in memory; it says nothing of the file while that does not succeed.
  func reload() throws {
    isStale = true
    if db.isClosed {
      let connection = try Connection(path: path, manner: manner)
      try connection.prepareForWriting(manner, path: path)
      ledger = try Ledger(db: connection, project: project, me: ledger.me)
    } else {
      try ledger.load()
    }
    clock = HybridClock(last: ledger.tally.hlc)
    isStale = false
  }

  private func fail(_ fault: StoreFault) -> StoreFault {
    trouble = fault
    return fault
  }

  private func attempt<T>(_ work: () throws -> T) throws -> T {
    if isStale { try reload() }
    let before = (clock: clock, doubt: doubt, heads: Set(try ownHeads()))
    var produced: T?
    var appended: OperationReference?
    let result: T
    do {
      result = try db.transaction {
        try requireOwnership()
        try rotateIfInDoubt()
        let result = try work()
        ledger.tally.hlc = clock.last
        try ledger.flush()
        appended = try ownHeads().filter { !before.heads.contains($0) }.max { $0.seq < $1.seq }
        produced = result
        return result
      }
    } catch {
      (clock, doubt) = (before.clock, before.doubt)
      // A commit that failed for another reason than room leaves the outcome open.
      guard case StoreFault.commit(let cause) = error, cause != .diskFull(path: cause.path) else {
        // What went wrong first is the one to tell.
        try? reload()
        if case StoreFault.commit(let cause) = error { throw cause }
        throw error
      }
      guard let produced, let appended else {
        // Without an operation nothing can be looked for: what is in the file now counts.
        try? reload()
        throw cause
      }
      guard (try? isSavedAfterAll(appended)) == true else { throw cause }
      result = produced
    }
    commitsSinceTidying += 1
    try? recordGuard(durably: false)
    return result
  }

  /// Whether an operation is in the file, and on the disk, though its commit reported a failure.
  ///
  /// A failed sync is never simply tried again: the system may have dropped what it could not
  /// write. The file is read anew, and what is found in it is synced with a checkpoint.
  private func isSavedAfterAll(_ reference: OperationReference) throws -> Bool {
    isStale = true
    try? db.close()
    try reload()
    guard try holds(reference) else { return false }
    if manner == .writing { try db.execute("PRAGMA wal_checkpoint(FULL)") }
    return true
  }

  /// Folds the journal into the file when it has grown; for moments when nobody waits.
  package func tidy() throws {
    guard access != .read, commitsSinceTidying > 0 else { return }
    try db.execute("PRAGMA wal_checkpoint(PASSIVE)")
    commitsSinceTidying = 0
    bytesSinceTidying = 0
  }

  /// Folds the journal in when much content was added to it: each folding writes the pages of the
  /// trees, most of which the next part changes again.
  func tidy(after size: Int) throws {
    bytesSinceTidying += size
    if bytesSinceTidying >= Self.mostUntidyBytes { try tidy() }
  }

  private static var mostUntidyBytes: Int { 256 << 20 }

  /// Another program that took the store over has left its token in the file.
  private func requireOwnership() throws {
    let found = try db.one("SELECT v FROM meta WHERE k = 'writer'") { $0.bytes(0) } ?? []
    guard found != token else {
      if let lock, !lock.isHeld { _ = try? lock.take(openingNow) }
      return
    }
    let opening = lock?.holder() ?? Opening(since: 0, host: "", process: 0)
    let fault = StoreFault.takenOver(path: path, opening: opening)
    trouble = fault
    throw fault
  }

  var openingNow: Opening {
    Opening(
      since: surroundings.clock.now, host: surroundings.machine.hostName,
      process: surroundings.machine.processID)
  }
}
