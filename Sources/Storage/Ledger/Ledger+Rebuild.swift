import Items
import Judgments

extension Ledger {
  /// Makes every read model anew from the operations; inside a transaction.
  ///
  /// `progress` is called with the number of operations folded so far.
  func rebuild(progress: (Int) -> Void = { _ in }) throws {
    for table in Schema.derived { try db.execute("DELETE FROM \(table)") }
    // Local numbers stay, because drafts go by them.
    try db.run(
      """
      UPDATE item SET known = 0, retired = 0, cid = NULL, seq = NULL, hlc = NULL, payload = NULL,
        at = NULL, ord = NULL, sub = NULL
      """)
    queue.forget()
    queue.tally = ItemTally()
    itemNumbers = [:]
    order = .listed
    outdated = []
    drafts = [:]
    draftRows = 0
    isBeforeJudgments = true
    unsettled = []
    authorityRecords = []
    tally.operations = 0
    let sorted = chains.values.sorted { $0.number < $1.number }
    // Who may do what comes first, so that every other operation is looked at once.
    for chain in sorted {
      try db.rows(
        """
        SELECT seq, hash FROM op WHERE cid = ? AND kind BETWEEN 12288 AND 16383
        ORDER BY seq, hash
        """, .integer(chain.number)
      ) { row in
        if let hash = Hash(bytes: row.bytes(1)),
          let stored = try stored(chain, row.unsigned(0), hash)
        {
          let read = Reading(of: stored.posted, after: 0)
          try enlist(stored.posted, read)
          takeRoot(from: read.payload, named: hash)
        }
        return .more
      }
    }
    // Chains are looked at below, one by one; here only the records count.
    authority = try foldedAuthority()
    authorityChanged = false
    unsettled = []
    // The questions decide the order of items, so their chains come before those of judgments.
    for chain in sorted.sorted(by: { $0.scope.receivingRank < $1.scope.receivingRank }) {
      chain.basis = basis(of: chain)
      chain.statuses = [:]
      try rebuild(chain, progress: progress)
    }
    try flush()
    isBeforeJudgments = false
  }

  private func rebuild(_ chain: Chain, progress: (Int) -> Void) throws {
    var position: (seq: UInt64, hash: [UInt8]) = (0, [])
    // In a chain without branches the operation before is the last one read.
    var before: (hash: Hash, hlc: UInt64)?
    var times: [Hash: (seq: UInt64, hlc: UInt64)] = [:]
    let isForked = chain.tips.count > 1
    while true {
      let part = try storedOperations(of: chain, after: position.seq, position.hash, limit: 2000)
      guard let last = part.last else { return }
      position = (last.posted.seq, last.posted.hash.bytes)
      for stored in part {
        let posted = stored.posted
        let time = before?.hash == stored.prev ? before?.hlc : times[stored.prev]?.hlc
        let read = Reading(of: posted, after: time ?? 0)
        before = (posted.hash, posted.hlc)
        if isForked { times[posted.hash] = (posted.seq, posted.hlc) }
        let status = self.status(of: posted, read)
        if status != stored.status { try setStatus(posted, status) }
        if posted.kind.operationClass != .authority { try fold(posted, read, status) }
        tally.operations += 1
      }
      // A successor stands one position on, so nothing older is asked for again.
      times = times.filter { $0.value.seq + 1 >= last.posted.seq }
      progress(tally.operations)
    }
  }
}

extension Store {
  /// Folds a store anew that another version of the program has folded.
  func refold() throws {
    try write {
      try ledger.rebuild()
      try db.run(
        "INSERT OR REPLACE INTO meta(k, v) VALUES('fold', ?)",
        .blob([UInt8(Schema.foldVersion)]))
    }
  }
}
