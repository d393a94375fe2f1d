import Judgments

extension Ledger {
  /// In which place each operation stands; the counts add up to all of them.
  func accounting() throws -> [Verification.Count] {
    let queries: [(String, StaticString)] = [
      ("current versions", "SELECT count(*) FROM cellop WHERE head = 1"),
      ("superseded versions", "SELECT count(*) FROM cellop WHERE head = 0"),
      (
        "versions of unread kinds",
        """
        SELECT count(*) FROM cellop_x c JOIN op o ON o.cid = c.cid AND o.seq = c.seq
          AND o.hash = c.hash WHERE o.status = 0
        """
      ),
      ("log entries", "SELECT count(*) FROM entry"),
      ("live elements", "SELECT count(*) FROM element WHERE removal = 0 AND live = 1"),
      ("removed elements", "SELECT count(*) FROM element WHERE removal = 0 AND live = 0"),
      ("removals", "SELECT count(*) FROM element WHERE removal = 1"),
      (
        "authority",
        """
        SELECT count(*) FROM authority a CROSS JOIN op o ON o.cid = a.cid AND o.seq = a.seq
          AND o.hash = a.hash WHERE o.status = 0
        """
      ),
    ]
    var places = try queries.map { name, sql in
      Verification.Count(place: name, count: try db.one(sql) { $0.int(0) } ?? 0)
    }
    let uncounted = try db.all(
      "SELECT status, count(*) FROM op WHERE status != 0 GROUP BY status ORDER BY status"
    ) { (OperationStatus(rawValue: $0.int(0))?.name ?? "unknown status", $0.int(1)) }
    places += uncounted.map { Verification.Count(place: $0.0, count: $0.1) }
    return places.filter { $0.count > 0 }
  }
}
