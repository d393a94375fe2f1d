package import Items
package import Judgments

/// An operation that a revocation has cut off.
package struct LateEntry: Hashable, Sendable {
  package var reference: OperationReference
  package var person: PersonID
  package var device: DeviceID
  package var kind: OperationKind
  /// By the device's own clock, in milliseconds since 1970.
  package var at: UInt64
  /// The item's external id, where the operation is about one that is here.
  package var item: String?
  /// What was decided, where it is a judgment.
  package var judgment: Judgment?
}

/// Work that came after a revocation: it is kept and listed, and a lead can admit it.
extension Store {
  /// All late operations that are here, chain by chain in order.
  package func late() throws -> [LateEntry] {
    let rows = try db.all(
      "SELECT cid, seq, hash FROM op WHERE status = ? ORDER BY cid, seq, hash",
      .integer(OperationStatus.late.rawValue)
    ) { (cid: $0.integer(0), seq: $0.unsigned(1), hash: $0.bytes(2)) }
    return try rows.compactMap { row in
      guard let chain = ledger.chainsByNumber[row.cid], let hash = Hash(bytes: row.hash),
        let stored = try ledger.stored(chain, row.seq, hash)
      else { return nil }
      return LateEntry(
        reference: stored.posted.reference, person: chain.person,
        device: DeviceID(ofKey: chain.deviceKey), kind: stored.posted.kind,
        at: HybridClock.milliseconds(stored.posted.hlc), item: try item(of: stored),
        judgment: stored.map.flatMap { map in
          stored.posted.kind == .judgePut ? try? Judgment(map: map) : nil
        })
    }
  }

  /// Lets late operations count after all; of somebody who rules, by the root key alone.
  package func admit(_ late: [LateEntry]) throws {
    try requireLead("admit late work")
    guard !late.isEmpty else { return }
    let rules = late.filter { $0.kind.operationClass == .authority }.map(\.reference)
    let works = late.filter { $0.kind.operationClass != .authority }.map(\.reference)
    let root = rules.isEmpty ? nil : try signer(for: .lead)
    try write {
      if let root { try admit(rules, by: root) }
      try admit(works, by: .scope(.pub))
    }
    try signCheckpoints()
  }

  private func admit(_ references: [OperationReference], by signer: OwnChain) throws {
    var rest = references.sorted()[...]
    // Within an operation's 64 KiB.
    while !rest.isEmpty {
      _ = try append(
        .operationAdmit, .admission(Admission(admitted: Array(rest.prefix(500)))), to: signer)
      rest = rest.dropFirst(500)
    }
  }

  private func item(of stored: StoredOperation) throws -> String? {
    guard let map = stored.map,
      let payload = try? Payload(kind: stored.posted.kind, schemaVersion: 1, map: map)
    else { return nil }
    let id: ItemID
    switch payload {
    case .judgment(let judgment): id = judgment.item
    case .adjudication(let decision): id = decision.item
    case .ask(let remark), .note(let remark): id = remark.item
    default: return nil
    }
    return try ledger.knownNumber(of: id).flatMap { try self.item(at: $0) }?.externalID
  }
}
