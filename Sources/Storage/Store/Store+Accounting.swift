import Items
package import Judgments

extension Store {
  /// In which place each operation stands; the counts add up to all of them.
  package func accounting() throws -> [Verification.Count] { try ledger.accounting() }

  /// How many operations do not count, and why.
  package func uncounted() throws -> [(status: OperationStatus, count: Int)] {
    try db.all(
      "SELECT status, count(*) FROM op WHERE status != 0 GROUP BY status ORDER BY status"
    ) { (OperationStatus(rawValue: $0.int(0)) ?? .pending, $0.int(1)) }
  }

  func copyLocals(to other: Ledger) throws {
    let drafts = try db.all(
      "SELECT i.item FROM draft d CROSS JOIN item i ON i.ino = d.ino"
    ) { $0.bytes(0) }
    let requeued = try db.all(
      "SELECT i.item FROM requeue r CROSS JOIN item i ON i.ino = r.ino"
    ) { $0.bytes(0) }
    for bytes in drafts {
      guard let item = ItemID(bytes: bytes), let ino = try other.knownNumber(of: item) else {
        continue
      }
      try other.db.run("INSERT INTO draft(ino, at, bytes) VALUES(?, 0, x'')", .integer(ino))
      try other.refreshPlace(ino)
    }
    for bytes in requeued {
      guard let item = ItemID(bytes: bytes), let ino = try other.knownNumber(of: item) else {
        continue
      }
      try other.db.run("INSERT INTO requeue(ino) VALUES(?)", .integer(ino))
      try other.refreshPlace(ino)
    }
    try other.flush()
  }

  /// How the read models differ from those that the operations give.
  func differences(to rebuilt: Ledger) throws -> [String] {
    var problems: [String] = []
    for (mine, other) in zip(try ledger.digests(), try rebuilt.digests())
    where mine.digest != other.digest {
      problems.append(
        "The table of \(mine.table) is not what the operations give "
          + "(\(mine.digest.rows) rows against \(other.digest.rows)). Please report this.")
    }
    if try ledger.queueDigest() != rebuilt.queueDigest() {
      problems.append(
        "The queue is not what the operations give. Please report this.")
    }
    let kept = ledger.tally.items
    var summed = ItemTally()
    for run in try ledger.queue.stretches() { summed.add(run.tally) }
    if kept != rebuilt.tally.items || kept != summed {
      problems.append("The counts are not what the operations give. Please report this.")
    }
    return problems
  }

  /// Checkpoints whose signature or chain is wrong, and ends of foreign chains without one.
  func signatureProblems() throws -> [String] {
    var problems: [String] = []
    let own = Set(try db.all("SELECT cid FROM own") { $0.integer(0) })
    for chain in ledger.chains.values.sorted(by: { $0.number < $1.number }) {
      let name = "Chain \(chain.id.hex.prefix(8))"
      var covered: UInt64 = 0
      for signed in try checkpoints(of: chain.id) {
        if !signed.isValid || signed.checkpoint.deviceKey != chain.deviceKey {
          problems.append("\(name) has a statement whose signature is not its device's.")
        } else {
          covered = max(covered, signed.checkpoint.seq)
        }
      }
      let end = chain.tips.map(\.seq).max() ?? 0
      if !own.contains(chain.number), covered < end, chain.tips.count == 1, !isFormerlyOwn(chain) {
        problems.append(
          "\(name) goes on for \(end - covered) operations behind its last signature.")
      }
    }
    return problems
  }

  /// Chains of this device from before a copy or a restore need no signature here.
  private func isFormerlyOwn(_ chain: Chain) -> Bool { chain.deviceKey == deviceKey }
}
