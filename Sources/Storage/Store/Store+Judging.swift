package import Items
package import Judgments

/// One version of a judgment.
package struct Version: Hashable, Sendable {
  /// What a version is among the others of its cell.
  package enum Rank: String, Hashable, Sendable {
    /// In force, alone or with others.
    case current
    case superseded
  }

  package var reference: OperationReference
  package var person: PersonID
  package var device: DeviceID
  /// Milliseconds since 1970.
  package var at: UInt64
  package var bases: [Hash]
  package var judgment: Judgment
  package var rank: Rank
  /// Where the value was first given: an undo or a redo brings back what was said before.
  package var origin: Origin

  /// The version that a value comes from.
  package struct Origin: Hashable, Sendable {
    package var hash: Hash
    package var device: DeviceID
    /// Milliseconds since 1970.
    package var at: UInt64
  }
}

/// My judgment of an item.
package struct MyJudgment: Hashable, Sendable {
  /// The versions in force that can be read, sorted by hash; more than one when devices disagreed.
  package var heads: [Version]
  package var standing: CellState.Standing
  /// All versions in force, also those that cannot be read.
  package var references: [OperationReference]
  /// How many earlier versions the ones in force name that have not arrived.
  package var missing: Int

  /// The judgment that counts: that of the smallest hash, unless it is retracted or in conflict.
  package var judgment: Judgment? {
    guard standing != .conflict, let first = heads.first, !first.judgment.retracted else {
      return nil
    }
    return first.judgment
  }

  package var reference: OperationReference? { heads.first?.reference }

  package var at: UInt64? { heads.first?.at }
}

/// What a save gives back: the operation's name and the counts after it.
package struct Saved: Hashable, Sendable {
  package var reference: OperationReference
  package var counts: Counts
}

extension Store {
  /// Saves a judgment and clears the item's draft; on the disk when this returns.
  ///
  /// It replaces the versions that the person saw, `seen`, and no other: one that arrived since
  /// then stays in force beside it. Nil stands for all versions in force, so that a conflict is
  /// resolved.
  package func save(_ judgment: Judgment, over seen: [OperationReference]? = nil) throws -> Saved {
    guard let ino = try number(of: judgment.item) else {
      throw StoreFault.unknownItem(judgment.item.hex)
    }
    let reference = try write {
      // Before the judgment, whose fold brings the item's states up to date.
      try db.run("DELETE FROM requeue WHERE ino = ?", .integer(ino))
      try db.run("DELETE FROM draft WHERE ino = ?", .integer(ino))
      return try put(judgment, ino, over: seen?.map(\.hash))
    }
    return Saved(reference: reference, counts: try counts)
  }

  /// Appends a judgment on top of some versions of its cell, nil for those in force; inside a
  /// transaction.
  func put(
    _ judgment: Judgment, _ ino: Int64, over seen: [Hash]? = nil
  ) throws -> OperationReference {
    var cell = try ledger.myCell(ino)
    cell.layer = judgment.layer
    if try ledger.trouble(of: cell) == .blocked {
      throw StoreFault.notAllowed(
        "This judgment was last changed by a newer gloss, whose form this one does not know. "
          + "Nothing was saved. Install the newer version to change it.")
    }
    // A base that the cell has not would make the new version wait for it for ever.
    let bases =
      try seen.map { try Set($0).filter { try ledger.isKnown($0, in: cell) }.sorted() }
      ?? ledger.heads(of: cell).map(\.hash)
    let operation = try append(
      .judgePut, .judgment(judgment), to: .scope(.from(ledger.me)),
      cell: Cell.judgment(item: judgment.item, person: ledger.me, layer: judgment.layer),
      bases: bases)
    return operation.reference
  }

  /// My judgment of an item; nil when I never made one.
  package func judgment(of ino: Int64) throws -> MyJudgment? {
    let cell = try ledger.myCell(ino)
    let stored = try ledger.heads(of: cell).compactMap(ledger.stored)
    guard !stored.isEmpty else { return nil }
    let lineage = Lineage(ledger, cell: cell)
    let heads = try stored.compactMap { head in
      try version(head, rank: .current, from: lineage.origin(of: head))
    }
    let standing =
      try ledger.trouble(of: cell)
      ?? (heads.first?.judgment.retracted == true ? .retracted : .settled)
    var missing: Set<Hash> = []
    if standing == .incomplete {
      for base in stored.flatMap(\.posted.bases) where try !ledger.isKnown(base, in: cell) {
        missing.insert(base)
      }
    }
    return MyJudgment(
      heads: heads, standing: standing, references: stored.map(\.posted.reference),
      missing: missing.count)
  }

  /// Every version of everybody's judgments of an item that this store holds, oldest first.
  package func versions(of ino: Int64) throws -> [Version] {
    let rows = try db.all(
      """
      SELECT c.cid, c.seq, c.hash, c.head FROM cellop c JOIN op o
        ON o.cid = c.cid AND o.seq = c.seq AND o.hash = c.hash
      WHERE c.fam = ? AND c.ino = ? ORDER BY o.hlc, c.hash
      """, .integer(Int(OperationKind.judgePut.number)), .integer(ino)
    ) { row in
      (
        Head(
          cid: row.integer(0), seq: row.unsigned(1), hash: Hash(bytes: row.bytes(2)) ?? .zero),
        row.int(3) == 1
      )
    }
    return try rows.compactMap { head, isCurrent in
      try ledger.stored(head).flatMap { version($0, rank: isCurrent ? .current : .superseded) }
    }
  }

  /// What everybody's judgment of an item amounts to, person by person, in the order of ids.
  package func standings(
    of ino: Int64
  ) throws -> [(person: PersonID, standing: CellState.Standing)] {
    let people = try db.all(
      """
      SELECT DISTINCT w.person, c.pno FROM cellop c JOIN who w ON w.pno = c.pno
      WHERE c.fam = ? AND c.ino = ? AND c.layer = 0 ORDER BY w.person
      """, .integer(Int(OperationKind.judgePut.number)), .integer(ino)
    ) { (PersonID(bytes: $0.bytes(0)) ?? .zero, $0.integer(1)) }
    return try people.map { person, pno in
      let cell = RegisterCell(family: .judgePut, ino: ino, pno: pno)
      if let trouble = try ledger.trouble(of: cell) { return (person, trouble) }
      let head = try ledger.heads(of: cell).first.flatMap(ledger.stored)
      let isRetracted = head?.map.flatMap { try? Judgment(map: $0) }?.retracted ?? false
      return (person, isRetracted ? .retracted : .settled)
    }
  }

  func version(
    _ stored: StoredOperation, rank: Version.Rank, from origin: StoredOperation? = nil
  ) -> Version? {
    guard let map = stored.map, let judgment = try? Judgment(map: map) else { return nil }
    let source = (origin ?? stored).posted
    return Version(
      reference: stored.posted.reference, person: stored.posted.chain.person,
      device: DeviceID(ofKey: stored.posted.chain.deviceKey),
      at: HybridClock.milliseconds(stored.posted.hlc), bases: stored.posted.bases,
      judgment: judgment, rank: rank,
      origin: Version.Origin(
        hash: source.hash, device: DeviceID(ofKey: source.chain.deviceKey),
        at: HybridClock.milliseconds(source.hlc)))
  }

  /// Puts the items that I judged under a handbook back into the queue; returns how many.
  package func queueAgain(judgedUnder handbook: Hash) throws -> Int {
    try write {
      var queued = 0
      let judged = try db.all(
        "SELECT ino FROM place WHERE state & ? != 0", .integer(ItemFlags.judged.rawValue)
      ) { $0.integer(0) }
      for ino in judged where try judgment(of: ino)?.judgment?.handbook == handbook {
        try db.run("INSERT OR IGNORE INTO requeue(ino) VALUES(?)", .integer(ino))
        try ledger.refreshPlace(ino)
        queued += 1
      }
      return queued
    }
  }

  /// How many of my judgments were made under a handbook.
  package func countJudged(under handbook: Hash) throws -> Int {
    let judged = try db.all(
      "SELECT ino FROM place WHERE state & ? != 0", .integer(ItemFlags.judged.rawValue)
    ) { $0.integer(0) }
    return try judged.count { try judgment(of: $0)?.judgment?.handbook == handbook }
  }
}
