import Items
import Judgments

extension Ledger {
  func loadAuthority() throws {
    rootKey = try db.one("SELECT v FROM meta WHERE k = 'root'") { $0.bytes(0) } ?? rootKey
    authorityRecords = []
    try db.rows(
      """
      SELECT o.cid, o.seq, o.hash, o.kind, p.bytes FROM authority a
      JOIN op o ON o.cid = a.cid AND o.seq = a.seq AND o.hash = a.hash
      JOIN payload p ON p.id = o.payload
      """
    ) { row in
      // Authority stands in the public chains alone; a copy of it elsewhere is no more than a text.
      if let chain = chainsByNumber[row.integer(0)], chain.scope == .pub,
        let hash = Hash(bytes: row.bytes(2)),
        let kind = UInt16(exactly: row.integer(3)),
        let map = try? CBOR(decoding: Array(row.bytes(4).dropFirst(Operation.saltLength))),
        let payload = try? Payload(
          kind: OperationKind(rawValue: kind), schemaVersion: 1, map: map)
      {
        authorityRecords.append(
          AuthorityRecord(
            reference: OperationReference(chain: chain.id, seq: row.unsigned(1), hash: hash),
            deviceKey: chain.deviceKey, person: chain.person, payload: payload))
        takeRoot(from: payload, named: hash)
      }
      return .more
    }
    authority = try foldedAuthority()
    for chain in chains.values { chain.basis = basis(of: chain) }
  }

  /// Folds the authority operations that are here.
  func foldedAuthority() throws -> Authority {
    var lines = CutLines()
    cuts = Set(authorityRecords.flatMap(\.cuts))
    for cut in cuts {
      guard let chain = chains[cut.chain], try holds(chain, cut.seq, cut.hash) else { continue }
      lines.add(cut, names: chain.tips.count > 1 ? try line(to: cut, in: chain) : nil)
    }
    return Authority(rootKey: rootKey, records: authorityRecords, lines: lines)
  }

  /// The names of the operations that lead up to one of a forked chain, its own among them.
  func line(to end: OperationReference, in chain: Chain) throws -> Set<Hash> {
    var names: Set<Hash> = []
    var (seq, name) = (end.seq, end.hash)
    while seq >= 1 {
      let prev = try db.one(
        "SELECT prev FROM op WHERE cid = ? AND seq = ? AND hash = ?", .integer(chain.number),
        .integer(seq), .blob(name.bytes)
      ) { Hash(bytes: $0.bytes(0)) }
      guard let prev else { break }
      names.insert(name)
      (seq, name) = (seq - 1, prev ?? .zero)
    }
    return names
  }

  /// Has authority folded again when an operation has come that moves a cut.
  ///
  /// That is the one at which it falls, and the first that forks a revoked device's chain. Later
  /// forks change no line, so that whoever forks a chain often has it folded once.
  func heedCuts(_ operation: OperationReference, in chain: Chain, isFork: Bool) {
    if cuts.contains(operation)
      || (isFork && chain.tips.count == 2 && chain.basis?.revoked == true)
    {
      authorityChanged = true
    }
  }

  /// Takes the root key from the operation that founded this project, and from no other: anybody
  /// can write a genesis, but only one has the hash that the project is named by.
  func takeRoot(from payload: Payload?, named hash: Hash) {
    if case .genesis(let genesis)? = payload, ProjectID.founded(by: hash) == project {
      rootKey = genesis.rootKey
    }
  }

  /// Takes note of an authority operation; it counts once authority is folded.
  func enlist(_ posted: Posted, _ read: Reading) throws {
    try db.run(
      "INSERT OR IGNORE INTO authority(cid, seq, hash) VALUES(?, ?, ?)",
      .integer(posted.chain.number), .integer(posted.seq), .blob(posted.hash.bytes))
    // Heard whatever its time is: clocks decide nothing, and a later fold could not know.
    if posted.chain.scope == .pub, read.fault == nil || read.fault == .badClockOrder,
      let payload = read.payload
    {
      authorityRecords.append(
        AuthorityRecord(
          reference: posted.reference, deviceKey: posted.chain.deviceKey,
          person: posted.chain.person, payload: payload))
    }
    unsettled.append(posted)
    // What nobody hears changes nothing, and a stranger could say much of it. Once the root makes
    // its author a lead, all is folded again.
    let isHeard =
      posted.chain.deviceKey == rootKey
      || authority.standing(of: posted.chain.person)?.roles.contains(.lead) == true
    if isHeard { authorityChanged = true }
  }

  /// Folds authority anew when its operations have changed, and what hangs on it.
  func settleAuthority() throws {
    guard authorityChanged else { return try settleWaiting() }
    authorityChanged = false
    authority = try foldedAuthority()
    var changed: [Chain] = []
    for chain in chains.values {
      let now = basis(of: chain)
      // A cut says where it falls, so a revoked device's chains are always looked at again.
      if chain.basis != now || now.revoked { changed.append(chain) }
      chain.basis = now
      chain.statuses = [:]
    }
    try settleWaiting()
    for chain in changed.sorted(by: { $0.number < $1.number }) { try settle(chain) }
  }

  private func settleWaiting() throws {
    guard !unsettled.isEmpty else { return }
    let waiting = unsettled
    unsettled = []
    for posted in waiting { try settle(posted) }
  }

  func basis(of chain: Chain) -> Chain.Basis {
    let device = DeviceID(ofKey: chain.deviceKey)
    return Chain.Basis(
      granted: authority.isGranted(device, to: chain.person),
      roles: authority.standing(of: chain.person)?.roles ?? [],
      revoked: authority.devices(of: chain.person).contains { $0.device == device && $0.revoked })
  }

  private func settle(_ posted: Posted) throws {
    let previous = try previousTime(posted)
    let status = self.status(of: posted, Reading(of: posted, after: previous))
    try setStatus(posted, status)
  }

  /// Computes the status of every operation of a chain again, and folds what has changed.
  private func settle(_ chain: Chain) throws {
    var after: (seq: UInt64, hash: [UInt8]) = (0, [])
    while true {
      let batch = try storedOperations(of: chain, after: after.seq, after.hash, limit: 1000)
      guard let last = batch.last else { return }
      after = (last.posted.seq, last.posted.hash.bytes)
      for stored in batch {
        let read = Reading(of: stored.posted, after: try previousTime(stored.posted))
        let status = self.status(of: stored.posted, read)
        guard status != stored.status else { continue }
        if stored.posted.kind.operationClass != .authority {
          try unfold(stored.posted, read, stored.status)
          try fold(stored.posted, read, status)
        }
        try setStatus(stored.posted, status)
      }
    }
  }

  func setStatus(_ posted: Posted, _ status: OperationStatus) throws {
    try db.run(
      "UPDATE op SET status = ? WHERE cid = ? AND seq = ? AND hash = ?",
      .integer(status.rawValue), .integer(posted.chain.number), .integer(posted.seq),
      .blob(posted.hash.bytes))
  }

  private func previousTime(_ posted: Posted) throws -> UInt64 {
    try db.one(
      """
      SELECT b.hlc FROM op a JOIN op b ON b.cid = a.cid AND b.seq = a.seq - 1 AND b.hash = a.prev
      WHERE a.cid = ? AND a.seq = ? AND a.hash = ?
      """, .integer(posted.chain.number), .integer(posted.seq), .blob(posted.hash.bytes)
    ) { $0.unsigned(0) } ?? 0
  }
}
