import Items
import Judgments

/// Cells that a transaction changes: read once, written once, in the order of the table.
extension Ledger {
  /// The most rows in memory before they are written, so that memory stays that of a batch.
  static let mostDraftRows = 50_000

  /// A cell in memory.
  func draft(of cell: RegisterCell) throws -> CellDraft {
    if let known = drafts[cell] { return known }
    if draftRows >= Self.mostDraftRows { try writeCells() }
    let draft = CellDraft(cell, rows: try rows(of: cell))
    return keep(draft)
  }

  /// A cell in memory with the bases of all its versions.
  func wholeDraft(of cell: RegisterCell) throws -> CellDraft {
    if let known = drafts[cell] {
      if known.isWhole { return known }
      try writeCells()
    }
    if draftRows >= Self.mostDraftRows { try writeCells() }
    var rows = try rows(of: cell)
    for place in rows.indices {
      let row = rows[place]
      let stored = try stored(Head(cid: row.cid, seq: row.seq, hash: row.hash))
      rows[place].bases = stored?.posted.bases ?? []
      rows[place].isReadable = stored?.posted.schemaVersion == 1
    }
    return keep(CellDraft(cell, rows: rows, isWhole: true))
  }

  private func keep(_ draft: CellDraft) -> CellDraft {
    if draft.cell.family == .judgePut { isBeforeJudgments = false }
    drafts[draft.cell] = draft
    draftRows += draft.rows.count
    return draft
  }

  private func rows(of cell: RegisterCell) throws -> [CellDraft.Row] {
    try db.repeating(
      "SELECT cid, seq, hash, head FROM cellop WHERE fam = ? AND ino = ? AND layer = ? AND pno = ?"
    ) { statement in
      statement.bind(cell, from: 1)
      var rows: [CellDraft.Row] = []
      try db.each(statement) { row in
        let isHead = row.int(3) == 1
        rows.append(
          CellDraft.Row(
            cid: row.integer(0), seq: row.unsigned(1), hash: try Self.name(row, 2),
            isHead: isHead, storedHead: isHead))
      }
      return rows
    }
  }

  /// Writes the cells in memory, and brings the places of their items up to date.
  func writeCells() throws {
    guard !drafts.isEmpty else { return }
    let changed = drafts.sorted { $0.key < $1.key }.map(\.value)
    let hadTrouble = try db.one("SELECT 1 FROM celltrouble LIMIT 1") { _ in true } ?? false
    try writeRows(changed)
    for draft in changed {
      if let trouble = try trouble(of: draft) {
        try db.run(
          "INSERT OR REPLACE INTO celltrouble(fam, ino, layer, pno, state) VALUES(?, ?, ?, ?, ?)",
          draft.cell.familyValue, .integer(draft.cell.ino), draft.cell.layerValue,
          .integer(draft.cell.pno), .text(trouble.rawValue))
      } else if hadTrouble, draft.isStored {
        try db.run(
          "DELETE FROM celltrouble WHERE fam = ? AND ino = ? AND layer = ? AND pno = ?",
          draft.cell.familyValue, .integer(draft.cell.ino), draft.cell.layerValue,
          .integer(draft.cell.pno))
      }
    }
    try writeEdges(of: changed)
    drafts.removeAll(keepingCapacity: true)
    draftRows = 0
    for draft in changed where draft.movesPlace {
      let heads = draft.heads
      let isAlone = heads.count == 1 && heads.first?.hash == draft.gist?.hash
      try refreshPlace(draft.cell.ino, onlyHead: isAlone ? draft.gist?.gist : nil)
    }
  }

  private func writeRows(_ changed: [CellDraft]) throws {
    for draft in changed {
      for row in draft.removed {
        try db.run(
          """
          DELETE FROM cellop WHERE fam = ? AND ino = ? AND layer = ? AND pno = ? AND cid = ?
            AND seq = ? AND hash = ?
          """, draft.cell.familyValue, .integer(draft.cell.ino), draft.cell.layerValue,
          .integer(draft.cell.pno), .integer(row.cid), .integer(row.seq), .blob(row.hash.bytes))
      }
    }
    var fresh: [(cell: RegisterCell, row: CellDraft.Row)] = []
    try db.repeating(
      """
      UPDATE cellop SET head = ?8 WHERE fam = ?1 AND ino = ?2 AND layer = ?3 AND pno = ?4
        AND cid = ?5 AND seq = ?6 AND hash = ?7
      """
    ) { update in
      for draft in changed {
        let rows = draft.rows
        for place in rows.indices where rows[place].storedHead != rows[place].isHead {
          if rows[place].storedHead == nil {
            fresh.append((draft.cell, rows[place]))
          } else {
            update.bind(draft.cell, rows[place], from: 1)
            try db.finish(update)
          }
        }
      }
    }
    try insert(fresh)
  }

  /// Adds rows, eight in a statement while there are so many: half of what a row costs is the
  /// statement around it.
  private func insert(_ fresh: [(cell: RegisterCell, row: CellDraft.Row)]) throws {
    let together = fresh.count / 8 * 8
    if together > 0 {
      try db.repeating(
        """
        INSERT INTO cellop(fam, ino, layer, pno, cid, seq, hash, head) VALUES
          (?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?),
          (?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?),
          (?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?)
        """
      ) { insertion in
        for (index, one) in fresh[..<together].enumerated() {
          insertion.bind(one.cell, one.row, from: Int32(index % 8) * 8 + 1)
          if index % 8 == 7 { try db.finish(insertion) }
        }
      }
    }
    try db.repeating(
      """
      INSERT INTO cellop(fam, ino, layer, pno, cid, seq, hash, head)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?)
      """
    ) { insertion in
      for one in fresh[together...] {
        insertion.bind(one.cell, one.row, from: 1)
        try db.finish(insertion)
      }
    }
  }

  private func writeEdges(of changed: [CellDraft]) throws {
    let edges = changed.flatMap(\.edges).sorted { $0.key < $1.key }
    for (edge, isNew) in edges {
      if isNew {
        try db.run(
          "INSERT OR IGNORE INTO edge(base, child) VALUES(?, ?)", .blob(edge.base.bytes),
          .blob(edge.child.bytes))
      } else {
        try db.run(
          "DELETE FROM edge WHERE base = ? AND child = ?", .blob(edge.base.bytes),
          .blob(edge.child.bytes))
      }
    }
  }
}

extension Statement {
  /// Binds the four numbers of a cell.
  fileprivate func bind(_ cell: RegisterCell, from place: Int32) {
    bind(place, Int64(cell.family.number))
    bind(place + 1, cell.ino)
    bind(place + 2, Int64(cell.layer))
    bind(place + 3, cell.pno)
  }

  /// Binds a version of a cell, in the order of the table's columns.
  fileprivate func bind(_ cell: RegisterCell, _ row: CellDraft.Row, from place: Int32) {
    bind(cell, from: place)
    bind(place + 4, row.cid)
    bind(place + 5, Int64(bitPattern: row.seq))
    bind(place + 6, row.hash)
    bind(place + 7, row.isHead ? 1 : 0)
  }
}
