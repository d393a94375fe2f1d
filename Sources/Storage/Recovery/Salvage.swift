package import Items
package import Judgments

/// What can be saved from a damaged store: everything in it that proves itself.
///
/// The file is read page by page without SQLite, so that no damage of its indexes hides what is
/// whole. An operation counts by its own hash, a content by its name, a statement by its signature.
package struct Salvage: Sendable {
  /// Whole operations by name.
  package private(set) var operations: [Hash: Operation] = [:]
  package private(set) var checkpoints: Set<SignedCheckpoint> = []
  package private(set) var contents: [Hash: [UInt8]] = [:]
  /// Envelopes whose payloads are not to be found.
  package private(set) var bereft = 0
  /// What the store said of itself.
  private(set) var facts: [String: [UInt8]] = [:]
  private(set) var items: [Int64: ItemID] = [:]
  private(set) var drafts: [Int64: (at: UInt64, bytes: [UInt8])] = [:]

  /// Looks through a file and its journal; `progress` is told pages done and pages in all.
  package init(
    file: any RawFile, journal: (any RawFile)?, progress: (Int, Int) -> Void = { _, _ in }
  ) {
    let pages = RawPages(file: file, journal: journal)
    var envelopes: [Hash: (bytes: [UInt8], payload: Hash)] = [:]
    var payloads: [Hash: [UInt8]] = [:]
    for index in 0..<pages.count {
      if index % 256 == 0 { progress(index, pages.count) }
      guard let image = pages.image(index) else { continue }
      pages.records(of: image) { record in
        for case .blob(let bytes) in record.values {
          if let envelope = try? Envelope(decoding: bytes) {
            let name = Operation.hash(ofEnvelope: bytes)
            // Its name stands beside it: a single changed bit would make another operation of it.
            if record.values.contains(.blob(name.bytes)) {
              envelopes[name] = (bytes, envelope.payloadHash)
            }
          } else if bytes.count > Operation.saltLength, bytes.count <= Operation.sizeLimit {
            payloads[Operation.payloadHash(bytes)] = bytes
          }
        }
        note(record)
      }
    }
    for (name, envelope) in envelopes {
      if let payload = payloads[envelope.payload],
        let operation = try? Operation(receiving: envelope.bytes, payload: payload)
      {
        operations[name] = operation
      } else {
        bereft += 1
      }
    }
  }

  /// Takes what a row says besides operations, by its shape.
  private mutating func note(_ record: RawRecord) {
    let values = record.values
    switch values.count {
    case 2:
      if case .text(let key) = values[0], case .blob(let value) = values[1] {
        facts[String(decoding: key, as: UTF8.self)] = value
      } else if case .blob(let name) = values[0], case .blob(let bytes) = values[1],
        let name = Hash(bytes: name), Hash.sha256(bytes) == name
      {
        contents[name] = bytes
      }
    case 3:
      if let rowid = record.rowid, case .integer(let at) = values[1],
        case .blob(let bytes) = values[2], Draft(decoding: bytes, at: 0) != nil
      {
        drafts[rowid] = (UInt64(clamping: at), bytes)
      }
    case 4:
      if case .blob(let signature) = values[2], case .blob(let bytes) = values[3],
        let checkpoint = Checkpoint(decoding: bytes)
      {
        let signed = SignedCheckpoint(checkpoint: checkpoint, signature: signature)
        if signed.isValid { checkpoints.insert(signed) }
      }
    default:
      // A row of `item` has its number as rowid, and the item's id first.
      if values.count >= 9, let rowid = record.rowid, case .blob(let id) = values[1],
        let item = ItemID(bytes: id)
      {
        items[rowid] = item
      }
    }
  }

  /// The operations of each chain in order, all branches.
  package var chains: [ChainID: [Operation]] {
    Dictionary(grouping: operations.values) { $0.envelope.chain }.mapValues { chain in
      chain.sorted { ($0.envelope.seq, $0.hash) < ($1.envelope.seq, $1.hash) }
    }
  }

  /// What is known to be missing of each chain: positions before its last one that nobody has, and
  /// what a signed statement shows to have followed.
  package var gaps: [(chain: ChainID, missing: Int)] {
    let ends = Dictionary(grouping: checkpoints) { $0.checkpoint.chain }
      .mapValues { $0.map(\.checkpoint.seq).max() ?? 0 }
    return chains.map { chain, operations in
      let known = Set(operations.map(\.envelope.seq))
      let end = max(known.max() ?? 0, ends[chain] ?? 0)
      return (chain, Int(clamping: end) - known.count)
    }.filter { $0.missing > 0 }.sorted { $0.chain < $1.chain }
  }
}
