import Items
import Judgments

/// Registers of kinds that this version does not know: their heads are folded by the cell alone,
/// so that a newer version finds their conflicts right.
extension Ledger {
  func putUnknown(_ posted: Posted) throws {
    let cell = posted.cell?.bytes ?? []
    for base in posted.bases {
      try db.run(
        "INSERT OR IGNORE INTO edge(base, child) VALUES(?, ?)", .blob(base.bytes),
        .blob(posted.hash.bytes))
      try db.run(
        "UPDATE cellop_x SET head = 0 WHERE cell = ? AND hash = ?", .blob(cell),
        .blob(base.bytes))
    }
    try db.run(
      "INSERT OR IGNORE INTO cellop_x(cell, cid, seq, hash, head) VALUES(?, ?, ?, ?, ?)",
      .blob(cell), .integer(posted.chain.number), .integer(posted.seq),
      .blob(posted.hash.bytes), .truth(try !isNamed(posted.hash, inUnknown: cell)))
  }

  func takeUnknown(_ posted: Posted) throws {
    let cell = posted.cell?.bytes ?? []
    try db.run(
      "DELETE FROM cellop_x WHERE cell = ? AND cid = ? AND seq = ? AND hash = ?", .blob(cell),
      .integer(posted.chain.number), .integer(posted.seq), .blob(posted.hash.bytes))
    for base in posted.bases {
      try db.run(
        "DELETE FROM edge WHERE base = ? AND child = ?", .blob(base.bytes),
        .blob(posted.hash.bytes))
      try db.run(
        "UPDATE cellop_x SET head = ? WHERE cell = ? AND hash = ?",
        .truth(try !isNamed(base, inUnknown: cell)), .blob(cell), .blob(base.bytes))
    }
  }

  private func isNamed(_ hash: Hash, inUnknown cell: [UInt8]) throws -> Bool {
    try db.one(
      """
      SELECT 1 FROM cellop_x c WHERE cell = ?
        AND EXISTS(SELECT 1 FROM edge WHERE base = ? AND child = c.hash)
      """, .blob(cell), .blob(hash.bytes)
    ) { _ in true } ?? false
  }
}
