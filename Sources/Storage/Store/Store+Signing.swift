import Items
package import Judgments

extension Store {
  /// Signs the ends of the store's own chains that are not signed yet.
  ///
  /// An operation leaves the device only under a signature, so this comes before every exchange.
  package func signCheckpoints() throws {
    guard access != .read else { throw StoreFault.readOnly(path: path) }
    try sign()
  }

  /// Signs a statement about any chain whose key this machine's user holds; nil for others.
  package func sign(_ checkpoint: Checkpoint) -> SignedCheckpoint? {
    let vault = KeyVault(surroundings)
    guard let key = (try? vault.key(checkpoint.deviceKey)) ?? nil,
      let signature = key.sign(checkpoint.signedBytes)
    else { return nil }
    return SignedCheckpoint(checkpoint: checkpoint, signature: signature)
  }

  /// Whether leads have made a rule that this version cannot read.
  ///
  /// Nobody can then know whether this device's grant still holds, so nothing new is signed, and
  /// therefore nothing leaves the store, until gloss is updated. Judging and receiving go on.
  package func isBehindItsRules() throws -> Bool {
    let chains = try db.all(
      "SELECT DISTINCT cid FROM op WHERE status = ? AND kind BETWEEN ? AND ?",
      .integer(OperationStatus.unknownKind.rawValue),
      .integer(Int(OperationClass.authority.rawValue) << 12),
      .integer(Int(OperationClass.authority.rawValue) << 12 | 0xFFF)
    ) { $0.integer(0) }
    // Anybody can write such a word, and only a lead's means anything.
    return chains.compactMap { ledger.chainsByNumber[$0] }.contains { chain in
      chain.scope == .pub
        && (chain.deviceKey == ledger.rootKey
          || (ledger.authority.isGranted(DeviceID(ofKey: chain.deviceKey), to: chain.person)
            && ledger.authority.roles(of: chain.person).contains(.lead)))
    }
  }

  func sign() throws {
    let own = try db.all("SELECT cid FROM own") { $0.integer(0) }
    let unsigned = try own.compactMap { ledger.chainsByNumber[$0] }.filter { try !isSigned($0) }
    guard !unsigned.isEmpty, try !isBehindItsRules() else { return }
    try write { for chain in unsigned { try sign(chain.id) } }
  }

  private func isSigned(_ chain: Chain) throws -> Bool {
    let newest =
      try db.one(
        "SELECT max(seq) FROM checkpoint WHERE cid = ?", .integer(chain.number)
      ) { $0.isNull(0) ? 0 : $0.unsigned(0) } ?? 0
    return chain.tips.allSatisfy { $0.seq <= newest }
  }

  /// Signs the end of one own chain; inside a transaction.
  func sign(_ id: ChainID) throws {
    guard let chain = ledger.chains[id], let tip = chain.tips.max(by: { $0.seq < $1.seq }) else {
      return
    }
    guard try !isBehindItsRules() else { return }
    let signer = chain.deviceKey == key?.publicKey ? key : rootKey
    guard let signer, signer.publicKey == chain.deviceKey else { return }
    let checkpoint = Checkpoint(
      project: project, chain: id, seq: tip.seq, head: tip.hash, hlc: tip.hlc,
      deviceKey: signer.publicKey, haveDigest: try haveVector().digest)
    guard let signature = signer.sign(checkpoint.signedBytes) else {
      throw StoreFault.noKey(device: device.hex, folder: KeyVault(surroundings).folder)
    }
    try keep(SignedCheckpoint(checkpoint: checkpoint, signature: signature), of: chain)
  }

  /// Keeps a checkpoint, and of each chain's only the newest few.
  func keep(_ signed: SignedCheckpoint, of chain: Chain) throws {
    try db.run(
      "INSERT INTO checkpoint(cid, seq, bytes, sig) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING",
      .integer(chain.number), .integer(signed.checkpoint.seq), .blob(signed.checkpoint.encoded),
      .blob(signed.signature))
    // A fork's branches are each under checkpoints of their own, so all of them stay.
    if chain.tips.count == 1 {
      try db.run(
        """
        DELETE FROM checkpoint WHERE cid = ?1 AND seq < (SELECT min(seq) FROM (
          SELECT seq FROM checkpoint WHERE cid = ?1 ORDER BY seq DESC LIMIT 4))
        """, .integer(chain.number))
    }
  }
}
