import Items
import Judgments

/// Where an item's content stands: a payload, and the byte in it at which the entry begins.
struct ItemSource {
  var cid: Int64
  var seq: UInt64
  var hlc: UInt64
  var payload: Int64
  /// A position in a batch, or `wholePayload` for `item.put`.
  var at: Int64

  static let wholePayload: Int64 = -1
}

extension Ledger {
  /// Enters the items of a batch; hidden fields, which come in the scope `rev`, stand apart.
  func putItems(_ posted: Posted) throws {
    guard let payload = posted.payloadRow, let bytes = posted.payloadBytes else { return }
    let isHidden = posted.chain.scope == .rev
    let source = { (at: Int) in
      ItemSource(
        cid: posted.chain.number, seq: posted.seq, hlc: posted.hlc, payload: payload,
        at: Int64(at))
    }
    let enterOne = { (item: ItemID, at: Int) in
      let source = source(at)
      if isHidden {
        try self.db.run(
          "INSERT OR IGNORE INTO hidden(ino, cid, seq, payload, at) VALUES(?, ?, ?, ?, ?)",
          .integer(try self.number(of: item)), .integer(source.cid), .integer(source.seq),
          .integer(source.payload), .integer(source.at))
      } else {
        try self.enter(item, source)
      }
    }
    if !preparedItems.isEmpty {
      if isHidden {
        for item in preparedItems { try enterOne(item.id, item.at) }
      } else {
        for item in preparedItems where !item.isNew { try enterOne(item.id, item.at) }
        try enterNew(preparedItems.filter(\.isNew), source(0))
      }
      return
    }
    try BatchEntries.each(in: bytes) { dataset, externalID, at in
      try enterOne(
        Item.identity(project: project, dataset: dataset, externalID: externalID), at)
    }
  }

  private func enter(_ item: ItemID, _ source: ItemSource) throws {
    guard let ino = try knownNumber(of: item) else {
      let key = orderKey(of: item, source).0
      try enterNew(
        [PreparedItem(id: item, at: Int(source.at), shuffleKey: key, isNew: true)], source)
      return
    }
    let (ord, sub) = orderKey(of: item, source)
    guard let old = try self.source(of: ino) else {
      // Judgments of the item came before the item itself, or the fold is made anew.
      try point(ino, at: source, ord: ord, sub: sub)
      remember(ino, as: item)
      if let flags = try flagsUnlessRetired(ino) {
        queue.add(Place(key: PlaceKey(ord: ord, sub: sub, ino: ino), flags: flags))
      }
      return
    }
    // The same item in two batches: the earlier one stands, by its name where times are equal.
    if old.at != ItemSource.wholePayload, try isEarlier(source, than: old) {
      try setSource(source, of: ino)
    }
  }

  /// Enters items of one batch that the store knows nothing of, each once.
  private func enterNew(_ items: [PreparedItem], _ source: ItemSource) throws {
    try db.repeating(
      """
      INSERT INTO item(item, known, cid, seq, hlc, payload, at, ord, sub)
      VALUES(?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      """
    ) { statement in
      statement.bind(2, source.cid)
      statement.bind(3, Int64(bitPattern: source.seq))
      statement.bind(4, Int64(bitPattern: source.hlc))
      statement.bind(5, source.payload)
      for item in items {
        let at = Int64(item.at)
        let isListed = order == .listed
        let ord = isListed ? Int64(bitPattern: source.hlc) : item.shuffleKey
        let sub = isListed ? at : 0
        statement.bind(1, item.id.bytes)
        statement.bind(6, at)
        statement.bind(7, ord)
        statement.bind(8, sub)
        try db.finish(statement)
        let ino = db.lastRow
        unwrittenNames[item.id] = ino
        queue.add(Place(key: PlaceKey(ord: ord, sub: sub, ino: ino), flags: .open))
      }
    }
    if unwrittenNames.count >= Self.mostUnwrittenNames { try writeNames() }
  }

  func source(of ino: Int64) throws -> ItemSource? {
    try db.one(
      "SELECT cid, seq, hlc, payload, at FROM item WHERE ino = ? AND known = 1", .integer(ino)
    ) { row in
      ItemSource(
        cid: row.integer(0), seq: row.unsigned(1), hlc: row.unsigned(2), payload: row.integer(3),
        at: row.integer(4))
    }
  }

  /// Removes what a batch that no longer counts had entered, and looks for other sources.
  func takeItems(_ posted: Posted) throws {
    guard let payload = posted.payloadRow else { return }
    try db.run("DELETE FROM hidden WHERE payload = ?", .integer(payload))
    let orphans = try db.all(
      "SELECT ino FROM item WHERE payload = ?", .integer(payload)
    ) { $0.integer(0) }
    for ino in orphans { try setSource(nil, of: ino) }
    if !orphans.isEmpty { try enterBatches() }
  }

  /// Enters the items of every batch that counts; those that are there stay.
  private func enterBatches() throws {
    let batches = try db.all(
      "SELECT cid, seq, hash FROM entry WHERE kind = ?",
      .integer(Int(OperationKind.itemBatch.rawValue))
    ) { Head(cid: $0.integer(0), seq: $0.unsigned(1), hash: Hash(bytes: $0.bytes(2)) ?? .zero) }
    for batch in batches {
      if let stored = try stored(batch) { try putItems(stored.posted) }
    }
  }

  /// Reads an item's register: its newest version or its retirement.
  func refreshItem(_ ino: Int64) throws {
    let heads = try heads(of: RegisterCell(family: .itemPut, ino: ino))
    var isRetired = false
    if let head = heads.first, let stored = try stored(head) {
      if stored.posted.kind == .itemRetire {
        isRetired = true
      } else if let payload = stored.posted.payloadRow {
        try setSource(
          ItemSource(
            cid: head.cid, seq: head.seq, hlc: stored.posted.hlc, payload: payload,
            at: ItemSource.wholePayload), of: ino)
      }
    } else if let source = try source(of: ino), source.at == ItemSource.wholePayload {
      try setSource(nil, of: ino)
      try enterBatches()
    }
    try db.run(
      "UPDATE item SET retired = ? WHERE ino = ?", .truth(isRetired), .integer(ino))
    try refreshPlace(ino)
  }

  /// Points an item at its content; nil makes it unknown again.
  private func setSource(_ source: ItemSource?, of ino: Int64) throws {
    try queue.flush()
    if let key = try placeKey(of: ino) { try queue.remove(key) }
    guard let source, let item = try itemID(ino) else {
      try db.run(
        """
        UPDATE item SET known = 0, cid = NULL, seq = NULL, hlc = NULL, payload = NULL, at = NULL,
          ord = NULL, sub = NULL WHERE ino = ?
        """, .integer(ino))
      return
    }
    let (ord, sub) = orderKey(of: item, source)
    try point(ino, at: source, ord: ord, sub: sub)
    try refreshPlace(ino)
  }

  private func point(_ ino: Int64, at source: ItemSource, ord: Int64, sub: Int64) throws {
    try db.repeating(
      """
      UPDATE item SET known = 1, cid = ?, seq = ?, hlc = ?, payload = ?, at = ?, ord = ?, sub = ?
      WHERE ino = ?
      """
    ) { statement in
      let values = [
        source.cid, Int64(bitPattern: source.seq), Int64(bitPattern: source.hlc), source.payload,
        source.at, ord, sub, ino,
      ]
      for (place, value) in values.enumerated() { statement.bind(Int32(place) + 1, value) }
      try db.finish(statement)
    }
  }

  /// Publication order by time and position, or the order shuffled for the store's person.
  private func orderKey(of item: ItemID, _ source: ItemSource) -> (Int64, Int64) {
    switch order {
    case .listed: return (Int64(bitPattern: source.hlc), source.at)
    case .shuffled: return (shuffleKey(of: item), 0)
    }
  }

  private func isEarlier(_ new: ItemSource, than old: ItemSource) throws -> Bool {
    if new.hlc != old.hlc { return new.hlc < old.hlc }
    if new.payload == old.payload { return new.at < old.at }
    return try name(of: new) < name(of: old)
  }

  private func name(of source: ItemSource) throws -> Hash {
    try db.one(
      "SELECT hash FROM op WHERE cid = ? AND seq = ? AND payload = ?", .integer(source.cid),
      .integer(source.seq), .integer(source.payload)
    ) { Hash(bytes: $0.bytes(0)) }.flatMap { $0 } ?? .zero
  }

  /// Sorts all items anew, after the project's order has changed.
  func reorder() throws {
    try queue.flush()
    try db.run("DELETE FROM place")
    try db.run("DELETE FROM stretch")
    queue.tally = ItemTally()
    let known = try db.all("SELECT ino, item FROM item WHERE known = 1") {
      ($0.integer(0), ItemID(bytes: $0.bytes(1)) ?? .zero)
    }
    for (ino, item) in known {
      guard let source = try source(of: ino) else { continue }
      let (ord, sub) = orderKey(of: item, source)
      try db.run(
        "UPDATE item SET ord = ?, sub = ? WHERE ino = ?", .integer(ord), .integer(sub),
        .integer(ino))
      guard try !isRetired(ino) else { continue }
      queue.add(
        Place(key: PlaceKey(ord: ord, sub: sub, ino: ino), flags: try flags(of: ino)))
    }
    try queue.flush()
  }

  private func isRetired(_ ino: Int64) throws -> Bool {
    try db.one("SELECT retired FROM item WHERE ino = ?", .integer(ino)) { $0.int(0) == 1 } ?? false
  }
}
