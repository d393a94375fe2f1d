import Items
import Judgments

/// What a store knows of one chain without reading its operations.
final class Chain {
  /// The end of a branch; two of them are a fork.
  struct Tip: Hashable {
    var seq: UInt64
    var hash: Hash
    var hlc: UInt64
  }

  let number: Int64
  let id: ChainID
  let scope: Scope
  let person: PersonID
  let deviceKey: [UInt8]
  /// The hash of the first operation.
  let opened: Hash
  var tips: [Tip]
  /// Whether the tips have changed since they were last written.
  var isDirty = false
  /// What the status of the chain's operations rested on when it was last computed.
  var basis: Basis?

  /// The local number of its person, once it was asked for.
  var personNumber: Int64?

  /// The statuses by kind that authority gives while the device is not revoked; emptied whenever
  /// authority changes.
  var statuses: [OperationKind: OperationStatus] = [:]

  struct Basis: Equatable {
    var granted: Bool
    var roles: Roles
    var revoked: Bool
  }

  init(
    number: Int64, id: ChainID, scope: Scope, person: PersonID, deviceKey: [UInt8], opened: Hash,
    tips: [Tip]
  ) {
    self.number = number
    self.id = id
    self.scope = scope
    self.person = person
    self.deviceKey = deviceKey
    self.opened = opened
    self.tips = tips
  }
}

/// An operation in its chain, ready to be folded.
struct Posted {
  var chain: Chain
  var seq: UInt64
  var hash: Hash
  var hlc: UInt64
  var kind: OperationKind
  var schemaVersion: UInt64
  var cell: CellID?
  var bases: [Hash]
  /// The row of its payload; nil when the payload is not here.
  var payloadRow: Int64?
  /// The payload with its salt.
  var payloadBytes: [UInt8]?

  var reference: OperationReference { OperationReference(chain: chain.id, seq: seq, hash: hash) }
}

/// What became of an operation that was offered.
enum Insertion: Equatable {
  case new
  case had
  /// An earlier one of its chain is missing.
  case pending
  /// Its scope is not for this store's person.
  case foreign
  /// It is no well-formed operation of this project.
  case refused(String)
}
