import Items
import Judgments

extension Ledger {
  /// Takes in one operation whose bytes and hashes were checked; folds it when it is new.
  func insert(_ operation: Operation) throws -> Insertion {
    let envelope = operation.envelope
    let chain: Chain
    if let last = lastChain, last.id == envelope.chain {
      chain = last
    } else if let known = chains[envelope.chain] {
      chain = known
    } else if envelope.seq > 1 {
      // Until its first operation tells the chain's scope, nobody knows whether it may stay here.
      return .foreign
    } else {
      switch try open(operation) {
      case .success(let opened): chain = opened
      case .failure(let why): return why.insertion
      }
    }
    lastChain = chain
    let tip = Chain.Tip(seq: envelope.seq, hash: operation.hash, hlc: envelope.hlc)
    var previousTime: UInt64 = 0
    var isFork = false
    if envelope.seq > 1 {
      let link = chain.tips.firstIndex {
        $0.hash == envelope.prev && $0.seq + 1 == envelope.seq
      }
      if let link {
        previousTime = chain.tips[link].hlc
        chain.tips[link] = tip
      } else {
        if try holds(chain, envelope.seq, operation.hash) { return .had }
        guard let time = try time(chain, envelope.seq - 1, envelope.prev) else {
          return try wait(operation)
        }
        // The operation before has another successor: the chain is forked, both branches stay.
        previousTime = time
        isFork = true
        chain.tips.append(tip)
      }
    } else if try holds(chain, 1, operation.hash) {
      return .had
    } else {
      chain.tips.append(tip)
    }
    chain.isDirty = true
    try post(operation, in: chain, after: previousTime)
    heedCuts(operation.reference, in: chain, isFork: isFork)
    return .new
  }

  /// Takes in operations that waited for what has arrived since.
  func insertPending() throws -> Int {
    var inserted = 0
    var isMoving = hasPending
    while isMoving {
      isMoving = false
      let waiting = try db.all(
        """
        SELECT p.env, p.payload FROM pending p JOIN chain c ON c.chain = p.chain
        JOIN op o ON o.cid = c.cid AND o.seq = p.seq - 1 ORDER BY p.chain, p.seq LIMIT 1000
        """
      ) { (envelope: $0.bytes(0), payload: $0.isNull(1) ? nil : $0.bytes(1)) }
      for bytes in waiting {
        let operation = try Operation(receiving: bytes.envelope, payload: bytes.payload)
        let envelope = operation.envelope
        guard let chain = chains[envelope.chain],
          try holds(chain, envelope.seq - 1, envelope.prev)
        else { continue }
        try db.run(
          "DELETE FROM pending WHERE chain = ? AND seq = ? AND hash = ?",
          .blob(envelope.chain.bytes), .integer(envelope.seq), .blob(operation.hash.bytes))
        isMoving = true
        if try insert(operation) == .new { inserted += 1 }
      }
    }
    hasPending = try db.one("SELECT 1 FROM pending LIMIT 1") { _ in true } ?? false
    return inserted
  }

  func holds(_ chain: Chain, _ seq: UInt64, _ hash: Hash) throws -> Bool {
    try time(chain, seq, hash) != nil
  }

  private func time(_ chain: Chain, _ seq: UInt64, _ hash: Hash) throws -> UInt64? {
    try db.one(
      "SELECT hlc FROM op WHERE cid = ? AND seq = ? AND hash = ?", .integer(chain.number),
      .integer(seq), .blob(hash.bytes)
    ) { $0.unsigned(0) }
  }

  private func wait(_ operation: Operation) throws -> Insertion {
    try db.run(
      """
      INSERT INTO pending(chain, seq, hash, env, payload) VALUES(?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """, .blob(operation.envelope.chain.bytes), .integer(operation.envelope.seq),
      .blob(operation.hash.bytes), .blob(operation.envelopeBytes),
      operation.payload.map(SQLValue.blob) ?? .null)
    hasPending = true
    return .pending
  }

  private struct Unopened: Error {
    var insertion: Insertion
  }

  /// Makes a chain known by its first operation.
  private func open(_ operation: Operation) throws -> Result<Chain, Unopened> {
    let envelope = operation.envelope
    func refuse(_ why: String) -> Result<Chain, Unopened> {
      .failure(Unopened(insertion: .refused(why)))
    }
    guard ChainID.opened(by: envelope) == envelope.chain else {
      return refuse("Its chain's id is not the one that its first operation gives.")
    }
    guard let map = operation.map,
      let payload = try? Payload(kind: envelope.kind, schemaVersion: 1, map: map)
    else { return refuse("The first operation of its chain cannot be read.") }
    let scope: Scope
    let person: PersonID
    let key: [UInt8]
    switch payload {
    case .genesis(let genesis):
      guard ProjectID.founded(by: operation.hash) == project else {
        return refuse("It founds another project.")
      }
      (scope, person, key) = (.pub, .zero, genesis.rootKey)
    case .chainOpen(let opening):
      guard opening.project == project else { return refuse("It belongs to another project.") }
      (scope, person, key) = (opening.scope, opening.person, opening.deviceKey)
    default: return refuse("Its chain begins with neither chain.open nor project.genesis.")
    }
    try settleAuthority()
    guard scope.mayBeHeld(by: me, roles: roles) else {
      return .failure(Unopened(insertion: .foreign))
    }
    try db.run(
      "INSERT INTO chain(chain, scope, person, device, opened) VALUES(?, ?, ?, ?, ?)",
      .blob(envelope.chain.bytes), .text(scope.text), .blob(person.bytes), .blob(key),
      .blob(operation.hash.bytes))
    let chain = Chain(
      number: db.lastRow, id: envelope.chain, scope: scope, person: person, deviceKey: key,
      opened: operation.hash, tips: [])
    chains[chain.id] = chain
    chainsByNumber[chain.number] = chain
    if case .genesis = payload { rootKey = key }
    chain.basis = basis(of: chain)
    return .success(chain)
  }

  private func post(
    _ operation: Operation, in chain: Chain, after previousTime: UInt64
  ) throws {
    let envelope = operation.envelope
    var payloadRow: Int64?
    if let bytes = operation.payload {
      payloadRow = try db.repeating("INSERT INTO payload(bytes) VALUES(?)") { statement in
        statement.bind(1, bytes)
        try db.finish(statement)
        return db.lastRow
      }
    }
    let posted = Posted(
      chain: chain, seq: envelope.seq, hash: operation.hash, hlc: envelope.hlc,
      kind: envelope.kind, schemaVersion: envelope.schemaVersion, cell: envelope.cell,
      bases: envelope.bases, payloadRow: payloadRow, payloadBytes: operation.payload)
    let read = Reading(
      of: posted, outline: operation.outline, after: previousTime,
      isTrusted: !preparedItems.isEmpty)
    var status = OperationStatus.pending
    if envelope.kind.operationClass == .authority {
      // Settled with the others of a batch, so that a thousand grants fold authority once.
      try enlist(posted, read)
    } else {
      try settleAuthority()
      status = self.status(of: posted, read)
    }
    try db.repeating(
      """
      INSERT INTO op(cid, seq, hash, prev, hlc, kind, cell, env, payload, status)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ) { statement in
      statement.bind(1, chain.number)
      statement.bind(2, Int64(bitPattern: envelope.seq))
      statement.bind(3, operation.hash)
      statement.bind(4, envelope.prev)
      statement.bind(5, Int64(bitPattern: envelope.hlc))
      statement.bind(6, Int64(envelope.kind.rawValue))
      // What a statement was bound to before is cleared, so that what is not here is NULL.
      if let cell = envelope.cell { statement.bind(7, cell) }
      statement.bind(8, operation.envelopeBytes)
      if let payloadRow { statement.bind(9, payloadRow) }
      statement.bind(10, Int64(status.rawValue))
      try db.finish(statement)
    }
    tally.operations += 1
    if envelope.kind.operationClass != .authority { try fold(posted, read, status) }
  }
}
