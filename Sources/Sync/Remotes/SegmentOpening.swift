import Items
import Judgments

/// What the first operation of a chain says: its scope, whose it is, and with which key.
struct SegmentOpening: Hashable {
  var scope: Scope
  var person: PersonID
  var deviceKey: [UInt8]
}

extension Segment {
  /// What the chain's first operation says; nil when it is not in here, or not the chain's.
  var opening: SegmentOpening? {
    guard header.first == 1, let first = operations.first,
      let operation = try? Operation(receiving: first.envelope, payload: first.payload),
      ChainID.opened(by: operation.envelope) == header.chain, let map = operation.map,
      let payload = try? Payload(kind: operation.envelope.kind, schemaVersion: 1, map: map)
    else { return nil }
    switch payload {
    case .genesis(let genesis):
      return SegmentOpening(scope: .pub, person: .zero, deviceKey: genesis.rootKey)
    case .chainOpen(let opening):
      return SegmentOpening(
        scope: opening.scope, person: opening.person, deviceKey: opening.deviceKey)
    default: return nil
    }
  }
}
