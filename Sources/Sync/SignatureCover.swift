import Items
import Judgments

/// Which operations of a chain a signature of its device covers.
///
/// One signature of a chain's end covers everything before it, because each operation names the
/// one before by its hash. The links from the signed one down to what the receiving store has are
/// walked before anything is taken.
struct SignatureCover: Sendable {
  /// The checkpoints that hold.
  private(set) var checkpoints: [SignedCheckpoint] = []
  /// The last covered position.
  private(set) var end: UInt64 = 0
  /// Operations behind it.
  private(set) var unsigned = 0
  private(set) var badSignatures = 0
  /// The covered operations of a chain that may have branches; nil for one line.
  private var names: Set<Hash>?

  init(
    of part: MergePlan.Part, in source: any OperationSource,
    sign: (Checkpoint) -> SignedCheckpoint?
  ) throws {
    end = part.from
    guard let key = try Self.deviceKey(of: part.chain, in: source) else {
      unsigned = part.count
      return
    }
    var valid: [SignedCheckpoint] = []
    for signed in try source.checkpoints(of: part.chain) {
      let checkpoint = signed.checkpoint
      guard checkpoint.project == source.project, checkpoint.chain == part.chain,
        checkpoint.deviceKey == key, signed.isValid
      else {
        badSignatures += 1
        continue
      }
      valid.append(signed)
    }
    for tip in part.tips
    where !valid.contains(where: { $0.checkpoint.seq == tip.seq && $0.checkpoint.head == tip.hash })
    {
      let checkpoint = Checkpoint(
        project: source.project, chain: part.chain, seq: tip.seq, head: tip.hash,
        hlc: try Self.time(of: tip, in: source), deviceKey: key,
        haveDigest: try source.haveVector().digest)
      if let signed = sign(checkpoint), signed.isValid { valid.append(signed) }
    }
    try walk(part, valid, in: source)
  }

  func covers(_ bytes: OperationBytes) -> Bool {
    guard bytes.seq <= end else { return false }
    return names?.contains(bytes.hash) ?? true
  }

  /// Follows the links from the signed operations back.
  private mutating func walk(
    _ part: MergePlan.Part, _ valid: [SignedCheckpoint], in source: any OperationSource
  ) throws {
    let heads = Dictionary(
      valid.map { ($0.checkpoint.head, $0) }, uniquingKeysWith: { first, _ in first })
    var isLine = part.tips.count == 1
    var last: Hash?
    var found: [SignedCheckpoint] = []
    var total = 0
    try Self.links(part, in: source) { link in
      total += 1
      if let last, link.prev != last { isLine = false }
      last = link.name
      if let signed = heads[link.name], signed.checkpoint.seq == link.seq { found.append(signed) }
    }
    checkpoints = found.sorted { $0.checkpoint.seq < $1.checkpoint.seq }
    end = checkpoints.last?.checkpoint.seq ?? part.from
    if isLine {
      unsigned = part.count - Int(end)
      return
    }
    // Branches, or a damaged place: only what a signed end leads back to is covered.
    var previous: [Hash: Hash] = [:]
    try Self.links(part, in: source) { link in
      if let prev = link.prev { previous[link.name] = prev }
    }
    var covered: Set<Hash> = []
    for signed in found {
      var current = signed.checkpoint.head
      while let before = previous[current], covered.insert(current).inserted { current = before }
    }
    unsigned = total - covered.count
    names = covered
  }

  /// The name that an envelope's bytes give, what it follows, and where; nil for both where it
  /// does not stand in its place.
  private struct Link {
    var name: Hash
    var prev: Hash?
    var seq: UInt64?

    init(_ bytes: OperationBytes, of chain: ChainID) {
      // What the source calls an operation proves nothing.
      name = Operation.hash(ofEnvelope: bytes.envelope)
      guard let envelope = try? Envelope(decoding: bytes.envelope), envelope.chain == chain,
        envelope.seq == bytes.seq
      else { return }
      prev = envelope.prev
      seq = envelope.seq
    }
  }

  /// Visits the links of a part in order.
  private static func links(
    _ part: MergePlan.Part, in source: any OperationSource, _ each: (Link) -> Void
  ) throws {
    var position = part.from
    try Pipeline.run(
      read: {
        let found = try source.storedEnvelopes(of: part.chain, after: position, limit: 4000)
        if let last = found.last { position = last.seq }
        return found.isEmpty ? nil : found
      },
      work: { [chain = part.chain] found in found.map { Link($0, of: chain) } },
      take: { links in for link in links { each(link) } })
  }

  private static func deviceKey(
    of chain: ChainID, in source: any OperationSource
  ) throws -> [UInt8]? {
    guard let first = try source.storedBytes(of: chain, after: 0, limit: 1).first,
      let operation = try? Operation(receiving: first.envelope, payload: first.payload),
      ChainID.opened(by: operation.envelope) == chain, let map = operation.map,
      let payload = try? Payload(kind: operation.envelope.kind, schemaVersion: 1, map: map)
    else { return nil }
    switch payload {
    case .genesis(let genesis): return genesis.rootKey
    case .chainOpen(let opening): return opening.deviceKey
    default: return nil
    }
  }

  private static func time(of tip: Frontier, in source: any OperationSource) throws -> UInt64 {
    let found = try source.storedBytes(of: tip.chain, after: tip.seq - 1, limit: 1)
    let bytes = found.first { $0.hash == tip.hash }
    return bytes.flatMap { try? Envelope(decoding: $0.envelope) }?.hlc ?? 0
  }
}
