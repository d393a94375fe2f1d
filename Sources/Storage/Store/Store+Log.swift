package import Items
package import Judgments

extension Store: OperationLog {
  package func haveVector() throws -> HaveVector {
    HaveVector(
      ledger.chains.values.flatMap { chain in
        chain.tips.map { Frontier(chain: chain.id, seq: $0.seq, hash: $0.hash) }
      })
  }

  package func operations(
    of chain: ChainID, after seq: UInt64, limit: Int
  ) throws -> [Operation] {
    try storedBytes(of: chain, after: seq, limit: limit).map { bytes in
      do throws(OperationFault) {
        return try Operation(receiving: bytes.envelope, payload: bytes.payload)
      } catch {
        throw StoreFault.damaged(
          path: path,
          detail: "operation \(bytes.seq) of chain \(chain.hex): \(error.message)")
      }
    }
  }

  package func checkpoints(of chain: ChainID) throws -> [SignedCheckpoint] {
    guard let chain = ledger.chains[chain] else { return [] }
    return try db.all(
      "SELECT bytes, sig FROM checkpoint WHERE cid = ? ORDER BY seq DESC", .integer(chain.number)
    ) { row -> SignedCheckpoint? in
      guard let checkpoint = Checkpoint(decoding: row.bytes(0)) else { return nil }
      return SignedCheckpoint(checkpoint: checkpoint, signature: row.bytes(1))
    }.compactMap { $0 }
  }

  package func blob(_ hash: Hash) throws -> [UInt8]? { try ledger.blob(hash) }
}

extension Store: OperationSource {
  package func storedBytes(
    of chain: ChainID, after seq: UInt64, limit: Int
  ) throws -> [OperationBytes] {
    guard let chain = ledger.chains[chain] else { return [] }
    var found: [OperationBytes] = []
    try db.rows(
      """
      SELECT o.seq, o.hash, o.env, o.payload, p.bytes FROM op o
      LEFT JOIN payload p ON p.id = o.payload
      WHERE o.cid = ? AND o.seq > ? ORDER BY o.seq, o.hash
      """, .integer(chain.number), .integer(seq)
    ) { row in
      // A fork has several operations at one place, and they stay together.
      if found.count >= limit, found.last?.seq != row.unsigned(0) { return .enough }
      found.append(
        OperationBytes(
          seq: row.unsigned(0), hash: row.hash(1) ?? .zero, envelope: row.bytes(2),
          payload: row.isNull(3) || row.isNull(4) ? nil : row.bytes(4)))
      return .more
    }
    return found
  }

  package func storedEnvelopes(
    of chain: ChainID, after seq: UInt64, limit: Int
  ) throws -> [OperationBytes] {
    guard let chain = ledger.chains[chain] else { return [] }
    var found: [OperationBytes] = []
    try db.rows(
      "SELECT seq, hash, env FROM op WHERE cid = ? AND seq > ? ORDER BY seq, hash",
      .integer(chain.number), .integer(seq)
    ) { row in
      if found.count >= limit, found.last?.seq != row.unsigned(0) { return .enough }
      found.append(
        OperationBytes(
          seq: row.unsigned(0), hash: row.hash(1) ?? .zero, envelope: row.bytes(2), payload: nil))
      return .more
    }
    return found
  }

  package func scope(of chain: ChainID) throws -> Scope? { ledger.chains[chain]?.scope }
}
