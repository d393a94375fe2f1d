import Items
import Judgments

/// What the first operation of a chain says: its scope, whose it is, and with which key.
struct SegmentOpening: Hashable {
  var scope: Scope
  var person: PersonID
  var deviceKey: [UInt8]

  init(scope: Scope, person: PersonID, deviceKey: [UInt8]) {
    self.scope = scope
    self.person = person
    self.deviceKey = deviceKey
  }

  /// Reads an operation; nil where it is not the one that gave the chain its id.
  init?(of first: OperationBytes, in chain: ChainID) {
    guard let operation = try? Operation(receiving: first.envelope, payload: first.payload),
      ChainID.opened(by: operation.envelope) == chain, let map = operation.map,
      let payload = try? Payload(kind: operation.envelope.kind, schemaVersion: 1, map: map)
    else { return nil }
    switch payload {
    case .genesis(let genesis):
      self.init(scope: .pub, person: .zero, deviceKey: genesis.rootKey)
    case .chainOpen(let opening):
      self.init(scope: opening.scope, person: opening.person, deviceKey: opening.deviceKey)
    default: return nil
    }
  }
}

extension Segment {
  /// What the chain's first operation says; nil when it is not in here, or not the chain's.
  var opening: SegmentOpening? {
    guard header.first == 1, let first = operations.first else { return nil }
    return SegmentOpening(of: first, in: header.chain)
  }
}

extension SegmentFile {
  /// What the chain's first operation says; nil when it is not in the file.
  var opening: SegmentOpening? {
    switch self {
    case .open(let segment): segment.opening
    case .sealed(let sealed): sealed.opening
    }
  }

  /// Whether everything that can be checked without a key holds.
  var isProven: Bool {
    switch self {
    case .open(let segment): (try? segment.verify()) != nil
    case .sealed(let sealed): sealed.signed.isValid
    }
  }
}
