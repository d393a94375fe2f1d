package import Items
package import Judgments

/// One operation, for people.
package struct DumpLine: Hashable, Sendable {
  package var reference: OperationReference
  package var scope: Scope
  package var person: PersonID
  package var kind: OperationKind
  package var status: OperationStatus
  /// Milliseconds since 1970.
  package var at: UInt64
  /// The decoded payload: keys as text, byte strings as hexadecimal.
  package var payload: JSON
  package var envelopeBytes: [UInt8]
  /// With its salt; nil when it was erased.
  package var payloadBytes: [UInt8]?
}

extension Store {
  /// Visits every operation, chain by chain, in order.
  package func dump(_ each: (DumpLine) throws -> Void) throws {
    for chain in ledger.chains.values.sorted(by: { $0.id < $1.id }) {
      var position: (seq: UInt64, hash: [UInt8]) = (0, [])
      while true {
        let part = try ledger.storedOperations(
          of: chain, after: position.seq, position.hash, limit: 500)
        guard let last = part.last else { break }
        position = (last.posted.seq, last.posted.hash.bytes)
        for stored in part {
          let posted = stored.posted
          let envelope = try db.one(
            "SELECT env FROM op WHERE cid = ? AND seq = ? AND hash = ?", .integer(chain.number),
            .integer(posted.seq), .blob(posted.hash.bytes)
          ) { $0.bytes(0) }
          try each(
            DumpLine(
              reference: posted.reference, scope: chain.scope, person: chain.person,
              kind: posted.kind, status: stored.status,
              at: HybridClock.milliseconds(posted.hlc),
              payload: stored.map.map(JSON.init(showing:)) ?? .null,
              envelopeBytes: envelope ?? [], payloadBytes: posted.payloadBytes))
        }
      }
    }
  }

  /// Writes a consistent copy of the store, without what was ever deleted from it.
  package func backup(to target: String) throws {
    guard surroundings.places.look(at: target) == nil else {
      throw StoreFault.exists(path: target)
    }
    try db.run("VACUUM INTO CAST(? AS TEXT)", .text(target))
  }
}

extension JSON {
  /// Shows a CBOR value; the keys of maps become text, byte strings hexadecimal digits.
  init(showing value: CBOR) {
    switch value {
    case .unsigned(let number): self = .number(String(number))
    case .negative(let number):
      self = .number(number == .max ? "-18446744073709551616" : "-\(number + 1)")
    case .bytes(let bytes): self = .string(Hexadecimal.text(bytes))
    case .text(let text): self = .string(text)
    case .array(let members): self = .array(members.map(JSON.init(showing:)))
    case .map(let pairs):
      self = .object(
        pairs.map { JSONMember(key: String($0.key), value: JSON(showing: $0.value)) })
    case .bool(let truth): self = .bool(truth)
    case .null: self = .null
    }
  }
}
