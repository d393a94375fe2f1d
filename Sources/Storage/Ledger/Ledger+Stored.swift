import Items
import Judgments

/// An operation as it lies in the store.
struct StoredOperation {
  var posted: Posted
  var prev: Hash
  var status: OperationStatus

  /// The payload's map, read when it is asked for; nil for a batch, which is read by itself.
  var map: CBOR? {
    guard posted.kind != .itemBatch, let payload = posted.payloadBytes else { return nil }
    return Operation.map(ofPayload: payload)
  }

  /// What the fold needs of a judgment.
  var outline: JudgmentOutline? {
    posted.payloadBytes.flatMap { JudgmentOutline(kind: posted.kind, payload: $0) }
  }
}

extension Ledger {
  /// A chain's operations behind a position, in order.
  func storedOperations(
    of chain: Chain, after seq: UInt64, _ hash: [UInt8], limit: Int
  ) throws -> [StoredOperation] {
    try db.all(
      """
      SELECT o.seq, o.hash, o.hlc, o.env, o.status, o.payload, p.bytes FROM op o
      LEFT JOIN payload p ON p.id = o.payload
      WHERE o.cid = ? AND (o.seq, o.hash) > (?, ?) ORDER BY o.seq, o.hash LIMIT ?
      """, .integer(chain.number), .integer(seq), .blob(hash), .integer(limit)
    ) { row in try stored(row, in: chain) }
  }

  /// A chain's operations before a position, the last one first.
  func storedOperations(
    of chain: Chain, below seq: UInt64, _ hash: [UInt8], limit: Int
  ) throws -> [StoredOperation] {
    try db.all(
      """
      SELECT o.seq, o.hash, o.hlc, o.env, o.status, o.payload, p.bytes FROM op o
      LEFT JOIN payload p ON p.id = o.payload
      WHERE o.cid = ? AND (o.seq, o.hash) < (?, ?) ORDER BY o.seq DESC, o.hash DESC LIMIT ?
      """, .integer(chain.number), .integer(seq), .blob(hash), .integer(limit)
    ) { row in try stored(row, in: chain) }
  }

  /// One operation with its payload; nil when the store does not hold it.
  func stored(_ chain: Chain, _ seq: UInt64, _ hash: Hash) throws -> StoredOperation? {
    try db.one(
      """
      SELECT o.seq, o.hash, o.hlc, o.env, o.status, o.payload, p.bytes FROM op o
      LEFT JOIN payload p ON p.id = o.payload WHERE o.cid = ? AND o.seq = ? AND o.hash = ?
      """, .integer(chain.number), .integer(seq), .blob(hash.bytes)
    ) { row in try stored(row, in: chain) }
  }

  private func stored(_ row: Row, in chain: Chain) throws -> StoredOperation {
    let envelope: Envelope
    do {
      envelope = try Envelope(decoding: row.bytes(3))
    } catch {
      throw StoreFault.damaged(
        path: "", detail: "operation \(row.integer(0)) of chain \(chain.id.hex) cannot be read")
    }
    guard let hash = row.hash(1) else {
      throw StoreFault.damaged(path: "", detail: "an operation's name is not 32 bytes")
    }
    let bytes = row.isNull(6) ? nil : row.bytes(6)
    return StoredOperation(
      posted: Posted(
        chain: chain, seq: row.unsigned(0), hash: hash, hlc: row.unsigned(2), kind: envelope.kind,
        schemaVersion: envelope.schemaVersion, cell: envelope.cell, bases: envelope.bases,
        payloadRow: row.isNull(5) ? nil : row.integer(5), payloadBytes: bytes),
      prev: envelope.prev, status: OperationStatus(rawValue: row.int(4)) ?? .pending)
  }
}
