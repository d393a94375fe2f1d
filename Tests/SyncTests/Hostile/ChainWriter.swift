import Items
import Judgments

/// Writes operations one behind the other, as no store lets anybody.
struct ChainWriter {
  private(set) var chain: ChainID
  private(set) var operations: [OperationBytes] = []
  private(set) var seq: UInt64 = 0
  private(set) var head: Hash = .zero
  var time: UInt64 = 1 << 20
  private var random: SplitMix64

  /// Begins with the operation that gives the chain its id.
  init(_ kind: OperationKind, _ map: CBOR, seed: UInt64) {
    random = SplitMix64(seed: seed)
    chain = .zero
    append(kind, map)
    let first = operations[0]
    // The id is what the first envelope gives with no id in it.
    guard var envelope = try? Envelope(decoding: first.envelope) else { return }
    envelope.chain = ChainID.opened(by: envelope)
    chain = envelope.chain
    head = Operation.hash(ofEnvelope: envelope.encoded)
    operations = [
      OperationBytes(seq: 1, hash: head, envelope: envelope.encoded, payload: first.payload)
    ]
  }

  mutating func append(
    _ kind: OperationKind, _ map: CBOR, cell: CellID? = nil, bases: [Hash] = []
  ) {
    append(kind, encoded: map.encoded, cell: cell, bases: bases)
  }

  mutating func append(
    _ kind: OperationKind, encoded map: [UInt8], cell: CellID? = nil, bases: [Hash] = []
  ) {
    let payload = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) } + map
    time = time < UInt64(Int64.max) ? time + 1 : time
    seq += 1
    let envelope = Envelope(
      chain: chain, seq: seq, prev: head, hlc: time, kind: kind, cell: cell,
      bases: Set(bases).sorted(), payloadLength: UInt64(payload.count),
      payloadHash: Operation.payloadHash(payload)
    ).encoded
    head = Operation.hash(ofEnvelope: envelope)
    operations.append(
      OperationBytes(seq: seq, hash: head, envelope: envelope, payload: payload))
  }

  /// Goes back to an earlier operation, to write another branch.
  mutating func goBack(to operation: OperationBytes) {
    (seq, head) = (operation.seq, operation.hash)
  }
}
