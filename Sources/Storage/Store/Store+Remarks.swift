package import Items
package import Judgments

/// A question asked about an item, or a note on it.
package struct RemarkEntry: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case ask
    case note

    var operation: OperationKind { self == .ask ? .askAdd : .noteAdd }
  }

  package var kind: Kind
  package var reference: OperationReference
  package var person: PersonID
  /// Milliseconds since 1970.
  package var at: UInt64
  package var remark: Remark
}

extension Store {
  /// Asks a question about an item.
  package func ask(
    _ ino: Int64, text: String, rule: String? = nil, question: String? = nil
  ) throws -> OperationReference {
    try add(.ask, ino, text: text, rule: rule, question: question)
  }

  /// Notes something on an item.
  package func note(
    _ ino: Int64, text: String, rule: String? = nil, question: String? = nil
  ) throws -> OperationReference {
    try add(.note, ino, text: text, rule: rule, question: question)
  }

  /// Takes a remark of mine back.
  package func remove(_ entry: RemarkEntry) throws {
    guard entry.person == ledger.me else {
      throw StoreFault.notAllowed(
        "This remark is \(person(entry.person).handle)'s, and only its author can take it back. "
          + "Nothing was changed. Write a note of your own.")
    }
    try write { try remove(entry.kind.operation, entry.reference.hash) }
  }

  /// Everybody's live remarks on an item that this store holds, oldest first.
  package func remarks(on ino: Int64) throws -> [RemarkEntry] {
    let rows = try db.all(
      """
      SELECT e.cid, e.seq, e.hash FROM element e JOIN op o
        ON o.cid = e.cid AND o.seq = e.seq AND o.hash = e.hash
      WHERE e.ino = ? AND e.live = 1 AND e.removal = 0 ORDER BY o.hlc, e.hash
      """, .integer(ino)
    ) { Head(cid: $0.integer(0), seq: $0.unsigned(1), hash: Hash(bytes: $0.bytes(2)) ?? .zero) }
    return try rows.compactMap { row in
      guard let stored = try ledger.stored(row), let map = stored.map,
        let remark = try? Remark(map: map)
      else { return nil }
      let kind: RemarkEntry.Kind
      switch stored.posted.kind {
      case .askAdd: kind = .ask
      case .noteAdd: kind = .note
      default: return nil
      }
      return RemarkEntry(
        kind: kind, reference: stored.posted.reference, person: stored.posted.chain.person,
        at: HybridClock.milliseconds(stored.posted.hlc), remark: remark)
    }
  }

  func remove(_ kind: OperationKind, _ hash: Hash) throws {
    _ = try append(kind, .removal, to: .scope(.from(ledger.me)), bases: [hash])
  }

  private func add(
    _ kind: RemarkEntry.Kind, _ ino: Int64, text: String, rule: String?, question: String?
  ) throws -> OperationReference {
    guard let item = try ledger.itemID(ino) else { throw StoreFault.unknownItem(String(ino)) }
    let remark = Remark(item: item, text: text, rule: rule, question: question)
    return try write {
      try append(
        kind.operation, kind == .ask ? .ask(remark) : .note(remark),
        to: .scope(.from(ledger.me))
      ).reference
    }
  }
}
