import Items
import Judgments

/// Segments of one chain on top of what a store has of it, as a source to merge from.
///
/// The store's own part is there so that a merge finds where the segments go on.
struct SegmentSource: OperationSource {
  let project: ProjectID
  private let chain: ChainID
  private let base: any OperationSource
  private let segments: [Segment]
  /// The segments' operations by position, each once.
  private let operations: [OperationBytes]
  private let contents: (Hash) -> [UInt8]?

  /// Puts segments over a store; `contents` gives the large contents of the remote.
  init(
    _ segments: [Segment], of chain: ChainID, over base: any OperationSource,
    contents: @escaping (Hash) -> [UInt8]?
  ) {
    self.chain = chain
    self.base = base
    self.segments = segments
    self.contents = contents
    project = base.project
    var seen: Set<Hash> = []
    operations = segments.flatMap(\.operations).filter { seen.insert($0.hash).inserted }
      .sorted { ($0.seq, $0.hash) < ($1.seq, $1.hash) }
  }

  func haveVector() throws -> HaveVector {
    let names = Set(operations.map(\.hash))
    // A segment's end is an end of the chain unless another segment goes on from there.
    let continued = Set(segments.map(\.header.prev)).union(
      segments.flatMap { $0.operations.dropLast().map(\.hash) })
    return HaveVector(
      Set(
        segments.filter { names.contains($0.head) && !continued.contains($0.head) }
          .map { Frontier(chain: chain, seq: $0.header.last, hash: $0.head) }))
  }

  func storedBytes(
    of chain: ChainID, after seq: UInt64, limit: Int
  ) throws -> [OperationBytes] {
    guard chain == self.chain else { return [] }
    let start = operations.partitioningIndex { $0.seq > seq }
    let stored = try base.storedBytes(of: chain, after: seq, limit: limit)
    let offered = operations[start...].prefix(limit)
    var known = Set(stored.map(\.hash))
    let merged = (stored + offered.filter { known.insert($0.hash).inserted })
      .sorted { ($0.seq, $0.hash) < ($1.seq, $1.hash) }
    guard merged.count >= limit, limit > 0 else { return merged }
    // All that stand at the last one's position belong to the answer, also those cut off above.
    let last = merged[limit - 1].seq
    let rest = operations[start...].dropFirst(limit).prefix { $0.seq <= last }
      .filter { known.insert($0.hash).inserted }
    return merged.prefix { $0.seq <= last } + rest
  }

  func operations(of chain: ChainID, after seq: UInt64, limit: Int) throws -> [Operation] {
    try storedBytes(of: chain, after: seq, limit: limit).map {
      try Operation(receiving: $0.envelope, payload: $0.payload)
    }
  }

  func checkpoints(of chain: ChainID) throws -> [SignedCheckpoint] {
    chain == self.chain ? segments.map(\.signed) : []
  }

  func scope(of chain: ChainID) throws -> Scope? {
    guard chain == self.chain else { return nil }
    // The header only claims a scope; the chain's first operation fixes it.
    return try base.scope(of: chain)
      ?? segments.first { $0.header.first == 1 }.flatMap(\.openedScope)
  }

  func blob(_ hash: Hash) throws -> [UInt8]? { contents(hash) }
}

extension Segment {
  /// The scope that the chain's first operation gives; nil when it is not in here.
  var openedScope: Scope? {
    guard header.first == 1, let first = operations.first,
      let operation = try? Operation(receiving: first.envelope, payload: first.payload),
      let map = operation.map,
      let payload = try? Payload(kind: operation.envelope.kind, schemaVersion: 1, map: map)
    else { return nil }
    switch payload {
    case .genesis: return .pub
    case .chainOpen(let opening): return opening.scope
    default: return nil
    }
  }
}

extension Array {
  /// The first index whose element fulfils a condition that holds from some element on.
  func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
