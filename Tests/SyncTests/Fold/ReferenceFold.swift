import Items
import Judgments

/// The fold of judgments written a second time, from the specification alone: the whole set at
/// once, by plain sets and loops, sharing nothing with the product but the bytes' readers.
struct ReferenceFold: Equatable, Sendable {
  struct Cell: Equatable {
    var heads: Set<Hash>
    var standing: String
  }

  var statuses: [Hash: String] = [:]
  var cells: [CellID: Cell] = [:]
  var live: Set<Hash> = []

  private typealias Chain = (scope: Scope, person: PersonID, key: [UInt8])

  init(_ operations: Set<Operation>) {
    let (chains, rootKey) = Self.chains(of: operations)
    let names = Dictionary(uniqueKeysWithValues: operations.map { ($0.hash, $0) })
    let authority = ReferenceAuthority(
      rootKey: rootKey,
      words: operations.compactMap { operation in
        guard operation.envelope.kind.rawValue >> 12 == 3, operation.map != nil,
          let chain = chains[operation.envelope.chain], chain.scope == .pub
        else { return nil }
        return ReferenceAuthority.Word(
          operation: operation, key: chain.key, person: chain.person)
      }, names: names)
    for operation in operations {
      guard let chain = chains[operation.envelope.chain] else { continue }
      statuses[operation.hash] =
        authority.fault(of: operation, chain.scope, chain.person, chain.key)
        ?? Self.fault(of: operation, by: chain.person, after: names[operation.envelope.prev])
        ?? "ok"
    }
    let counted = operations.filter { statuses[$0.hash] == "ok" }
    fold(counted.filter { $0.envelope.kind == .judgePut })
    let asks = counted.filter { $0.envelope.kind == .askAdd }
    for ask in asks where !Self.map(ask).isEmpty {
      let isRemoved = asks.contains { other in
        Self.map(other).isEmpty && other.envelope.bases.contains(ask.hash)
          && chains[other.envelope.chain]?.person == chains[ask.envelope.chain]?.person
      }
      if !isRemoved { live.insert(ask.hash) }
    }
  }

  private mutating func fold(_ judgments: Set<Operation>) {
    for (cell, versions) in Dictionary(grouping: judgments, by: \.envelope.cell) {
      guard let cell else { continue }
      let named = Set(versions.flatMap(\.envelope.bases))
      let known = Set(versions.map(\.hash))
      let heads = versions.filter { !named.contains($0.hash) }
      let decisions = Set(heads.map { head in [2, 3, 11].map { Self.map(head)[$0] } })
      var standing = heads.count == 1 ? "one" : decisions.count == 1 ? "twin" : "conflict"
      if heads.contains(where: { !known.isSuperset(of: $0.envelope.bases) }) {
        standing = "incomplete"
      }
      if heads.contains(where: { $0.envelope.schemaVersion != 1 }) { standing = "blocked" }
      cells[cell] = Cell(heads: Set(heads.map(\.hash)), standing: standing)
    }
  }

  /// Every chain's scope, person and key, and the root's key.
  private static func chains(of operations: Set<Operation>) -> ([ChainID: Chain], [UInt8]) {
    var chains: [ChainID: Chain] = [:]
    var rootKey: [UInt8] = []
    for operation in operations where operation.envelope.seq == 1 {
      let map = map(operation)
      switch operation.envelope.kind {
      case .projectGenesis:
        rootKey = bytes(map[0])
        chains[operation.envelope.chain] = (.pub, .zero, rootKey)
      case .chainOpen:
        guard case .text(let text)? = map[1], let scope = Scope(text: text),
          let person = PersonID(bytes: bytes(map[2]))
        else { continue }
        chains[operation.envelope.chain] = (scope, person, bytes(map[3]))
      default: break
      }
    }
    return (chains, rootKey)
  }

  /// What is wrong with an operation in itself.
  private static func fault(
    of operation: Operation, by person: PersonID, after before: Operation?
  ) -> String? {
    let envelope = operation.envelope
    guard let map = operation.map else { return "pending" }
    guard let payload = try? Payload(kind: envelope.kind, schemaVersion: 1, map: map) else {
      return "invalid payload"
    }
    let expected: CellID? =
      switch payload {
      case .judgment(let judgment):
        Judgments.Cell.judgment(item: judgment.item, person: person, layer: judgment.layer)
      case .handbook: Judgments.Cell.handbook
      case .schema: Judgments.Cell.schema
      case .policy(let policy): Judgments.Cell.policy(policy.name)
      default: envelope.cell
      }
    if envelope.cell != expected { return "invalid cell" }
    if envelope.seq > 1, let before, before.envelope.hlc >= envelope.hlc {
      return "bad clock order"
    }
    return nil
  }

  private static func map(_ operation: Operation) -> [UInt64: CBOR] {
    guard case .map(let pairs)? = operation.map else { return [:] }
    return Dictionary(uniqueKeysWithValues: pairs.map { ($0.key, $0.value) })
  }

  private static func bytes(_ value: CBOR?) -> [UInt8] {
    if case .bytes(let bytes)? = value { bytes } else { [] }
  }
}
