package import Items
import Judgments

/// What an inspection of a store found.
package struct Verification: Hashable, Sendable {
  package var isOK: Bool { problems.isEmpty }
  package var operations: Int
  /// How many operations stand in each place; the numbers add up to `operations`.
  package var places: [Count]
  /// Equal for stores that hold the same operations.
  package var digest: Hash
  /// Full sentences.
  package var problems: [String]
  /// What is worth knowing and no fault of this store, as full sentences.
  package var remarks: [String]

  package struct Count: Hashable, Sendable {
    package var place: String
    package var count: Int
  }
}

extension Store {
  /// Checks every hash, link and signature, and that every read model is what the operations give.
  ///
  /// `progress` is called with the operations done and the operations in all.
  package func verify(progress: (Int, Int) -> Void = { _, _ in }) throws -> Verification {
    var problems: [String] = []
    let integrity = try db.all("PRAGMA integrity_check(10)") { $0.text(0) }
    problems += integrity.filter { $0 != "ok" }.map {
      "SQLite finds the file damaged: \($0). Keep a copy and go on from a backup."
    }
    let shadow = try Connection(path: "", manner: .temporary)
    defer { try? shadow.close() }
    let total = ledger.tally.operations
    var copied = 0
    try shadow.transaction {
      try Schema.create(in: shadow)
      copied = try copy(to: shadow, problems: &problems) { progress($0 / 2, total) }
    }
    problems += try signatureProblems()
    let rebuilt = try Ledger(db: shadow, project: project, me: ledger.me)
    try shadow.transaction {
      try rebuilt.rebuild { progress(total / 2 + $0 / 2, total) }
      try copyLocals(to: rebuilt)
    }
    problems += try differences(to: rebuilt)
    let unfindable = try ledger.unfindableItems()
    if unfindable > 0 {
      problems.append("\(unfindable) items cannot be found by their ids. Please report this.")
    }
    let places = try accounting()
    let counted = places.reduce(0) { $0 + $1.count }
    if counted != copied {
      problems.append(
        "\(copied) operations are stored and \(counted) are accounted for. Please report this.")
    }
    if total != copied {
      problems.append(
        "\(copied) operations are stored and the counts say \(total). Please report this.")
    }
    return Verification(
      operations: copied, places: places, digest: try ledger.projectionDigest(),
      problems: problems, remarks: try unseenReceipts())
  }

  /// One hash over everything that two stores with the same operations must agree on.
  package func projectionDigest() throws -> Hash { try ledger.projectionDigest() }

  /// Copies the truth into a fresh database, checking every hash and link on the way.
  private func copy(
    to shadow: Connection, problems: inout [String], progress: (Int) -> Void
  ) throws -> Int {
    for chain in ledger.chains.values {
      try shadow.run(
        "INSERT INTO chain(cid, chain, scope, person, device, opened) VALUES(?, ?, ?, ?, ?, ?)",
        .integer(chain.number), .blob(chain.id.bytes), .text(chain.scope.text),
        .blob(chain.person.bytes), .blob(chain.deviceKey), .blob(chain.opened.bytes))
      for tip in chain.tips {
        try shadow.run(
          "INSERT INTO frontier(cid, seq, hash, hlc) VALUES(?, ?, ?, ?)", .integer(chain.number),
          .integer(tip.seq), .blob(tip.hash.bytes), .integer(tip.hlc))
      }
    }
    try db.rows("SELECT hash, bytes FROM blob") { row in
      let bytes = row.bytes(1)
      if Hash.sha256(bytes).bytes != row.bytes(0) {
        problems.append("A large content is not what its name says. Merge a whole copy of it in.")
      }
      try shadow.run(
        "INSERT INTO blob(hash, bytes) VALUES(?, ?)", .blob(row.bytes(0)), .blob(bytes))
      return .more
    }
    var copied = 0
    var links = LinkCheck()
    try db.rows(
      """
      SELECT o.cid, o.seq, o.hash, o.prev, o.hlc, o.kind, o.cell, o.env, o.payload, o.status,
        p.bytes FROM op o LEFT JOIN payload p ON p.id = o.payload ORDER BY o.cid, o.seq, o.hash
      """
    ) { row in
      let hash = row.bytes(2)
      let payload = row.isNull(10) ? nil : row.bytes(10)
      let chain = ledger.chainsByNumber[row.integer(0)]?.id.hex.prefix(8) ?? "?"
      let name = "Operation \(row.unsigned(1)) of chain \(chain)"
      do throws(OperationFault) {
        let operation = try Operation(receiving: row.bytes(7), payload: payload)
        let envelope = operation.envelope
        if operation.hash.bytes != hash || envelope.seq != row.unsigned(1)
          || envelope.prev.bytes != row.bytes(3) || envelope.hlc != row.unsigned(4)
          || Int(envelope.kind.rawValue) != row.int(5)
          || (envelope.cell?.bytes ?? []) != row.bytes(6)
        {
          problems.append("\(name) is indexed as another one than its bytes are.")
        }
        if let fault = links.fault(of: operation, in: row.integer(0)) {
          problems.append("\(name) \(fault)")
        }
      } catch {
        problems.append("\(name) is damaged. \(error.message) Merge a whole copy of it in.")
      }
      if let payload {
        try shadow.run(
          "INSERT INTO payload(id, bytes) VALUES(?, ?)", .integer(row.integer(8)),
          .blob(payload))
      }
      try shadow.run(
        """
        INSERT INTO op(cid, seq, hash, prev, hlc, kind, cell, env, payload, status)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, .integer(row.integer(0)), .integer(row.integer(1)), .blob(hash),
        .blob(row.bytes(3)), .integer(row.integer(4)), .integer(row.integer(5)),
        row.isNull(6) ? .null : .blob(row.bytes(6)), .blob(row.bytes(7)),
        row.isNull(8) ? .null : .integer(row.integer(8)), .integer(row.integer(9)))
      copied += 1
      if copied % 1000 == 0 { progress(copied) }
      return .more
    }
    return copied
  }
}

/// Checks that operations read in the order of chain and position follow each other.
private struct LinkCheck {
  private var chain: Int64 = -1
  private var seq: UInt64 = 0
  private var before: Set<Hash> = []
  private var here: Set<Hash> = []

  /// What is wrong with the operation's place, as the rest of a sentence.
  mutating func fault(of operation: Operation, in chain: Int64) -> String? {
    let envelope = operation.envelope
    if chain != self.chain {
      self = LinkCheck()
      self.chain = chain
    }
    if envelope.seq != seq {
      before = envelope.seq == seq + 1 ? here : []
      here = []
      seq = envelope.seq
    }
    here.insert(operation.hash)
    if envelope.seq == 1 || before.contains(envelope.prev) { return nil }
    return "does not follow the operation before it: one is missing or was changed."
  }
}
