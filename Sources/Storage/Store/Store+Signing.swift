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
    // Also of chains that are not written to any more: a store that was found to be a copy left
    // them as they were.
    let keys = Set([key, rootKey].compactMap { $0?.publicKey })
    let unsigned = try ledger.chains.values.filter { keys.contains($0.deviceKey) }
      .sorted { $0.number < $1.number }
      .flatMap { chain in try unsignedEnds(of: chain).map { (chain, $0) } }
    guard !unsigned.isEmpty, try !isBehindItsRules() else { return }
    try write { for (chain, end) in unsigned { try sign(end, of: chain) } }
  }

  /// The ends of a chain, one a branch, that no checkpoint names.
  private func unsignedEnds(of chain: Chain) throws -> [Chain.Tip] {
    try chain.tips.filter { tip in
      try !db.all(
        "SELECT bytes FROM checkpoint WHERE cid = ? AND seq = ?", .integer(chain.number),
        .integer(tip.seq)
      ) { Checkpoint(decoding: $0.bytes(0))?.head }.contains(tip.hash)
    }
  }

  /// Signs the end of one own chain; inside a transaction.
  func sign(_ id: ChainID) throws {
    guard let chain = ledger.chains[id], let tip = chain.tips.max(by: { $0.seq < $1.seq }) else {
      return
    }
    guard try !isBehindItsRules() else { return }
    try sign(tip, of: chain)
  }

  private func sign(_ tip: Chain.Tip, of chain: Chain) throws {
    let signer = chain.deviceKey == key?.publicKey ? key : rootKey
    guard let signer, signer.publicKey == chain.deviceKey else { return }
    let checkpoint = Checkpoint(
      project: project, chain: chain.id, seq: tip.seq, head: tip.hash, hlc: tip.hlc,
      deviceKey: signer.publicKey, haveDigest: try haveVector().digest)
    guard let signature = signer.sign(checkpoint.signedBytes) else {
      throw StoreFault.noKey(device: device.hex, folder: KeyVault(surroundings).folder)
    }
    try keep(SignedCheckpoint(checkpoint: checkpoint, signature: signature), of: chain)
  }

  /// Keeps a checkpoint, and of each chain's only the newest few, and one in every 256 positions,
  /// under which an older part can be handed on for somebody who is gone.
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
        AND EXISTS (SELECT 1 FROM checkpoint later WHERE later.cid = ?1
          AND later.seq > checkpoint.seq AND later.seq / 256 = checkpoint.seq / 256)
        """, .integer(chain.number))
    }
  }
}
