package import Items
package import Judgments

extension Store: OperationReceiver {
  package func mayHold(_ scope: Scope) -> Bool {
    scope.mayBeHeld(by: ledger.me, roles: ledger.roles)
  }

  package func holds(_ chain: ChainID, seq: UInt64, hash: Hash) throws -> Bool {
    try holds(OperationReference(chain: chain, seq: seq, hash: hash))
  }

  package func receive(_ batch: OperationBatch) throws -> Reception {
    var size = 0
    let reception = try write {
      var reception = Reception()
      size = 0
      // Before the operations, whose fold reads some of them.
      for blob in batch.blobs { _ = try ledger.putBlob(blob) }
      let ownChains = Set(try ownHeads())
      let now = surroundings.clock.now
      for operation in batch.operations {
        switch try ledger.insert(operation) {
        case .new:
          reception.new += 1
          size += operation.envelopeBytes.count + (operation.payload?.count ?? 0)
          clock.absorb(operation.envelope.hlc, wallMilliseconds: now)
        case .had: reception.had += 1
        case .pending: reception.pending += 1
        case .foreign: reception.notForThisStore += 1
        case .refused(let why):
          let bytes = Self.bytes(of: operation)
          reception.quarantined += try quarantine(bytes, why: why, source: batch.source)
        }
      }
      let arrived = try ledger.insertPending()
      reception.new += arrived
      reception.pending = max(0, reception.pending - arrived)
      for unreadable in batch.unreadable {
        reception.quarantined += try quarantine(
          unreadable.bytes, why: unreadable.why, source: batch.source)
      }
      for signed in batch.checkpoints { try receive(signed) }
      // A chain of ours that is longer elsewhere: this store is older than what it has written.
      if try !ownChains.isSuperset(of: ownHeads()) {
        doubt = .restore
        try rotateIfInDoubt()
      }
      return reception
    }
    try tidy(after: size)
    return reception
  }

  package func standings() throws -> Standings {
    let count = { (standing: CellState.Standing) in
      try self.db.one(
        "SELECT count(*) FROM celltrouble WHERE state = ?", .text(standing.rawValue)
      ) { $0.int(0) } ?? 0
    }
    return Standings(
      conflicts: try count(.conflict), twins: try count(.twin),
      forks: ledger.chains.values.count { $0.tips.count > 1 },
      uncounted: Dictionary(try uncounted().map { ($0.status, $0.count) }) { $0 + $1 })
  }

  /// Keeps a statement of a chain's own device, also before the operation it is about arrives.
  private func receive(_ signed: SignedCheckpoint) throws {
    let checkpoint = signed.checkpoint
    guard checkpoint.project == project, let chain = ledger.chains[checkpoint.chain],
      checkpoint.deviceKey == chain.deviceKey, signed.isValid
    else { return }
    try keep(signed, of: chain)
  }

  /// Keeps bytes that are no operation, once.
  private func quarantine(_ bytes: [UInt8], why: String, source: String) throws -> Int {
    try db.run(
      """
      INSERT INTO quarantine(why, source, digest, bytes) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING
      """, .text(why), .text(source), .blob(Hash.sha256(bytes).bytes), .blob(bytes))
    return db.changes
  }

  private static func bytes(of operation: Operation) -> [UInt8] {
    operation.envelopeBytes + (operation.payload ?? [])
  }

  /// What was kept aside because it is no operation, with the reasons.
  package func quarantined() throws -> [(why: String, source: String, count: Int)] {
    try db.all("SELECT why, source, length(bytes) FROM quarantine ORDER BY id") {
      ($0.text(0), $0.text(1), $0.int(2))
    }
  }
}
