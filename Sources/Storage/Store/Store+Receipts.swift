package import Items
package import Judgments

/// What a lead has said to have received of somebody.
package struct ReceiptEntry: Hashable, Sendable {
  /// The lead who said so, and when, in milliseconds since 1970 by the lead's own clock.
  package var lead: PersonID
  package var at: UInt64
  package var held: [OperationReference]
}

/// Receipts: after one, nobody rewrites what was handed on, and no lead denies having it.
extension Store {
  /// The references of one receipt at most, so that it stays within an operation.
  private static let referencesAtMost = 500

  /// Says in each person's own scope what has been received of that person since the last time.
  ///
  /// Only leads say it, and only of what people write: never of what leads write to people, or two
  /// leads would answer each other's receipts for ever.
  package func writeReceipts() throws {
    guard access != .read, me.roles.contains(.lead), key != nil else { return }
    let ends = try unreceipted()
    guard !ends.isEmpty else { return }
    try write {
      for (person, held) in ends.sorted(by: { $0.key < $1.key }) {
        var rest = held.sorted()[...]
        while !rest.isEmpty {
          _ = try append(
            .receipt, .receipt(Receipt(held: Array(rest.prefix(Self.referencesAtMost)))),
            to: .scope(.to(person)))
          rest = rest.dropFirst(Self.referencesAtMost)
        }
      }
    }
  }

  /// The receipts for one person, oldest first; those that count.
  package func receipts(for person: PersonID) throws -> [ReceiptEntry] {
    let found = try db.all(
      """
      SELECT e.cid, o.hlc, p.bytes FROM entry e
      JOIN op o ON o.cid = e.cid AND o.seq = e.seq AND o.hash = e.hash
      JOIN payload p ON p.id = o.payload WHERE e.kind = ? ORDER BY o.hlc, o.hash
      """, .integer(Int(OperationKind.receipt.rawValue))
    ) { (cid: $0.integer(0), hlc: $0.unsigned(1), bytes: $0.bytes(2)) }
    return found.compactMap { row in
      guard let chain = ledger.chainsByNumber[row.cid], chain.scope == .to(person),
        let map = try? CBOR(decoding: Array(row.bytes.dropFirst(Operation.saltLength))),
        let receipt = try? Receipt(map: map)
      else { return nil }
      return ReceiptEntry(
        lead: chain.person, at: HybridClock.milliseconds(row.hlc), held: receipt.held)
    }
  }

  /// The newest place of each chain of a person that a lead has said to have received.
  package func receipted(of person: PersonID) throws -> [ChainID: OperationReference] {
    Self.newest(try receipts(for: person))
  }

  static func newest(_ receipts: some Sequence<ReceiptEntry>) -> [ChainID: OperationReference] {
    var newest: [ChainID: OperationReference] = [:]
    for reference in receipts.lazy.flatMap(\.held)
    where reference.seq >= newest[reference.chain]?.seq ?? 0 {
      newest[reference.chain] = reference
    }
    return newest
  }

  /// How many of the store's own operations a lead has said to have received.
  package func receivedByLeads() throws -> Int {
    let newest = try receipted(of: ledger.me)
    return try ownHeads().reduce(0) { sum, head in
      sum + Int(clamping: min(head.seq, newest[head.chain]?.seq ?? 0))
    }
  }

  /// The ends of what people wrote that no receipt of this lead names yet, by person.
  private func unreceipted() throws -> [PersonID: [OperationReference]] {
    var ends: [PersonID: [OperationReference]] = [:]
    for chain in ledger.chains.values where chain.person != .zero && chain.person != ledger.me {
      // What is late is nothing to rely on.
      if chain.basis?.revoked == true { continue }
      switch chain.scope {
      case .from, .rev, .pub: break
      case .to, .vault: continue
      }
      ends[chain.person, default: []] += chain.tips.map {
        OperationReference(chain: chain.id, seq: $0.seq, hash: $0.hash)
      }
    }
    for (person, held) in ends {
      let said = try receipts(for: person).filter { $0.lead == ledger.me }
      let known = Set(said.flatMap(\.held))
      let new = held.filter { !known.contains($0) }
      ends[person] = new.isEmpty ? nil : new
    }
    return ends
  }

  /// Chains of which a lead has received what is not here, where another operation stands: they
  /// were written anew since, or a branch of them has not come here.
  func unseenReceipts() throws -> [String] {
    var remarks: [String] = []
    for person in people {
      for receipt in try receipts(for: person.id) {
        for reference in receipt.held {
          guard let chain = ledger.chains[reference.chain],
            let end = chain.tips.map(\.seq).max(), end >= reference.seq, try !holds(reference)
          else { continue }
          remarks.append(
            "Chain \(reference.chain.hex.prefix(8)) has another operation at \(reference.seq) than "
              + "a lead received: it was written anew since, or a branch of it has not come here.")
        }
      }
    }
    return remarks
  }
}
