package import Items
package import Judgments

extension Store: OperationPublisher {
  package func chainsOfItsDevices() throws -> [(
    chain: ChainID, scope: Scope, deviceKey: [UInt8]
  )] {
    let keys = Set([deviceKey] + (rootKey.map { [$0.publicKey] } ?? []))
    return ledger.chains.values.filter { keys.contains($0.deviceKey) }
      .sorted { $0.number < $1.number }.map { ($0.id, $0.scope, $0.deviceKey) }
  }

  package func names(in chain: ChainID, at seq: UInt64) throws -> [Hash] {
    guard seq <= UInt64(Int64.max), let chain = ledger.chains[chain] else { return [] }
    return try db.all(
      "SELECT hash FROM op WHERE cid = ? AND seq = ?", .integer(chain.number), .integer(seq)
    ) { Hash(bytes: $0.bytes(0)) }.compactMap { $0 }
  }

  package func blobNames() throws -> [Hash] {
    try db.all("SELECT hash FROM blob ORDER BY hash") { Hash(bytes: $0.bytes(0)) }
      .compactMap { $0 }
  }

  package func noteSent(_ chain: ChainID, upTo seq: UInt64) throws {
    guard let chain = ledger.chains[chain] else { return }
    let isNews =
      try db.one(
        "SELECT 1 FROM own WHERE cid = ? AND sent < ?", .integer(chain.number), .integer(seq)
      ) { _ in true } ?? false
    guard isNews else { return }
    try write {
      try db.run(
        "UPDATE own SET sent = max(sent, ?) WHERE cid = ?", .integer(seq), .integer(chain.number))
    }
  }
}

extension Store {
  package func recipients(of scope: Scope) -> [[UInt8]] {
    var keys: Set<[UInt8]> = []
    for (person, standing) in ledger.authority.people
    where scope.mayBeHeld(by: person, roles: standing.roles) {
      keys.formUnion(ledger.authority.sealingKeys(of: person))
    }
    // Its own files must come back to it also where an older program granted it.
    if let own = ownKey?.sealingKey { keys.insert(own) }
    return keys.sorted { $0.lexicographicallyPrecedes($1) }
  }

  package func unseal(_ secrets: [SealedSecret], context: [UInt8]) -> [UInt8]? {
    guard let key = ownKey, let secret = secrets.first(where: { $0.recipient == key.sealingKey })
    else { return nil }
    return key.open(secret, context: context)
  }

  /// The device's key, also where the store is only read.
  private var ownKey: DeviceKey? {
    if let key { return key }
    return (try? KeyVault(surroundings).key(deviceKey)) ?? nil
  }

  /// The names of those who may hold a scope's bytes and have a device that nothing can be sealed
  /// to, because an older gloss added it.
  package func peopleWithoutSealingKeys(of scope: Scope) -> [Person] {
    people.filter { one in
      guard !one.isRemoved, scope.mayBeHeld(by: one.id, roles: one.roles) else { return false }
      let devices = ledger.authority.devices(of: one.id).filter { !$0.revoked }
      return devices.count > ledger.authority.sealingKeys(of: one.id).count
    }
  }
}

extension Store {
  package var wallMilliseconds: UInt64 { surroundings.clock.now }

  package func receiptedEnd(of chain: ChainID) throws -> OperationReference? {
    try receipted(of: ledger.me)[chain]
  }

  package func size(of chain: ChainID, in positions: ClosedRange<UInt64>) throws -> Int {
    guard let chain = ledger.chains[chain] else { return 0 }
    return try db.one(
      """
      SELECT coalesce(sum(length(o.env) + coalesce(length(p.bytes), 0)), 0) FROM op o
      LEFT JOIN payload p ON p.id = o.payload WHERE o.cid = ? AND o.seq BETWEEN ? AND ?
      """, .integer(chain.number), .integer(positions.lowerBound), .integer(positions.upperBound)
    ) { $0.int(0) } ?? 0
  }

  package func isKnown(_ digest: Hash, at remote: String) throws -> Bool {
    try marks("known").contains { $0.remote == remote && $0.value == .bytes(digest.bytes) }
  }

  package func noteKnown(_ digest: Hash, at remote: String) throws {
    guard try !isKnown(digest, at: remote) else { return }
    try mark("known", .bytes(digest.bytes), at: remote)
  }

  /// Whether what only some may hold is sealed at a remote.
  package func isSealed(remote: String) throws -> Bool {
    try marks("sealed").contains { $0.remote == remote && $0.value == .bool(true) }
  }

  /// Remembers whether what only some may hold is sealed at a remote.
  package func remember(sealed: Bool, remote: String) throws {
    guard try isSealed(remote: remote) != sealed else { return }
    try mark("sealed", .bool(sealed), at: remote)
  }

  /// What is noted of each remote under a name.
  private func marks(_ name: String) throws -> [(remote: String, value: CBOR)] {
    let bytes = try db.one(
      "SELECT v FROM meta WHERE k = ?", .text("remotes." + name)
    ) { $0.bytes(0) }
    guard let bytes, case .array(let entries)? = try? CBOR(decoding: bytes) else { return [] }
    return entries.compactMap { entry in
      guard case .array(let parts) = entry, parts.count == 2, case .text(let remote) = parts[0]
      else { return nil }
      return (remote, parts[1])
    }
  }

  private func mark(_ name: String, _ value: CBOR, at remote: String) throws {
    // The newest last: where there are too many, the oldest are forgotten.
    let kept = try marks(name).filter { $0.remote != remote }.suffix(99)
    let list = CBOR.array(
      (kept + [(remote, value)]).map { .array([.text($0.remote), $0.value]) }
    ).encoded
    guard list.count <= CBORLimits.operation.size else { return }
    try write {
      try db.run(
        "INSERT OR REPLACE INTO meta(k, v) VALUES(?, ?)", .text("remotes." + name), .blob(list))
    }
  }
}

extension Store {
  /// The remotes that this store exchanges with, in the order in which they were first used.
  package func remotes() throws -> [String] {
    let bytes = try db.one("SELECT v FROM meta WHERE k = 'remotes'") { $0.bytes(0) }
    guard let bytes, case .array(let names)? = try? CBOR(decoding: bytes) else { return [] }
    return names.compactMap { name in
      if case .text(let text) = name { text } else { nil }
    }
  }

  /// Remembers a remote, so that the next exchange needs no name.
  package func remember(remote: String) throws {
    let known = try remotes()
    guard !known.contains(where: { $0.utf8.elementsEqual(remote.utf8) }) else { return }
    try keep(remotes: known + [remote])
  }

  /// Forgets a remote; false when it was not remembered.
  package func forget(remote: String) throws -> Bool {
    let known = try remotes()
    let left = known.filter { !$0.utf8.elementsEqual(remote.utf8) }
    guard left.count < known.count else { return false }
    try keep(remotes: left)
    try keep(exchanges: exchanges().filter { !$0.name.utf8.elementsEqual(remote.utf8) })
    try remember(sealed: false, remote: remote)
    return true
  }

  private func keep(remotes: [String]) throws {
    let list = CBOR.array(remotes.map { .text($0) }).encoded
    guard list.count <= CBORLimits.operation.size else {
      throw StoreFault.invalid(
        "A store remembers remotes up to 64 KiB of names. This one was used and not remembered.")
    }
    try write {
      try db.run("INSERT OR REPLACE INTO meta(k, v) VALUES('remotes', ?)", .blob(list))
    }
  }
}
