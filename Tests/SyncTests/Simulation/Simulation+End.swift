import Items
import Judgments
import Sync

@testable import Storage

/// Healing everything at the end, and what must hold then.
extension Simulation {
  private static let rounds = 8

  func end() throws {
    for replica in replicas { replica.side = 0 }
    sides = sides.map { _ in 0 }
    for stick in sticks { heal(stick) }
    if chronicle.endsByMerging {
      // What lies on a stick alone is not brought back by merging stores.
      var left: Set<Hash> = []
      for replica in replicas { left.formUnion(try replica.names()) }
      acknowledged.formIntersection(left)
    }
    touched = Array(replicas.indices)
    rolledBack = []
    if !chronicle.endsByMerging {
      try comeToRest {
        var moved = 0
        for replica in replicas {
          for stick in sticks.indices { moved += try exchange(replica, stick) }
        }
        return moved
      }
      try checkThatOwnWorkArrived()
    }
    try comeToRest {
      var moved = 0
      for replica in replicas { try replica.store.signCheckpoints() }
      for replica in replicas.dropFirst() { moved += try merge(replica, into: replicas[0]) }
      for replica in replicas.dropFirst() { moved += try merge(replicas[0], into: replica) }
      return moved
    }
    try compare()
  }

  /// Lets everybody meet until nothing moves any more.
  private func comeToRest(_ meet: () throws -> Int) throws {
    for _ in 0..<Self.rounds {
      let moved = try meet()
      try check()
      if moved == 0 { return }
    }
    throw Broken(what: "everybody exchanged and it never came to rest")
  }

  /// What a store has written itself it hands on for as long as it is not there, so sticks alone
  /// bring it to everybody who may hold it.
  private func checkThatOwnWorkArrived() throws {
    for writer in replicas {
      for own in try writer.store.chainsOfItsDevices() where own.scope != .vault {
        let names = try writer.store.db.all(
          "SELECT o.hash FROM op o JOIN chain c ON c.cid = o.cid WHERE c.chain = ?",
          .blob(own.chain.bytes)
        ) { Hash(bytes: $0.bytes(0)) ?? .zero }
        for reader in replicas where reader.mayHold(own.scope) {
          let missing = names.count { !reader.held.contains($0) }
          if missing > 0 {
            throw Broken(
              what: "\(missing) operations of \(own.scope.text) did not get from \(writer.name) "
                + "to \(reader.name) by sticks")
          }
        }
      }
    }
  }

  private func describe(_ missing: Set<Operation>, lackingAt replica: Replica) -> String {
    let first = missing.min { $0.reference < $1.reference }
    let holders = replicas.filter { $0.held.contains(first?.hash ?? .zero) }.map(\.name)
    let scope = (first?.envelope.chain).flatMap { taints[$0]?.text } ?? "no scope"
    return "\(replica.name) lacks \(missing.count) operations, the first of them "
      + "\(first?.envelope.kind.name ?? "?") \(first?.envelope.seq ?? 0) in \(scope), which "
      + "\(holders) hold"
  }

  private func compare() throws {
    var all: [Hash: Operation] = [:]
    for replica in replicas {
      for name in try replica.operations() where all[name.hash] == nil { all[name.hash] = name }
    }
    let gone = acknowledged.subtracting(all.keys)
    if !gone.isEmpty { throw Broken(what: "\(gone.count) acknowledged operations are nowhere") }
    var audiences: [String: (digest: Hash, expected: Set<Operation>, fold: ReferenceFold)] = [:]
    for replica in replicas {
      let store = replica.store
      let digest = try store.projectionDigest()
      if audiences[replica.audience] == nil {
        let expected = Set(
          all.values.filter { operation in
            taints[operation.envelope.chain].map(replica.mayHold) ?? false
          })
        var fold = ReferenceFold(expected)
        if ablation == .lastWriterWins { fold = fold.byLastWriter(expected) }
        audiences[replica.audience] = (digest, expected, fold)
      }
      guard let audience = audiences[replica.audience] else { continue }
      let missing = audience.expected.filter { !replica.held.contains($0.hash) }
      if !missing.isEmpty { throw Broken(what: describe(missing, lackingAt: replica)) }
      if audience.digest != digest {
        throw Broken(what: "\(replica.name) has the same operations and another projection")
      }
      if try ReferenceFold(reading: store.ledger) != audience.fold {
        throw Broken(what: "\(replica.name) has not the reference fold")
      }
      let problems = try store.verify().problems
      if !problems.isEmpty { throw Broken(what: "\(replica.name): \(problems)") }
    }
    happened.operations = all.count
    happened.stores = replicas.count
    let lead = replicas[0].store
    let standings = try lead.standings()
    // A fork that its device has answered with a new chain is no trouble any more, and none to miss.
    happened.forks = lead.ledger.chains.values.count { $0.tips.count > 1 }
    happened.conflicts = standings.conflicts
    happened.late = try lead.uncounted().first { $0.status == .late }?.count ?? 0
  }
}

extension Replica {
  /// All operations of the store, read from its bytes.
  func operations() throws -> [Operation] {
    try store.db.all(
      "SELECT o.env, p.bytes FROM op o LEFT JOIN payload p ON p.id = o.payload"
    ) { row in
      try Operation(receiving: row.bytes(0), payload: row.isNull(1) ? nil : row.bytes(1))
    }
  }
}
