import Items
import Judgments

/// A cell by local numbers, which keep its index in the order of publication.
struct RegisterCell: Hashable, Comparable {
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

  // In two words: every operation of a merge is looked up by its cell.
  func hash(into hasher: inout Hasher) {
    hasher.combine(ino)
    hasher.combine(pno << 44 ^ Int64(layer) << 12 ^ Int64(family.number))
  }

  /// In the order of the table.
  static func < (left: RegisterCell, right: RegisterCell) -> Bool {
    (left.family.number, left.ino, left.layer, left.pno)
      < (right.family.number, right.ino, right.layer, right.pno)
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
  /// It is written with the other versions of the transaction, cell by cell. With a gist, the
  /// place of the cell's item follows.
  func put(_ posted: Posted, in cell: RegisterCell, gist: JudgmentGist? = nil) throws {
    let draft = try draft(of: cell)
    if let gist {
      draft.movesPlace = true
      draft.gist = (posted.hash, gist)
    }
    if draft.contains(posted.hash) { return }
    let waiting = try draft.isBehindAll(posted) ? [] : children(of: posted.hash)
    draft.add(posted, namedBy: waiting)
    draftRows += 1
  }

  /// Takes a version out of a cell.
  func take(_ posted: Posted, from cell: RegisterCell) throws {
    try wholeDraft(of: cell).remove(posted)
  }

  /// The current versions of a cell, sorted by hash.
  func heads(of cell: RegisterCell) throws -> [Head] {
    if let draft = drafts[cell] {
      return draft.heads.sorted { $0.hash < $1.hash }
        .map { Head(cid: $0.cid, seq: $0.seq, hash: $0.hash) }
    }
    return try db.all(
      """
      SELECT cid, seq, hash FROM cellop
      WHERE fam = ? AND ino = ? AND layer = ? AND pno = ? AND head = 1 ORDER BY hash
      """, cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno)
    ) { row in
      Head(cid: row.integer(0), seq: row.unsigned(1), hash: try Self.name(row, 2))
    }
  }

  func stored(_ head: Head) throws -> StoredOperation? {
    guard let chain = chainsByNumber[head.cid] else { return nil }
    return try stored(chain, head.seq, head.hash)
  }

  /// What a cell's versions amount to, when that is not simply one settled head.
  func trouble(of cell: RegisterCell) throws -> CellState.Standing? {
    if let draft = drafts[cell] { return try trouble(of: draft) }
    return try db.one(
      "SELECT state FROM celltrouble WHERE fam = ? AND ino = ? AND layer = ? AND pno = ?",
      cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno)
    ) { CellState.Standing(rawValue: $0.text(0)) }.flatMap { $0 }
  }

  /// The same of a cell in memory.
  func trouble(of draft: CellDraft) throws -> CellState.Standing? {
    let heads = draft.heads
    // Most cells have one version in force, on top of one that is here.
    if heads.count == 1, heads[0].isReadable, let bases = heads[0].bases,
      bases.allSatisfy(draft.contains)
    {
      return nil
    }
    var versions: [CellVersion] = []
    var places: [(place: Int, head: Head)] = []
    var isUndecided = false
    for row in heads {
      let head = Head(cid: row.cid, seq: row.seq, hash: row.hash)
      var (bases, isReadable) = (row.bases, row.isReadable)
      if bases == nil {
        // A version that was not read comes from the table.
        guard let stored = try stored(head) else { continue }
        (bases, isReadable) = (stored.posted.bases, stored.posted.schemaVersion == 1)
      }
      let known = (bases ?? []).filter(draft.contains)
      if !isReadable || known.count != bases?.count { isUndecided = true }
      places.append((versions.count, head))
      versions.append(
        CellVersion(
          hash: head.hash, bases: bases ?? [], isReadable: isReadable, decision: [],
          isRetracted: false))
      // Bases that several heads name stand here once each, which leaves the heads the same.
      for base in known {
        versions.append(CellVersion(hash: base, bases: [], decision: [], isRetracted: false))
      }
    }
    // Only several versions whose bases are all here are compared.
    if !isUndecided, places.count > 1 {
      for (place, head) in places {
        versions[place].decision = try stored(head)?.decision ?? []
      }
    }
    let standing = CellState(of: versions).standing
    switch standing {
    case .twin, .conflict, .incomplete, .blocked: return standing
    case .empty, .settled, .retracted: return nil
    }
  }

  /// Whether an operation is a version of a cell.
  func isKnown(_ hash: Hash, in cell: RegisterCell) throws -> Bool {
    if let draft = drafts[cell] { return draft.contains(hash) }
    return try db.one(
      """
      SELECT 1 FROM cellop WHERE fam = ? AND ino = ? AND layer = ? AND pno = ? AND hash = ?
      """, cell.familyValue, .integer(cell.ino), cell.layerValue, .integer(cell.pno),
      .blob(hash.bytes)
    ) { _ in true } ?? false
  }

  /// The versions that have waited for one; only those of the same cell are replaced by it, else
  /// a stranger's could hide it.
  private func children(of hash: Hash) throws -> [Hash] {
    try db.all("SELECT child FROM edge WHERE base = ?", .blob(hash.bytes)) { try Self.name($0, 0) }
  }

  static func name(_ row: Row, _ column: Int32) throws -> Hash {
    guard let hash = row.hash(column) else {
      throw StoreFault.damaged(path: "", detail: "a version's name is not 32 bytes")
    }
    return hash
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
