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
