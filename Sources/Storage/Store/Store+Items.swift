package import Items
import Judgments

extension Store {
  /// The counts, read from memory.
  package var counts: Counts {
    get throws {
      if isStale { try reload() }
      let items = ledger.queue.tally
      return Counts(
        items: items[0], unjudged: items[.open], judged: items[.judged], aside: items[.aside],
        asked: items[.asked], drafts: items[.draft], conflicts: items[.conflict],
        judgeAgain: items[.again], operations: ledger.tally.operations, unsent: try unsent())
    }
  }

  /// My own operations of the scope that others receive, behind the last that was handed on.
  private func unsent() throws -> Int {
    let own = try db.one(
      "SELECT cid, sent FROM own WHERE scope = ?", .text(Scope.from(ledger.me).text)
    ) { (cid: $0.integer(0), sent: $0.int(1)) }
    guard let own, let tip = ledger.chainsByNumber[own.cid]?.tips.first else { return 0 }
    return max(0, Int(tip.seq) - max(own.sent, 1))
  }

  /// An item by the store's number; nil for one that is not here.
  package func item(at ino: Int64) throws -> StoredItem? {
    let row = try db.one(
      """
      SELECT i.item, i.retired, i.at, p.bytes FROM item i JOIN payload p ON p.id = i.payload
      WHERE i.ino = ? AND i.known = 1
      """, .integer(ino)
    ) { (id: $0.bytes(0), retired: $0.int(1) == 1, at: $0.int(2), payload: $0.bytes(3)) }
    guard let row, let id = ItemID(bytes: row.id),
      let entry = try entry(in: row.payload, at: row.at)
    else { return nil }
    return StoredItem(
      ino: ino, id: id, externalID: entry.externalID, dataset: entry.dataset,
      content: entry.content, isRetired: row.retired)
  }

  /// The hidden fields of an item as canonical JSON; nil when there are none or they are not here.
  package func hidden(of ino: Int64) throws -> [UInt8]? {
    let row = try db.one(
      """
      SELECT p.bytes, h.at FROM hidden h JOIN payload p ON p.id = h.payload
      JOIN op o ON o.cid = h.cid AND o.seq = h.seq AND o.payload = h.payload
      WHERE h.ino = ? ORDER BY o.hlc, o.hash LIMIT 1
      """, .integer(ino)
    ) { (payload: $0.bytes(0), at: $0.int(1)) }
    guard let row else { return nil }
    return try entry(in: row.payload, at: row.at)?.content
  }

  /// The number of the item with an id; nil for one that is not here.
  package func number(of item: ItemID) throws -> Int64? {
    guard let ino = try ledger.knownNumber(of: item), try ledger.source(of: ino) != nil else {
      return nil
    }
    return ino
  }

  /// The number of the item with a name in the world outside.
  package func find(externalID: String, dataset: String = "") throws -> Int64? {
    try number(
      of: Item.identity(project: project, dataset: dataset, externalID: externalID))
  }

  /// The states of an item; nil for one that is not in the queue.
  package func state(of ino: Int64) throws -> ItemState? {
    guard let key = try ledger.placeKey(of: ino) else { return nil }
    return try ledger.queue.flags(at: key).map(ItemState.init)
  }

  /// The position of an item among those of a filter, from 1.
  package func position(of ino: Int64, filter: ItemFilter = .all) throws -> Int? {
    guard let key = try ledger.placeKey(of: ino) else { return nil }
    return try ledger.queue.rank(of: key, having: filter.flag) + 1
  }

  /// The first item of a filter.
  package func first(filter: ItemFilter) throws -> Int64? {
    try ledger.queue.next(after: .first, having: filter.flag)?.key.ino
  }

  /// The last item of a filter.
  package func last(filter: ItemFilter) throws -> Int64? {
    try ledger.queue.previous(before: .last, having: filter.flag)?.key.ino
  }

  /// The next item of a filter behind one, whether or not that one still passes the filter.
  package func next(after ino: Int64, filter: ItemFilter) throws -> Int64? {
    guard let key = try ledger.placeKey(of: ino) else { return nil }
    return try ledger.queue.next(after: key, having: filter.flag)?.key.ino
  }

  /// The last item of a filter before one.
  package func previous(before ino: Int64, filter: ItemFilter) throws -> Int64? {
    guard let key = try ledger.placeKey(of: ino) else { return nil }
    return try ledger.queue.previous(before: key, having: filter.flag)?.key.ino
  }

  /// A page of the browser: items of a filter in order, those behind one, that contain a text.
  ///
  /// The text is looked for in the external id and in the content's canonical JSON, without
  ///   regard to ASCII case; nil or empty takes every item.
  package func page(
    filter: ItemFilter, text: String? = nil, after: Int64? = nil, limit: Int
  ) throws -> [ItemSummary] {
    var found: [ItemSummary] = []
    let wanted = text.flatMap { $0.isEmpty ? nil : Array($0.lowercased().utf8) }
    var key = PlaceKey.first
    if let after, let known = try ledger.placeKey(of: after) { key = known }
    while found.count < limit, let place = try ledger.queue.next(after: key, having: filter.flag) {
      key = place.key
      guard let item = try item(at: key.ino) else { continue }
      if let wanted, !Self.contains(wanted, in: Array(item.externalID.utf8)),
        !Self.contains(wanted, in: item.content)
      {
        continue
      }
      let mine = try judgment(of: key.ino)
      found.append(
        ItemSummary(
          ino: key.ino, externalID: item.externalID, content: item.content,
          state: ItemState(place.flags), judgment: mine?.judgment, at: mine?.at))
    }
    return found
  }

  /// Reads an entry of a batch, or the payload of `item.put`.
  func entry(
    in payload: [UInt8], at: Int
  ) throws -> (dataset: String, externalID: String, content: [UInt8])? {
    guard at == Int(ItemSource.wholePayload) else {
      guard let found = BatchEntries.entry(in: payload, at: at),
        let dataset = BatchEntries.dataset(of: payload)
      else { return nil }
      guard found.isBlob else { return (dataset, found.externalID, found.content) }
      let bytes = try Hash(bytes: found.content).flatMap(ledger.blob)
      return (dataset, found.externalID, bytes ?? [])
    }
    let map = try CBOR(decoding: Array(payload.dropFirst(Operation.saltLength)))
    let put = try ItemPut(map: map)
    switch put.content {
    case .text(let text): return (put.dataset, put.externalID, Array(text.utf8))
    case .blob(let hash): return (put.dataset, put.externalID, try ledger.blob(hash) ?? [])
    }
  }

  private static func contains(_ wanted: [UInt8], in bytes: [UInt8]) -> Bool {
    guard bytes.count >= wanted.count else { return false }
    let lowered = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 32 : $0 }
    return lowered.indices.dropLast(wanted.count - 1).contains {
      lowered[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }
  }
}
