import Items
import Judgments

/// Digests of the read models by names that every store gives alike; local numbers enter none.
extension Ledger {
  /// One digest a table, in a fixed order.
  func digests() throws -> [(table: String, digest: Digest)] {
    [
      ("operations", try operationsDigest()), ("registers", try registersDigest()),
      ("unknown registers", try unknownDigest()), ("edges", try edgesDigest()),
      ("troubles", try troublesDigest()), ("elements", try elementsDigest()),
      ("entries", try entriesDigest()), ("authority", try authorityDigest()),
      ("items", try itemsDigest()), ("hidden fields", try hiddenDigest()),
      ("chain ends", try frontierDigest()),
    ]
  }

  /// One hash over everything that two stores with the same operations must agree on.
  func projectionDigest() throws -> Hash {
    var parts: [[UInt8]] = [Array("gloss-projection\0".utf8)]
    for (table, digest) in try digests() { parts += [Array(table.utf8), [0], digest.bytes] }
    return Hash.sha256(of: parts)
  }

  /// The queue of this store's person: where each item stands and in which states.
  func queueDigest() throws -> Digest {
    try digest("SELECT i.item, p.ord, p.state FROM place p JOIN item i ON i.ino = p.ino") {
      [$0.bytes(0), self.number($0, 1), self.number($0, 2)]
    }
  }

  private func operationsDigest() throws -> Digest {
    try digest("SELECT hash, status FROM op") { [$0.bytes(0), self.number($0, 1)] }
  }

  private func registersDigest() throws -> Digest {
    try digest(
      """
      SELECT c.fam, i.item, c.layer, w.person, c.hash, c.head FROM cellop c
      LEFT JOIN item i ON i.ino = c.ino LEFT JOIN who w ON w.pno = c.pno
      """
    ) { row in
      [
        self.number(row, 0), row.bytes(1), self.number(row, 2), row.bytes(3), row.bytes(4),
        self.number(row, 5),
      ]
    }
  }

  private func unknownDigest() throws -> Digest {
    try digest("SELECT cell, hash, head FROM cellop_x") {
      [$0.bytes(0), $0.bytes(1), self.number($0, 2)]
    }
  }

  private func edgesDigest() throws -> Digest {
    try digest("SELECT base, child FROM edge") { [$0.bytes(0), $0.bytes(1)] }
  }

  private func troublesDigest() throws -> Digest {
    try digest(
      """
      SELECT c.fam, i.item, c.layer, w.person, c.state FROM celltrouble c
      LEFT JOIN item i ON i.ino = c.ino LEFT JOIN who w ON w.pno = c.pno
      """
    ) { row in
      [self.number(row, 0), row.bytes(1), self.number(row, 2), row.bytes(3), row.bytes(4)]
    }
  }

  private func elementsDigest() throws -> Digest {
    try digest(
      """
      SELECT e.hash, e.kind, i.item, w.person, e.removal, e.live FROM element e
      LEFT JOIN item i ON i.ino = e.ino LEFT JOIN who w ON w.pno = e.pno
      """
    ) { row in
      [
        row.bytes(0), self.number(row, 1), row.bytes(2), row.bytes(3), self.number(row, 4),
        self.number(row, 5),
      ]
    }
  }

  private func entriesDigest() throws -> Digest {
    try digest(
      """
      SELECT e.kind, i.item, w.person, e.hash FROM entry e
      LEFT JOIN item i ON i.ino = e.ino LEFT JOIN who w ON w.pno = e.pno
      """
    ) { row in [self.number(row, 0), row.bytes(1), row.bytes(2), row.bytes(3)] }
  }

  private func authorityDigest() throws -> Digest {
    try digest("SELECT hash FROM authority") { [$0.bytes(0)] }
  }

  private func itemsDigest() throws -> Digest {
    try digest(
      """
      SELECT i.item, i.known, i.retired, i.at, o.hash FROM item i
      LEFT JOIN op o ON o.cid = i.cid AND o.seq = i.seq AND o.payload = i.payload
      WHERE i.known = 1 OR i.retired = 1
      """
    ) { row in
      [row.bytes(0), self.number(row, 1), self.number(row, 2), self.number(row, 3), row.bytes(4)]
    }
  }

  private func hiddenDigest() throws -> Digest {
    try digest(
      """
      SELECT i.item, o.hash, h.at FROM hidden h JOIN item i ON i.ino = h.ino
      LEFT JOIN op o ON o.cid = h.cid AND o.seq = h.seq AND o.payload = h.payload
      """
    ) { row in [row.bytes(0), row.bytes(1), self.number(row, 2)] }
  }

  private func frontierDigest() throws -> Digest {
    try digest(
      "SELECT c.chain, f.seq, f.hash FROM frontier f JOIN chain c ON c.cid = f.cid"
    ) { row in [row.bytes(0), self.number(row, 1), row.bytes(2)] }
  }

  private func digest(_ sql: StaticString, _ parts: (Row) -> [[UInt8]]) throws -> Digest {
    var digest = Digest()
    try db.rows(sql) { row in
      digest.add(parts: parts(row))
      return .more
    }
    return digest
  }

  private func number(_ row: Row, _ column: Int32) -> [UInt8] {
    let value = row.unsigned(column)
    return stride(from: 56, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: value >> UInt64($0))
    }
  }
}
