import Items

/// An item of a batch that is about to be inserted.
struct PreparedItem {
  var id: ItemID
  /// The byte of the payload, salt included, at which its entry begins.
  var at: Int
  /// Where a shuffled order has it; of no meaning in a listed one.
  var shuffleKey: Int64
  /// Whether the store has no row of it yet.
  var isNew: Bool
}

/// How items are found by their ids.
///
/// `named` is keyed by the first 8 bytes of the id, because an index over whole ids is twice as
/// large and takes twice as long to fill. An id whose place is taken stands at the next free one,
/// so a search goes on until it meets the item or a free place; nothing is ever taken out.
extension Ledger {
  /// The most names that are kept in memory.
  static let mostUnwrittenNames = 400_000

  /// The local number of an item that was mentioned before; nil for any other.
  func knownNumber(of item: ItemID) throws -> Int64? {
    if !unwrittenNames.isEmpty, let ino = unwrittenNames[item] { return ino }
    let bytes = item.bytes
    var key = Self.nameKey(item)
    while true {
      let found = try db.one(
        "SELECT n.ino, i.item FROM named n CROSS JOIN item i ON i.ino = n.ino WHERE n.key = ?",
        .integer(key)
      ) { (ino: $0.integer(0), item: $0.bytes(1)) }
      guard let found else { return nil }
      if found.item == bytes { return found.ino }
      key &+= 1
    }
  }

  /// Those of some items, sorted by id, that the store knows already.
  func known(among items: some Sequence<ItemID>) throws -> Set<ItemID> {
    // An id whose own place is free is nowhere else; the few others are looked at closely.
    let candidates = try db.repeating("SELECT 1 FROM named WHERE key = ?") { statement in
      try items.filter { item in
        statement.bind(1, Self.nameKey(item))
        return try db.holds(statement)
      }
    }
    return Set(try candidates.filter { try knownNumber(of: $0) != nil })
  }

  /// How many items a search by id would miss, or take for another.
  func unfindableItems() throws -> Int {
    var sound = 0
    var start: Int64?
    var last: Int64 = 0
    try db.rows(
      """
      SELECT n.key, i.item FROM named n CROSS JOIN item i ON i.ino = n.ino ORDER BY n.key
      """
    ) { row in
      let key = row.integer(0)
      // Every place between an id's own and the one where it stands must be taken.
      if start == nil || key != last &+ 1 { start = key }
      last = key
      if let item = ItemID(bytes: row.bytes(1)), let start, Self.nameKey(item) >= start,
        Self.nameKey(item) <= key
      {
        sound += 1
      }
      return .more
    }
    let named = try db.one("SELECT count(DISTINCT ino) FROM named") { $0.int(0) } ?? 0
    let items = try db.one("SELECT count(*) FROM item") { $0.int(0) } ?? 0
    return max(items - min(sound, named), max(sound, named) - items)
  }

  /// Makes an item findable by its id.
  func name(_ ino: Int64, _ item: ItemID) throws {
    try db.repeating(Self.naming) { try name(ino, item, by: $0) }
  }

  /// Writes the names that were kept in memory, sorted, so that each page is visited once.
  func writeNames() throws {
    guard !unwrittenNames.isEmpty else { return }
    let sorted = unwrittenNames.sorted { $0.key < $1.key }
    try db.repeating(Self.naming) { statement in
      for (item, ino) in sorted { try name(ino, item, by: statement) }
    }
    unwrittenNames.removeAll(keepingCapacity: true)
  }

  /// Where a shuffled order has an item.
  func shuffleKey(of item: ItemID) -> Int64 {
    Self.shuffleKey(of: item, project: project, person: me)
  }

  static func shuffleKey(of item: ItemID, project: ProjectID, person: PersonID) -> Int64 {
    let key = Presentation.shuffleKey(project: project, person: person, item: item)
    return Int64(bitPattern: key ^ (1 << 63))
  }

  /// Sorted as the ids are.
  static func nameKey(_ item: ItemID) -> Int64 {
    Int64(bitPattern: item.leading ^ (1 << 63))
  }

  private static var naming: StaticString {
    "INSERT INTO named(key, ino) VALUES(?, ?) ON CONFLICT DO NOTHING"
  }

  private func name(_ ino: Int64, _ item: ItemID, by statement: Statement) throws {
    var key = Self.nameKey(item)
    statement.bind(2, ino)
    repeat {
      statement.bind(1, key)
      try db.finish(statement)
      key &+= 1
    } while db.changes == 0
  }
}
