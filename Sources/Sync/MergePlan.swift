import Items
import Judgments

/// Which parts of which chains a merge has to read.
struct MergePlan {
  /// What there is of one chain beyond what the receiving store has.
  struct Part {
    var chain: ChainID
    /// Nil when the source does not say, and then nothing of it is taken.
    var scope: Scope?
    /// The position behind which operations are read.
    var from: UInt64
    /// The ends of the chain at the source.
    var tips: [Frontier]
    /// Whether the receiving store has all of it.
    var isKnown: Bool

    /// The operations of the chain, counting one a position.
    var count: Int { Int(clamping: tips.map(\.seq).max() ?? 0) }
  }

  /// In the order in which they must be merged.
  let parts: [Part]

  init(from source: any OperationSource, to target: any OperationReceiver) throws {
    let theirs = Dictionary(grouping: try source.haveVector().frontiers, by: \.chain)
    let ours = Dictionary(grouping: try target.haveVector().frontiers, by: \.chain)
    var parts: [Part] = []
    for (chain, tips) in theirs {
      var part = Part(
        chain: chain, scope: try source.scope(of: chain), from: 0, tips: tips.sorted(),
        isKnown: false)
      let mine = ours[chain] ?? []
      if try tips.allSatisfy({ try target.holds(chain, seq: $0.seq, hash: $0.hash) }) {
        part.isKnown = true
        part.from = tips.map(\.seq).max() ?? 0
      } else if tips.count == 1, mine.count == 1, mine[0].seq < tips[0].seq {
        // One line on both sides: it goes on where ours ends, if theirs passes through our end.
        // A place that also shows what is ours may have another branch's operation beside it.
        let there = try source.storedBytes(of: chain, after: mine[0].seq - 1, limit: 1)
        if there.map(\.hash) == [mine[0].hash] { part.from = mine[0].seq }
      }
      parts.append(part)
    }
    self.parts = parts.sorted {
      // A chain of no known scope comes last: nothing of it is taken.
      ($0.scope?.receivingRank ?? .max, $0.chain) < ($1.scope?.receivingRank ?? .max, $1.chain)
    }
  }
}

/// The large contents that an operation names.
enum BlobNames {
  static func of(_ operation: Operation) -> [Hash] {
    switch operation.envelope.kind {
    case .guidelinePublish, .schemaPublish, .itemBatch, .itemPut: break
    default: return []
    }
    guard let map = operation.map,
      let payload = try? Payload(kind: operation.envelope.kind, schemaVersion: 1, map: map)
    else { return [] }
    switch payload {
    case .handbook(let handbook): return [handbook.blob]
    case .schema(let schema): return [schema.blob]
    case .itemBatch(let batch): return batch.entries.compactMap { name(of: $0.content) }
    case .itemPut(let put): return [name(of: put.content)].compactMap { $0 }
    default: return []
    }
  }

  private static func name(of content: ItemContent) -> Hash? {
    if case .blob(let hash) = content { return hash }
    return nil
  }
}
