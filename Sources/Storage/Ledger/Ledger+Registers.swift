import Items
import Judgments

/// A cell by local numbers, which keep its index in the order of publication.
struct RegisterCell: Hashable {
  var family: OperationKind
  var ino: Int64 = 0
  var layer: UInt32 = 0
  var pno: Int64 = 0

  var familyValue: SQLValue { .integer(Int(family.number)) }
  var layerValue: SQLValue { .integer(Int(layer)) }

  static func policy(_ name: String) -> RegisterCell {
    let bytes = Hash.sha256(Array(name.utf8)).bytes
    let layer = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return RegisterCell(family: .policySet, layer: layer)
  }
}

/// A current version of a cell.
struct Head: Hashable {
  var cid: Int64
  var seq: UInt64
  var hash: Hash
}

extension Ledger {
  /// Adds a version to a cell; its order of arrival among the others makes no difference.
  ///
  /// True where the version is now the only one in force.
  @discardableResult
  func put(_ posted: Posted, in cell: RegisterCell) throws -> Bool {
    let isFirst =
      try db.one(
        "SELECT 1 FROM cellop WHERE fam = ? AND ino = ? AND layer = ? AND pno = ?",
        cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno)
      ) { _ in false } ?? true
    for base in posted.bases {
      try db.run(
        "INSERT OR IGNORE INTO edge(base, child) VALUES(?, ?)", .blob(base.bytes),
        .blob(posted.hash.bytes))
      if !isFirst {
        try db.run(
          """
          UPDATE cellop SET head = 0
          WHERE fam = ? AND ino = ? AND layer = ? AND pno = ? AND hash = ?
          """, cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno),
          .blob(base.bytes))
      }
    }
    let isHead = try isFirst || !isNamed(posted.hash, in: cell)
    try db.run(
      """
      INSERT OR IGNORE INTO cellop(fam, ino, layer, pno, cid, seq, hash, head)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?)
      """, cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno),
      .integer(posted.chain.number), .integer(posted.seq), .blob(posted.hash.bytes),
      .truth(isHead))
    if !isFirst || !posted.bases.isEmpty || posted.schemaVersion != 1 {
      try refreshTrouble(cell)
    }
    return try isHead && (isFirst || heads(of: cell).count == 1)
  }

  /// Takes a version out of a cell.
  func take(_ posted: Posted, from cell: RegisterCell) throws {
    try db.run(
      """
      DELETE FROM cellop WHERE fam = ? AND ino = ? AND layer = ? AND pno = ? AND cid = ?
        AND seq = ? AND hash = ?
      """, cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno),
      .integer(posted.chain.number), .integer(posted.seq), .blob(posted.hash.bytes))
    for base in posted.bases {
      try db.run(
        "DELETE FROM edge WHERE base = ? AND child = ?", .blob(base.bytes),
        .blob(posted.hash.bytes))
      try db.run(
        """
        UPDATE cellop SET head = ?
        WHERE fam = ? AND ino = ? AND layer = ? AND pno = ? AND hash = ?
        """, .truth(try !isNamed(base, in: cell)), cell.familyValue, .integer(cell.ino),
        cell.layerValue, .integer(cell.pno), .blob(base.bytes))
    }
    try refreshTrouble(cell)
  }

  /// The current versions of a cell, sorted by hash.
  func heads(of cell: RegisterCell) throws -> [Head] {
    try db.all(
      """
      SELECT cid, seq, hash FROM cellop
      WHERE fam = ? AND ino = ? AND layer = ? AND pno = ? AND head = 1 ORDER BY hash
      """, cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno)
    ) { row in
      guard let hash = Hash(bytes: row.bytes(2)) else {
        throw StoreFault.damaged(path: "", detail: "a head's name is not 32 bytes")
      }
      return Head(cid: row.integer(0), seq: row.unsigned(1), hash: hash)
    }
  }

  func stored(_ head: Head) throws -> StoredOperation? {
    guard let chain = chainsByNumber[head.cid] else { return nil }
    return try stored(chain, head.seq, head.hash)
  }

  /// What a cell's versions amount to, when that is not simply one settled head.
  func trouble(of cell: RegisterCell) throws -> CellState.Standing? {
    try db.one(
      "SELECT state FROM celltrouble WHERE fam = ? AND ino = ? AND layer = ? AND pno = ?",
      cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno)
    ) { CellState.Standing(rawValue: $0.text(0)) }.flatMap { $0 }
  }

  /// Only versions of the same cell can replace one, else a stranger's could hide it.
  private func isNamed(_ hash: Hash, in cell: RegisterCell) throws -> Bool {
    try db.one(
      """
      SELECT 1 FROM cellop c WHERE fam = ? AND ino = ? AND layer = ? AND pno = ?
        AND EXISTS(SELECT 1 FROM edge WHERE base = ? AND child = c.hash)
      """, cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno),
      .blob(hash.bytes)
    ) { _ in true } ?? false
  }

  private func refreshTrouble(_ cell: RegisterCell) throws {
    var versions: [CellVersion] = []
    for head in try heads(of: cell) {
      guard let stored = try stored(head) else { continue }
      versions.append(
        CellVersion(
          hash: head.hash, bases: stored.posted.bases,
          isReadable: stored.posted.schemaVersion == 1, decision: stored.decision,
          isRetracted: false))
      for base in stored.posted.bases where try isKnown(base, in: cell) {
        versions.append(CellVersion(hash: base, bases: [], decision: [], isRetracted: false))
      }
    }
    // Bases that several heads name stand here once each, which leaves the heads the same.
    let standing = CellState(of: versions).standing
    switch standing {
    case .twin, .conflict, .incomplete, .blocked:
      try db.run(
        "INSERT OR REPLACE INTO celltrouble(fam, ino, layer, pno, state) VALUES(?, ?, ?, ?, ?)",
        cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno),
        .text(standing.rawValue))
    case .empty, .settled, .retracted:
      try db.run(
        "DELETE FROM celltrouble WHERE fam = ? AND ino = ? AND layer = ? AND pno = ?",
        cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno))
    }
  }

  /// Whether an operation is a version of a cell.
  func isKnown(_ hash: Hash, in cell: RegisterCell) throws -> Bool {
    try db.one(
      """
      SELECT 1 FROM cellop WHERE fam = ? AND ino = ? AND layer = ? AND pno = ? AND hash = ?
      """, cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno),
      .blob(hash.bytes)
    ) { _ in true } ?? false
  }
}

extension StoredOperation {
  /// The fields that decide whether two versions are twins.
  ///
  /// Keys 2, 3 and 11 for judgments and decisions; the whole map for everything else.
  var decision: [UInt8] {
    guard let map else { return [] }
    guard posted.kind == .judgePut || posted.kind == .adjudicationPut, case .map(let pairs) = map
    else { return map.encoded }
    let keys: Set<UInt64> = posted.kind == .judgePut ? [2, 3, 11] : [2, 11]
    return CBOR.map(pairs.filter { keys.contains($0.key) }).encoded
  }
}
