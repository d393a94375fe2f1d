import Items
import Judgments

/// The fold of judgments written a second time, from the specification alone: the whole set at
/// once, by plain sets and loops, sharing nothing with the product but the bytes' readers.
struct ReferenceFold: Equatable {
  struct Cell: Equatable {
    var heads: Set<Hash>
    var standing: String
  }

  var statuses: [Hash: String] = [:]
  var cells: [CellID: Cell] = [:]
  var live: Set<Hash> = []
  init(_ operations: Set<Operation>) {
    var chains: [ChainID: (scope: Scope, person: PersonID, key: [UInt8])] = [:]
    var rootKey: [UInt8] = []
    for operation in operations {
      let map = Self.map(operation)
      switch operation.envelope.kind {
      case .projectGenesis:
        rootKey = Self.bytes(map[0])
        chains[operation.envelope.chain] = (.pub, .zero, rootKey)
      case .chainOpen:
        guard case .text(let text)? = map[1], let scope = Scope(text: text),
          let person = PersonID(bytes: Self.bytes(map[2]))
        else { continue }
        chains[operation.envelope.chain] = (scope, person, Self.bytes(map[3]))
      default: break
      }
    }
    let names = Dictionary(uniqueKeysWithValues: operations.map { ($0.hash, $0) })
    var grants: Set<[UInt8]> = []
    var cuts: [DeviceID: [[CBOR]]] = [:]
    for operation in operations where chains[operation.envelope.chain]?.key == rootKey {
      let map = Self.map(operation)
      switch operation.envelope.kind {
      case .deviceGrant:
        grants.insert(Self.bytes(map[0]) + DeviceID(ofKey: Self.bytes(map[1])).bytes)
      case .deviceRevoke:
        guard let device = DeviceID(bytes: Self.bytes(map[0])), case .array(let cut)? = map[2]
        else {
          continue
        }
        cuts[device, default: []].append(cut)
      default: break
      }
    }
    for operation in operations {
      let envelope = operation.envelope
      guard let chain = chains[envelope.chain] else { continue }
      let device = DeviceID(ofKey: chain.key)
      var status = "ok"
      if !envelope.kind.isKnown {
        status = "unknown kind"
      } else if chain.key != rootKey, !grants.contains(chain.person.bytes + device.bytes) {
        status = "pending"
      } else if cuts[device]?.allSatisfy({ Self.isWithin($0, operation, names) }) == false {
        status = "late"
      } else if envelope.kind == .judgePut, chain.scope != .from(chain.person) {
        status = "wrong role"
      } else if envelope.kind == .judgePut,
        envelope.cell != Self.expected(Self.map(operation), chain.person)
      {
        status = "invalid cell"
      } else if envelope.seq > 1, let before = names[envelope.prev],
        before.envelope.hlc >= envelope.hlc
      {
        status = "bad clock order"
      }
      statuses[operation.hash] = status
    }
    let counted = operations.filter { statuses[$0.hash] == "ok" }
    for (cell, versions) in Dictionary(
      grouping: counted.filter { $0.envelope.kind == .judgePut }, by: { $0.envelope.cell })
    {
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
    let asks = counted.filter { $0.envelope.kind == .askAdd }
    for ask in asks where !Self.map(ask).isEmpty {
      let isRemoved = asks.contains { other in
        Self.map(other).isEmpty && other.envelope.bases.contains(ask.hash)
          && chains[other.envelope.chain]?.person == chains[ask.envelope.chain]?.person
      }
      if !isRemoved { live.insert(ask.hash) }
    }
  }

  private static func map(_ operation: Operation) -> [UInt64: CBOR] {
    guard case .map(let pairs)? = operation.map else { return [:] }
    return Dictionary(uniqueKeysWithValues: pairs.map { ($0.key, $0.value) })
  }

  private static func bytes(_ value: CBOR?) -> [UInt8] {
    if case .bytes(let bytes)? = value { bytes } else { [] }
  }

  /// Whether an operation is met on the way back from the last trusted one of its chain.
  private static func isWithin(
    _ cut: [CBOR], _ operation: Operation, _ names: [Hash: Operation]
  ) -> Bool {
    cut.contains { end in
      guard case .array(let parts) = end, bytes(parts[0]) == operation.envelope.chain.bytes else {
        return false
      }
      var current = Hash(bytes: bytes(parts[2])).flatMap { names[$0] }
      while let here = current, here.hash != operation.hash { current = names[here.envelope.prev] }
      return current != nil
    }
  }

  private static func expected(_ map: [UInt64: CBOR], _ person: PersonID) -> CellID? {
    ItemID(bytes: bytes(map[0])).map { Judgments.Cell.judgment(item: $0, person: person) }
  }
}
