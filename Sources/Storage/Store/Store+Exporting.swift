package import Items
package import Judgments

/// What one person decided on one item, with every version in force.
package struct JudgmentLine: Hashable, Sendable {
  package var itemID: ItemID
  /// Nil when the item itself is not here.
  package var item: StoredItem?
  package var person: PersonID
  package var layer: UInt32
  package var standing: CellState.Standing
  /// The versions in force, sorted by hash; the first is the one that a twin gives.
  package var heads: [Version]
  /// Live remarks of this person on the item, oldest first.
  package var remarks: [RemarkEntry]
}

extension Store {
  /// Visits everybody's judgments that this store holds, item by item and person by person.
  package func judgments(_ each: (JudgmentLine) throws -> Void) throws {
    try db.rows(
      """
      SELECT DISTINCT ino, layer, pno FROM cellop WHERE fam = ? ORDER BY ino, layer, pno
      """, .integer(Int(OperationKind.judgePut.number))
    ) { row in
      let cell = RegisterCell(
        family: .judgePut, ino: row.integer(0), layer: UInt32(clamping: row.int(1)),
        pno: row.integer(2))
      if let line = try line(cell) { try each(line) }
      return .more
    }
  }

  private func line(_ cell: RegisterCell) throws -> JudgmentLine? {
    let heads = try ledger.heads(of: cell).compactMap { head in
      try ledger.stored(head).flatMap { version($0, rank: .current) }
    }
    guard let first = heads.first, let itemID = try ledger.itemID(cell.ino) else { return nil }
    let standing =
      try ledger.trouble(of: cell) ?? (first.judgment.retracted ? .retracted : .settled)
    return JudgmentLine(
      itemID: itemID, item: try item(at: cell.ino), person: first.person, layer: cell.layer,
      standing: standing, heads: heads,
      remarks: try remarks(on: cell.ino).filter { $0.person == first.person })
  }
}
