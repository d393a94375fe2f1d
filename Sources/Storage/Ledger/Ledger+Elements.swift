import Items
import Judgments

/// Elements of sets: questions asked, notes, assignments, and their removals.
extension Ledger {
  /// Adds an element or a removal; a removal names elements of its own kind and person.
  func putElement(_ posted: Posted, ino: Int64, isRemoval: Bool) throws {
    let person = try number(of: posted.chain.person)
    let kind = SQLValue.integer(Int(posted.kind.rawValue))
    var isLive = !isRemoval
    if isRemoval {
      for base in posted.bases {
        try db.run(
          "INSERT OR IGNORE INTO edge(base, child) VALUES(?, ?)", .blob(base.bytes),
          .blob(posted.hash.bytes))
      }
    } else {
      isLive = try !isRemoved(posted.hash, kind, person)
    }
    try db.run(
      """
      INSERT OR IGNORE INTO element(hash, kind, ino, pno, cid, seq, removal, live)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?)
      """, .blob(posted.hash.bytes), kind, .integer(ino), .integer(person),
      .integer(posted.chain.number), .integer(posted.seq), .truth(isRemoval), .truth(isLive))
    // The removal must stand before its elements can find it.
    if isRemoval { for base in posted.bases { try refreshElement(base) } }
  }

  func takeElement(_ posted: Posted) throws {
    let ino = try db.one("SELECT ino FROM element WHERE hash = ?", .blob(posted.hash.bytes)) {
      $0.integer(0)
    }
    try db.run("DELETE FROM element WHERE hash = ?", .blob(posted.hash.bytes))
    for base in posted.bases {
      try db.run(
        "DELETE FROM edge WHERE base = ? AND child = ?", .blob(base.bytes),
        .blob(posted.hash.bytes))
      try refreshElement(base)
    }
    if posted.chain.person == me, let ino { try refreshPlace(ino) }
  }

  private func refreshElement(_ hash: Hash) throws {
    let found = try db.one(
      "SELECT kind, pno, ino FROM element WHERE hash = ? AND removal = 0", .blob(hash.bytes)
    ) { (kind: $0.integer(0), pno: $0.integer(1), ino: $0.integer(2)) }
    guard let found else { return }
    let isLive = try !isRemoved(hash, .integer(found.kind), found.pno)
    try db.run(
      "UPDATE element SET live = ? WHERE hash = ?", .truth(isLive), .blob(hash.bytes))
    if try number(of: me) == found.pno { try refreshPlace(found.ino) }
  }

  private func isRemoved(_ hash: Hash, _ kind: SQLValue, _ person: Int64) throws -> Bool {
    try db.one(
      """
      SELECT 1 FROM edge e JOIN element r ON r.hash = e.child
      WHERE e.base = ? AND r.kind = ? AND r.pno = ? AND r.removal = 1
      """, .blob(hash.bytes), kind, .integer(person)
    ) { _ in true } ?? false
  }
}
